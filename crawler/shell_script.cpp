// The little of JavaScript that a shell needs: where it sets location, by values that can be told, in
// branches that a browser on a desk takes.
#include "crawler/script_tokens.h"
#include "crawler/script_values.h"
#include "crawler/shell.h"

#include <algorithm>
#include <span>
#include <vector>

namespace ogi::crawler {

namespace {

using Kind = ScriptToken::Kind;
using Tokens = std::span<const ScriptToken>;

constexpr std::string_view deciding_words[] = {"switch",   "while", "for",          "eval",
                                               "unescape", "atob",  "fromCharCode", "decodeURIComponent"};

// How often scripts lie in strings of scripts: setTimeout("location.href='/a/'", 0).
constexpr int nesting_max = 2;
// How often branches lie in branches.
constexpr int branches_max = 20;

// Looks for places a script sends to.
class Reader {
  public:
    explicit Reader(const base::Url& page) : page_{page} {}

    // False where the script decides by what is not known here, or computes.
    bool read(std::string_view script, int nesting) {
        const auto tokens = read_script_tokens(script);
        return read(Tokens{tokens}, 0, tokens.size(), nesting, 0);
    }

    std::vector<std::string> targets;

  private:
    bool read(Tokens tokens, std::size_t begin, std::size_t end, int nesting, int branches) {
        for (auto i = begin; i < end; ++i) {
            const auto& token = tokens[i];
            if (token.is_sign("?")) return false;
            if (token.kind == Kind::text && nesting < nesting_max && may_lead(token.text) &&
                !read(token.text, nesting + 1)) {
                return false;
            }
            if (token.kind != Kind::word) continue;
            if (std::ranges::find(deciding_words, token.text) != std::end(deciding_words)) return false;
            if (token.text == "if") {
                if (!read_branches(tokens, i, nesting, branches)) return false;
                --i;
            } else if (token.text == "catch") {
                i = end_of_catch(tokens, i);
            } else if (token.text == "function") {
                name_arguments(tokens, i);
            } else if (token.text == "location") {
                if (!read_location(tokens, i)) return false;
            } else if (token.text == "open" || token.text == "navigate") {
                if (!read_call(tokens, i)) return false;
            } else {
                read_name(tokens, i);
            }
        }
        return true;
    }

    static bool may_lead(std::string_view text) {
        return text.find("location") != std::string_view::npos ||
               text.find("open(") != std::string_view::npos;
    }

    static bool is_sign(Tokens tokens, std::size_t at, std::string_view text) {
        return at < tokens.size() && tokens[at].is_sign(text);
    }
    static bool is_word(Tokens tokens, std::size_t at, std::string_view text) {
        return at < tokens.size() && tokens[at].is_word(text);
    }
    // "=" that is not "==" or "=>".
    static bool is_assignment(Tokens tokens, std::size_t at) {
        return is_sign(tokens, at, "=") && !is_sign(tokens, at + 1, "=") && !is_sign(tokens, at + 1, ">");
    }

    // Behind the statement that begins here.
    static std::size_t statement_end(Tokens tokens, std::size_t at) {
        if (is_sign(tokens, at, "{")) return std::min(closing_bracket(tokens, at) + 1, tokens.size());
        if (is_word(tokens, at, "if")) {
            const auto then = statement_end(tokens, closing_bracket(tokens, at + 1) + 1);
            return is_word(tokens, then, "else") ? statement_end(tokens, then + 1) : then;
        }
        while (at < tokens.size() && !is_sign(tokens, at, ";") && !is_sign(tokens, at, "}") &&
               !is_word(tokens, at, "else")) {
            const bool opens =
                is_sign(tokens, at, "(") || is_sign(tokens, at, "{") || is_sign(tokens, at, "[");
            at = opens ? closing_bracket(tokens, at) + 1 : at + 1;
        }
        return std::min(is_sign(tokens, at, ";") ? at + 1 : at, tokens.size());
    }

    // Reads the branch that is taken and moves `at` behind both.
    bool read_branches(Tokens tokens, std::size_t& at, int nesting, int branches) {
        if (branches >= branches_max || !is_sign(tokens, at + 1, "(")) return false;
        const auto close = closing_bracket(tokens, at + 1);
        auto condition_at = at + 2;
        const auto truth = truth_of(evaluate(tokens, condition_at, page_, names_));
        if (!truth || condition_at != close) return false;
        const auto then = close + 1;
        const auto then_end = statement_end(tokens, then);
        const bool has_else = is_word(tokens, then_end, "else");
        const auto otherwise = has_else ? then_end + 1 : then_end;
        const auto end = has_else ? statement_end(tokens, otherwise) : then_end;
        at = end;
        return *truth ? read(tokens, std::min(then, then_end), then_end, nesting, branches + 1)
                      : read(tokens, std::min(otherwise, end), end, nesting, branches + 1);
    }

    // Nothing fails here.
    static std::size_t end_of_catch(Tokens tokens, std::size_t at) {
        auto block = is_sign(tokens, at + 1, "(") ? closing_bracket(tokens, at + 1) + 1 : at + 1;
        return is_sign(tokens, block, "{") ? std::min(closing_bracket(tokens, block), tokens.size() - 1) : at;
    }

    // Arguments may be anything, whatever else has their name.
    void name_arguments(Tokens tokens, std::size_t at) {
        const auto open = is_sign(tokens, at + 1, "(") ? at + 1 : at + 2;
        if (!is_sign(tokens, open, "(")) return;
        const auto close = closing_bracket(tokens, open);
        for (auto i = open + 1; i < close; ++i) {
            if (tokens[i].kind == Kind::word) names_.set(tokens[i].text, NotTold{});
        }
    }

    bool is_of_window(Tokens tokens, std::size_t at) const {
        if (at == 0 || !tokens[at - 1].is_sign(".")) return true;
        return at >= 2 && (tokens[at - 2].is_word("window") || tokens[at - 2].is_word("self") ||
                           tokens[at - 2].is_word("top") || tokens[at - 2].is_word("parent"));
    }

    // u = "/new/"; anything else that may change it makes it unknown. Moves `at` to the end of what was
    // understood.
    void read_name(Tokens tokens, std::size_t& at) {
        if (!is_of_window(tokens, at)) return;
        const auto& name = tokens[at].text;
        if (!is_assignment(tokens, at + 1)) {
            // u += "x", u++ and the like.
            const bool changes =
                at + 2 < tokens.size() && tokens[at + 1].kind == Kind::sign &&
                std::string_view{"+-*/%|&"}.find(tokens[at + 1].text) != std::string_view::npos &&
                (is_assignment(tokens, at + 2) || tokens[at + 1] == tokens[at + 2]);
            if (changes) names_.set(name, NotTold{});
            return;
        }
        auto end = at + 2;
        const auto value = evaluate(tokens, end, page_, names_);
        names_.set(name, value);
        // What is not understood is looked through for what else it may do.
        if (!std::holds_alternative<NotTold>(value)) at = end - 1;
    }

    // What follows the word: an assignment or a call with one place, or something that leads nowhere.
    bool read_location(Tokens tokens, std::size_t& at) {
        auto i = at + 1;
        bool call = false;
        if (is_sign(tokens, i, ".")) {
            call = is_word(tokens, i + 1, "replace") || is_word(tokens, i + 1, "assign");
            if (!call && !is_word(tokens, i + 1, "href")) return true;  // .reload(), .host, …
            i += 2;
        }
        if (call ? !is_sign(tokens, i, "(") : !is_assignment(tokens, i)) return true;
        return read_target(tokens, at, i + 1);
    }

    // window.open(u, "_self"), window.navigate(u). Another window is none of ours.
    bool read_call(Tokens tokens, std::size_t& at) {
        if (!is_of_window(tokens, at) || !is_sign(tokens, at + 1, "(")) return true;
        if (tokens[at].text == "navigate") return read_target(tokens, at, at + 2);
        auto end = at + 2;
        evaluate(tokens, end, page_, names_);
        if (!is_sign(tokens, end, ",")) return true;
        const auto window = evaluate(tokens, ++end, page_, names_);
        const auto* name = std::get_if<std::string>(&window);
        if (name == nullptr) return false;
        const bool here = *name == "_self" || *name == "_top" || *name == "_parent";
        return !here || read_target(tokens, at, at + 2);
    }

    bool read_target(Tokens tokens, std::size_t& at, std::size_t begin) {
        auto end = begin;
        const auto value = evaluate(tokens, end, page_, names_);
        const auto* place = std::get_if<std::string>(&value);
        if (place == nullptr) return false;
        targets.push_back(*place);
        at = end - 1;
        return true;
    }

    const base::Url& page_;
    ScriptNames names_;
};

}  // namespace

std::optional<std::string> script_target(std::string_view script, const base::Url& page) {
    Reader reader{page};
    if (!reader.read(script, 0) || reader.targets.empty()) return std::nullopt;
    const auto& first = reader.targets.front();
    const bool one_place = std::ranges::all_of(reader.targets, [&](const auto& t) { return t == first; });
    return one_place ? std::optional{first} : std::nullopt;
}

}  // namespace ogi::crawler
