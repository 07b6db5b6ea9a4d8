#include "crawler/script_tokens.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace ogi::crawler {

namespace {

using Kind = ScriptToken::Kind;

bool is_word_character(char c) {
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

class Scanner {
  public:
    explicit Scanner(std::string_view script) : script_{script} {}

    std::vector<ScriptToken> read() {
        while (at_ < script_.size()) {
            const char c = script_[at_];
            if (is_space(c)) {
                ++at_;
            } else if (begins("//") || begins("<!--")) {
                skip_to("\n");
            } else if (begins("/*")) {
                skip_to("*/");
            } else if (c == '/' && pattern_may_begin()) {
                tokens_.push_back({Kind::pattern, pattern()});
            } else if (c == '"' || c == '\'' || c == '`') {
                tokens_.push_back({Kind::text, string_to(c)});
            } else if (is_word_character(c)) {
                const auto begin = at_;
                while (at_ < script_.size() && is_word_character(script_[at_])) ++at_;
                tokens_.push_back({Kind::word, std::string{script_.substr(begin, at_ - begin)}});
            } else {
                tokens_.push_back({Kind::sign, std::string{c}});
                ++at_;
            }
        }
        return std::move(tokens_);
    }

  private:
    bool begins(std::string_view text) const { return script_.substr(at_).starts_with(text); }

    void skip_to(std::string_view end) {
        const auto found = script_.find(end, at_);
        at_ = found == std::string_view::npos ? script_.size() : found + end.size();
    }

    // Behind a value a slash divides.
    bool pattern_may_begin() const {
        if (tokens_.empty()) return true;
        const auto& before = tokens_.back();
        if (before.kind == Kind::word) return before.text == "return";
        return before.kind == Kind::sign && before.text != ")" && before.text != "]";
    }

    // The flags go with it; what they say is not needed.
    std::string pattern() {
        bool in_class = false;
        const auto begin = ++at_;
        for (; at_ < script_.size() && script_[at_] != '\n'; ++at_) {
            const char c = script_[at_];
            if (c == '/' && !in_class) break;
            if (c == '\\') ++at_;
            if (c == '[') in_class = true;
            if (c == ']') in_class = false;
        }
        at_ = std::min(at_, script_.size());
        std::string text{script_.substr(begin, at_ - begin)};
        ++at_;
        while (at_ < script_.size() && is_word_character(script_[at_])) ++at_;
        return text;
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
    std::vector<ScriptToken> tokens_;
};

}  // namespace

std::vector<ScriptToken> read_script_tokens(std::string_view script) {
    return Scanner{script}.read();
}

}  // namespace ogi::crawler
