#include "parser/word_set.h"

#include <algorithm>

namespace ogi::parser {

std::size_t WordSet::hash(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
    };
    return (byte(0) << 16 | byte(1) << 8 | byte(2)) * 0x9E3779B1U >> (32 - hash_bits);
}

WordSet::WordSet(std::string_view words) {
    while (!words.empty()) {
        const auto bar = words.find('|');
        const auto word = words.substr(0, bar);
        if (word.size() >= key_bytes) words_.push_back(word);
        words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
    }
    std::ranges::sort(words_, [](std::string_view a, std::string_view b) {
        return hash(a) != hash(b) ? hash(a) < hash(b) : a.size() > b.size();
    });
    for (const auto word : words_) ++begin_[hash(word) + 1];
    for (std::size_t i = 1; i < begin_.size(); ++i)
        begin_[i] = static_cast<std::uint16_t>(begin_[i] + begin_[i - 1]);
}

std::size_t WordSet::longest_at(std::string_view text) const {
    if (text.size() < key_bytes) return 0;
    const auto key = hash(text);
    for (std::size_t i = begin_[key]; i < begin_[key + 1]; ++i) {
        if (text.starts_with(words_[i])) return words_[i].size();
    }
    return 0;
}

WordSet::Found WordSet::find(std::string_view text, std::size_t from) const {
    for (auto at = from; at + key_bytes <= text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) continue;  // Inside a character.
        if (const auto length = longest_at(text.substr(at)); length > 0) return {at, length};
    }
    return {};
}

}  // namespace ogi::parser
