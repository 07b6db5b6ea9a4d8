#include "parser/words.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <tuple>
#include <utility>

namespace ogi::parser {

namespace {

bool is_small_letter(char c) {
    return c >= 'a' && c <= 'z';
}

std::vector<WordTable::Word> words_of(std::string_view list) {
    std::vector<WordTable::Word> words;
    any_word(list, [&](std::string_view word) {
        if (!word.empty()) words.push_back({word, words.size()});
        return false;
    });
    return words;
}

}  // namespace

WordTable::WordTable(std::vector<Word> words) {
    const auto is_long = [](const Word& w) { return w.text.size() >= pair_bytes; };
    const auto key_of = [](const Word& w) {
        const auto head = head_of(w.text);
        return w.text.size() >= pair_bytes ? pair_of(head) : first_of(head);
    };
    std::ranges::stable_sort(words, [&](const Word& a, const Word& b) {
        const auto order = [&](const Word& w) {
            return std::tuple{is_long(w), key_of(w) % buckets, -static_cast<int>(w.text.size())};
        };
        return order(a) < order(b);
    });
    for (const auto& word : words) {
        const auto key = key_of(word);
        auto& bucket = (is_long(word) ? long_ : short_)[key % buckets];
        if (bucket.begin == bucket.end) bucket.begin = static_cast<std::uint16_t>(entries_.size());
        Head mask = 0;
        std::memset(&mask, 0xFF, std::min(word.text.size(), sizeof mask));
        entries_.push_back({word, head_of(word.text), mask});
        bucket.end = static_cast<std::uint16_t>(entries_.size());
        firsts_[first_of(head_of(word.text))] = 1;
        if (is_long(word)) pairs_.add(key);
    }
}

Words::Words(std::string_view list) : table_{words_of(list)} {}

bool Words::occur_in(std::string_view text) const {
    return table_.any_in(text, [](std::size_t, const auto&) { return true; });
}

std::size_t Words::find_longest_at(std::string_view text) const {
    std::size_t longest = 0;
    table_.any_at(text, [&](const WordTable::Word& word) {
        const std::size_t length = word.text.size();
        const bool goes_on = length < text.size() && is_small_letter(text[length]);
        if (goes_on && is_small_letter(word.text.back())) return false;
        longest = length;
        return true;
    });
    return longest;
}

std::size_t WordLists::add(std::string_view list) {
    const auto known = std::ranges::find(lists_, list);
    if (known == lists_.end()) lists_.push_back(list);
    return static_cast<std::size_t>(std::ranges::find(lists_, list) - lists_.begin());
}

void WordLists::build() {
    std::map<std::string_view, Set> sets;
    for (std::size_t i = 0; i < lists_.size(); ++i) {
        for (const auto& word : words_of(lists_[i])) sets[word.text].set(i);
    }
    std::vector<WordTable::Word> words;
    for (const auto& [text, set] : sets) {
        words.push_back({text, sets_.size()});
        sets_.push_back(set);
    }
    table_ = WordTable{std::move(words)};
}

std::vector<WordLists::Occurrence> WordLists::find_in(std::string_view text) const {
    std::vector<Occurrence> found;
    found.reserve(text.size() / 16);
    table_.any_in(text, [&](std::size_t at, const WordTable::Word& word) {
        found.push_back({at, at + word.text.size(), word.id});
        return false;
    });
    return found;
}

WordLists::Set WordLists::within(const std::vector<Occurrence>& found, std::size_t begin,
                                 std::size_t end) const {
    Set set;
    for (auto at = std::ranges::lower_bound(found, begin, {}, &Occurrence::begin);
         at != found.end() && at->begin < end; ++at) {
        if (at->end <= end) set |= sets_[at->word];
    }
    return set;
}

std::size_t find_word(std::string_view text, std::string_view word, std::size_t from) {
    if (from > text.size() || word.size() > text.size() - from) return text.npos;
    if (word.size() < 3) return text.find(word, from);
    const auto last = text.size() - word.size();  // Where it may begin.
    std::size_t at = from;
#ifdef __SSE2__
    // The second and the third byte of a Chinese character differ most, and both must be right.
    constexpr std::size_t block = sizeof(__m128i);
    if (text.size() >= from + block + 2) {
        const auto second = _mm_set1_epi8(word[1]), third = _mm_set1_epi8(word[2]);
        const auto last_block = text.size() - block - 2;
        for (; at <= last; at += block) {
            const auto* bytes = text.data() + std::min(at, last_block);
            const auto bytes_at = [&](std::size_t place) {
                return _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + place));
            };
            const auto equal =
                _mm_and_si128(_mm_cmpeq_epi8(bytes_at(1), second), _mm_cmpeq_epi8(bytes_at(2), third));
            for (auto hits = static_cast<std::uint32_t>(_mm_movemask_epi8(equal)); hits != 0;
                 hits &= hits - 1) {
                const auto hit = static_cast<std::size_t>(bytes - text.data()) +
                                 static_cast<std::size_t>(std::countr_zero(hits));
                if (text.substr(hit).starts_with(word)) return hit;
            }
        }
        return text.npos;
    }
#endif
    for (; at <= last; ++at) {
        if (text[at + 2] == word[2] && text.substr(at).starts_with(word)) return at;
    }
    return text.npos;
}

std::size_t find_last_word(std::string_view text, std::string_view word) {
    if (word.size() > text.size()) return text.npos;
    const std::size_t telling = word.size() >= 3 && static_cast<unsigned char>(word[0]) >= 0xE0 ? 2 : 0;
    for (std::size_t at = text.size() - word.size() + 1; at-- > 0;) {
        if (text[at + telling] == word[telling] && text.substr(at).starts_with(word)) return at;
    }
    return text.npos;
}

}  // namespace ogi::parser
