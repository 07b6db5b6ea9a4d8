#include "parser/sentences.h"

#include "base/utf8.h"
#include "parser/unspaced.h"

#include <algorithm>

namespace ogi::parser {

namespace {

constexpr std::u32string_view enders = U"。！？；!?;";
constexpr std::u32string_view closers = U"”’」』）)》】〕\"'";

bool is_one_of(std::u32string_view signs, char32_t c) {
    return signs.find(c) != signs.npos;
}

bool is_digit(char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}

// Within a number, if a digit follows.
bool is_separator(char32_t c) {
    return is_one_of(U".,，．", c);
}

bool is_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}

}  // namespace

std::vector<Sentence> split_sentences(std::string_view text) {
    std::vector<Sentence> sentences;
    std::size_t begin = 0;
    const auto cut = [&](std::size_t end) {
        const auto piece = base::trim(text.substr(begin, end - begin));
        begin = end;
        if (auto key = without_space(piece); !key.empty()) sentences.push_back({piece, std::move(key)});
    };
    bool ended = false;  // Behind the sign that ends a sentence.
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (c == U'\n') {
            cut(at);
            ended = false;
        } else if (is_one_of(enders, c)) {
            ended = true;
        } else if (ended && !is_one_of(closers, c)) {
            cut(at);
            ended = false;
        }
        at += length;
    }
    cut(text.size());
    return sentences;
}

std::vector<std::string_view> split_words(std::string_view sentence) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < sentence.size();) {
        const auto [c, length] = base::decode_utf8(sentence.substr(at));
        auto end = at + length;
        const auto take_while = [&](auto belongs) {
            while (end < sentence.size()) {
                const auto next = base::decode_utf8(sentence.substr(end));
                if (!belongs(next.code_point, end + next.length)) break;
                end += next.length;
            }
        };
        if (is_digit(c)) {
            take_while([&](char32_t next, std::size_t behind) {
                const auto follows =
                    behind < sentence.size() ? base::decode_utf8(sentence.substr(behind)).code_point : U' ';
                return is_digit(next) || (is_separator(next) && is_digit(follows));
            });
        } else if (is_letter(c)) {
            take_while([](char32_t next, std::size_t) { return is_letter(next); });
        }
        if (!is_unseen(c)) words.push_back(sentence.substr(at, end - at));
        at = end;
    }
    return words;
}

bool is_figure(std::string_view word) {
    return !word.empty() && is_digit(base::decode_utf8(word).code_point);
}

}  // namespace ogi::parser
