// The little of JavaScript that a shell needs: its words, signs and strings.
#include "crawler/shell.h"

#include <algorithm>
#include <charconv>
#include <span>
#include <vector>

namespace ogi::crawler {

namespace {

enum class Kind { word, sign, text };

struct Token {
    Kind kind;
    std::string text;
};

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

// A character by its hexadecimal number, if it is an ASCII one; a URL needs no others in this form.
std::optional<char> ascii_of(std::string_view digits) {
    unsigned value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (problem != std::errc{} || end != digits.data() + digits.size() || value < 0x20 || value > 0x7E)
        return std::nullopt;
    return static_cast<char>(value);
}

// Reads a script into tokens; what it cannot read ends it.
class Scanner {
  public:
    explicit Scanner(std::string_view script) : script_{script} {}

    std::vector<Token> read() {
        std::vector<Token> tokens;
        while (at_ < script_.size()) {
            const char c = script_[at_];
            if (is_space(c)) {
                ++at_;
            } else if (script_.substr(at_).starts_with("//") || script_.substr(at_).starts_with("<!--")) {
                skip_to("\n");
            } else if (script_.substr(at_).starts_with("/*")) {
                skip_to("*/");
            } else if (c == '"' || c == '\'' || c == '`') {
                tokens.push_back({Kind::text, string_to(c)});
            } else if (is_word(c)) {
                const auto begin = at_;
                while (at_ < script_.size() && is_word(script_[at_])) ++at_;
                tokens.push_back({Kind::word, std::string{script_.substr(begin, at_ - begin)}});
            } else {
                tokens.push_back({Kind::sign, std::string{c}});
                ++at_;
            }
        }
        return tokens;
    }

  private:
    void skip_to(std::string_view end) {
        const auto found = script_.find(end, at_);
        at_ = found == std::string_view::npos ? script_.size() : found + end.size();
    }

    std::string string_to(char quote) {
        std::string text;
        for (++at_; at_ < script_.size() && script_[at_] != quote; ++at_) {
            if (script_[at_] != '\\' || at_ + 1 >= script_.size()) {
                text.push_back(script_[at_]);
                continue;
            }
            const char escape = script_[++at_];
            const std::size_t digits = escape == 'x' ? 2 : escape == 'u' ? 4 : 0;
            const auto character = digits == 0 ? std::nullopt : ascii_of(script_.substr(at_ + 1, digits));
            text.push_back(character.value_or(escape));
            if (character) at_ += digits;
        }
        ++at_;
        return text;
    }

    std::string_view script_;
    std::size_t at_ = 0;
};

constexpr std::string_view deciding_words[] = {
    "if", "switch", "while", "for", "eval", "unescape", "atob", "fromCharCode", "decodeURIComponent"};

// How often scripts lie in strings of scripts: setTimeout("location.href='/a/'", 0).
constexpr int nesting_max = 2;

// Looks for places a script sends to.
class Reader {
  public:
    // False where the script decides or computes.
    bool read(std::string_view script, int nesting) {
        const auto tokens = Scanner{script}.read();
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const auto& token = tokens[i];
            if (token.kind == Kind::text && nesting < nesting_max &&
                token.text.find("location") != std::string::npos && !read(token.text, nesting + 1)) {
                return false;
            }
            if (token.kind == Kind::sign && token.text == "?") return false;
            if (token.kind != Kind::word) continue;
            if (std::ranges::find(deciding_words, token.text) != std::end(deciding_words)) return false;
            if (token.text == "location" && !read_location(std::span{tokens}.subspan(i + 1))) return false;
        }
        return true;
    }

    std::vector<std::string> targets;

  private:
    // What follows the word: an assignment or a call with one string, or something that leads nowhere.
    bool read_location(std::span<const Token> rest) {
        std::size_t i = 0;
        const auto is = [&](std::size_t index, Kind kind, std::string_view text) {
            return index < rest.size() && rest[index].kind == kind && rest[index].text == text;
        };
        bool call = false;
        if (is(i, Kind::sign, ".")) {
            call = is(i + 1, Kind::word, "replace") || is(i + 1, Kind::word, "assign");
            if (!call && !is(i + 1, Kind::word, "href")) return true;  // .reload(), .host, …
            i += 2;
        }
        if (!is(i, Kind::sign, call ? "(" : "=") || is(i + 1, Kind::sign, "=")) return true;
        const bool computed = i + 1 >= rest.size() || rest[i + 1].kind != Kind::text ||
                              is(i + 2, Kind::sign, "+") || is(i + 2, Kind::sign, ".");
        if (computed) return false;
        targets.push_back(rest[i + 1].text);
        return true;
    }
};

}  // namespace

std::optional<std::string> script_target(std::string_view script) {
    Reader reader;
    if (!reader.read(script, 0) || reader.targets.empty()) return std::nullopt;
    const auto& first = reader.targets.front();
    const bool one_place = std::ranges::all_of(reader.targets, [&](const auto& t) { return t == first; });
    return one_place ? std::optional{first} : std::nullopt;
}

}  // namespace ogi::crawler
