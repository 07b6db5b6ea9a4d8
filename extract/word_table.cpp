#include "extract/word_table.h"

#include <algorithm>

namespace ogi::extract {

WordTable::WordTable(std::span<const std::string_view> words) : words_{words} {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto key = words[i].substr(0, key_bytes);
        auto& into = key.size() < key_bytes ? short_ : buckets_[bucket_of(key)];
        into.push_back(static_cast<std::uint16_t>(i));
    }
}

std::size_t WordTable::bucket_of(std::string_view key) {
    std::uint32_t hash = 0;
    for (const char c : key) hash = hash * 31 + static_cast<unsigned char>(c);
    return (hash ^ hash >> 8) % bucket_count;
}

std::size_t WordTable::find(std::string_view text) const {
    for (const auto i : text.size() < key_bytes ? short_ : bucket(text)) {
        if (words_[i] == text) return i;
    }
    return none;
}

std::string_view WordTable::leading(std::string_view text) const {
    auto first = none;
    const auto look_in = [&](const std::vector<std::uint16_t>& some) {
        const auto found = std::ranges::find_if(some, [&](auto i) { return text.starts_with(words_[i]); });
        if (found != some.end()) first = std::min<std::size_t>(first, *found);
    };
    look_in(short_);
    if (text.size() >= key_bytes) look_in(bucket(text));
    return first == none ? std::string_view{} : words_[first];
}

}  // namespace ogi::extract
