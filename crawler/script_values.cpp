#include "crawler/script_values.h"

#include "crawler/script_calls.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace ogi::crawler {

namespace {

using Kind = ScriptToken::Kind;

constexpr int depth_max = 40;  // Of brackets and negations in one another.

std::optional<bool> equal(const ScriptValue& a, const ScriptValue& b) {
    const auto told = [](const auto& value) { return !std::holds_alternative<NotTold>(value); };
    if (!told(a) || !told(b)) return std::nullopt;
    const bool one_is_nothing = std::holds_alternative<Nothing>(a) || std::holds_alternative<Nothing>(b);
    if (one_is_nothing) return a == b;
    if (a.index() != b.index() || std::holds_alternative<DeskAgent>(a)) return std::nullopt;
    return a == b;
}

std::optional<std::string> as_text(const ScriptValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    const auto* number = std::get_if<double>(&value);
    if (number == nullptr || std::abs(*number) > 1e9 || *number != std::floor(*number)) return std::nullopt;
    return std::to_string(static_cast<long long>(*number));
}

ScriptValue sum(const ScriptValue& a, const ScriptValue& b) {
    const auto *x = std::get_if<double>(&a), *y = std::get_if<double>(&b);
    if (x != nullptr && y != nullptr) return *x + *y;
    const auto left = as_text(a), right = as_text(b);
    if (!left || !right || left->size() + right->size() > script_text_bytes_max) return NotTold{};
    return *left + *right;
}

// Expressions by their precedence, each function one level of it.
class Evaluator {
  public:
    Evaluator(std::span<const ScriptToken> tokens, std::size_t at, const base::Url& page,
              const ScriptNames& names)
        : tokens_{tokens}, at_{at}, page_{page}, names_{names} {}

    std::size_t at() const { return at_; }

    ScriptValue conditional() {
        if (depth_ >= depth_max) return NotTold{};
        ++depth_;
        auto value = either();
        if (take_sign("?")) {
            const auto truth = truth_of(value);
            auto if_true = conditional();
            const bool whole = take_sign(":");
            auto if_false = whole ? conditional() : NotTold{};
            value = !whole || !truth ? ScriptValue{NotTold{}} : std::move(*truth ? if_true : if_false);
        }
        --depth_;
        return value;
    }

    // Whether what stands next carries on with the value before it.
    bool goes_on() const {
        if (at_ >= tokens_.size() || tokens_[at_].kind != Kind::sign) return false;
        return std::string_view{"+-*/%.([?<>=!&|^"}.find(tokens_[at_].text) != std::string_view::npos;
    }

  private:
    bool sign_at(std::size_t at, std::string_view text) const {
        return at < tokens_.size() && tokens_[at].is_sign(text);
    }
    bool take_sign(std::string_view text) {
        if (!sign_at(at_, text)) return false;
        ++at_;
        return true;
    }
    bool take_twice(std::string_view text) {
        if (!sign_at(at_, text) || !sign_at(at_ + 1, text)) return false;
        at_ += 2;
        return true;
    }

    ScriptValue either() {
        auto value = both();
        while (take_twice("|")) {
            const auto other = both();
            const auto truth = truth_of(value);
            if (!truth) value = NotTold{};
            if (truth && !*truth) value = other;
        }
        return value;
    }

    ScriptValue both() {
        auto value = equality();
        while (take_twice("&")) {
            const auto other = equality();
            const auto truth = truth_of(value);
            if (!truth) value = NotTold{};
            if (truth && *truth) value = other;
        }
        return value;
    }

    ScriptValue equality() {
        auto value = relation();
        while ((sign_at(at_, "=") || sign_at(at_, "!")) && sign_at(at_ + 1, "=")) {
            const bool negated = sign_at(at_, "!");
            at_ += sign_at(at_ + 2, "=") ? 3 : 2;
            const auto same = equal(value, relation());
            value = same ? ScriptValue{*same != negated} : ScriptValue{NotTold{}};
        }
        return value;
    }

    ScriptValue relation() {
        auto value = addition();
        while (sign_at(at_, "<") || sign_at(at_, ">")) {
            const bool less = take_sign("<");
            if (!less) ++at_;
            const bool or_same = take_sign("=");
            const auto other = addition();
            const auto *a = std::get_if<double>(&value), *b = std::get_if<double>(&other);
            if (a == nullptr || b == nullptr) {
                value = NotTold{};
            } else {
                value = (less ? *a < *b : *a > *b) || (or_same && *a == *b);
            }
        }
        return value;
    }

    ScriptValue addition() {
        auto value = negation();
        while (sign_at(at_, "+") && !sign_at(at_ + 1, "+") && !sign_at(at_ + 1, "=")) {
            ++at_;
            value = sum(value, negation());
        }
        return value;
    }

    ScriptValue negation() {
        if (depth_ >= depth_max) return NotTold{};
        ++depth_;
        ScriptValue value = NotTold{};
        if (take_sign("!")) {
            const auto truth = truth_of(negation());
            if (truth) value = !*truth;
        } else if (take_sign("-")) {
            const auto positive = negation();
            if (const auto* number = std::get_if<double>(&positive)) value = -*number;
        } else {
            value = with_members(primary());
        }
        --depth_;
        return value;
    }

    ScriptValue primary() {
        if (at_ >= tokens_.size()) return NotTold{};
        const auto& token = tokens_[at_];
        if (token.is_sign("(")) {
            const auto close = closing_bracket(tokens_, at_);
            ++at_;
            const auto inner = conditional();
            const bool whole = at_ == close;
            at_ = std::min(close + 1, tokens_.size());
            return whole ? inner : ScriptValue{NotTold{}};
        }
        if (token.kind == Kind::sign) return NotTold{};
        ++at_;
        if (token.kind == Kind::text) return token.text;
        if (token.kind == Kind::pattern) return ScriptPattern{token.text};
        return word(token.text);
    }

    ScriptValue word(const std::string& name) const {
        if (name == "true" || name == "false") return name == "true";
        if (name == "null" || name == "undefined") return Nothing{};
        if (name[0] >= '0' && name[0] <= '9') {
            double number = 0;
            const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
            if (problem == std::errc{} && end == name.data() + name.size()) return number;
            return NotTold{};
        }
        return member(ScriptThing::window, name);
    }

    ScriptValue with_members(ScriptValue value) {
        while (true) {
            if (sign_at(at_, ".") && at_ + 1 < tokens_.size() && tokens_[at_ + 1].kind == Kind::word) {
                const auto& name = tokens_[at_ + 1].text;
                at_ += 2;
                value = sign_at(at_, "(") ? call_method(value, name, arguments()) : member(value, name);
            } else if (sign_at(at_, "(")) {
                arguments();
                value = NotTold{};
            } else if (sign_at(at_, "[")) {
                at_ = std::min(closing_bracket(tokens_, at_) + 1, tokens_.size());
                value = NotTold{};
            } else {
                return value;
            }
        }
    }

    ScriptValue member(const ScriptValue& object, const std::string& name) const {
        if (const auto* text = std::get_if<std::string>(&object))
            return name == "length" ? ScriptValue{static_cast<double>(text->size())} : NotTold{};
        const auto* thing = std::get_if<ScriptThing>(&object);
        if (thing == nullptr) return NotTold{};
        switch (*thing) {
            case ScriptThing::window:
                if (name == "window" || name == "self" || name == "top" || name == "parent")
                    return ScriptThing::window;
                if (name == "document") return ScriptThing::document;
                if (name == "location") return ScriptThing::location;
                if (name == "navigator") return ScriptThing::navigator;
                return names_.value_of(name);
            case ScriptThing::document:
                if (name == "location") return ScriptThing::location;
                return name == "URL" || name == "domain" ? place_member(page_, name) : NotTold{};
            case ScriptThing::location:
                return place_member(page_, name);
            case ScriptThing::navigator:
                if (name == "userAgent" || name == "appVersion") return DeskAgent{};
                return NotTold{};
        }
        return NotTold{};
    }

    // Between the brackets that begin here; goes behind them.
    std::vector<ScriptValue> arguments() {
        const auto close = closing_bracket(tokens_, at_);
        ++at_;
        std::vector<ScriptValue> values;
        while (at_ < close) {
            values.push_back(conditional());
            if (at_ < close && !take_sign(",")) {
                values.back() = NotTold{};
                break;
            }
        }
        at_ = std::min(close + 1, tokens_.size());
        return values;
    }

    std::span<const ScriptToken> tokens_;
    std::size_t at_;
    const base::Url& page_;
    const ScriptNames& names_;
    int depth_ = 0;
};

}  // namespace

std::optional<bool> truth_of(const ScriptValue& value) {
    if (std::holds_alternative<NotTold>(value)) return std::nullopt;
    if (std::holds_alternative<Nothing>(value)) return false;
    if (const auto* truth = std::get_if<bool>(&value)) return *truth;
    if (const auto* number = std::get_if<double>(&value)) return *number != 0;
    if (const auto* text = std::get_if<std::string>(&value)) return !text->empty();
    return true;
}

void ScriptNames::set(const std::string& name, const ScriptValue& value) {
    const auto [known, fresh] = values_.emplace(name, value);
    if (!fresh && known->second != value) known->second = NotTold{};
}

ScriptValue ScriptNames::value_of(const std::string& name) const {
    const auto known = values_.find(name);
    return known == values_.end() ? ScriptValue{NotTold{}} : known->second;
}

ScriptValue evaluate(std::span<const ScriptToken> tokens, std::size_t& at, const base::Url& page,
                     const ScriptNames& names) {
    Evaluator evaluator{tokens, at, page, names};
    auto value = evaluator.conditional();
    const bool whole = !evaluator.goes_on();
    at = std::max(at, evaluator.at());
    return whole ? value : ScriptValue{NotTold{}};
}

std::size_t closing_bracket(std::span<const ScriptToken> tokens, std::size_t open) {
    int depth = 0;
    for (auto i = open; i < tokens.size(); ++i) {
        if (tokens[i].kind != Kind::sign) continue;
        const char sign = tokens[i].text[0];
        if (sign == '(' || sign == '[' || sign == '{') ++depth;
        if ((sign == ')' || sign == ']' || sign == '}') && --depth == 0) return i;
    }
    return tokens.size();
}

}  // namespace ogi::crawler
