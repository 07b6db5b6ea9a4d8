#include "parser/words.h"

#include <algorithm>
#include <cstring>
#include <map>
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

WordTable::WordTable(std::vector<Word> words) : words_{std::move(words)} {
    std::ranges::stable_sort(words_, [](const Word& a, const Word& b) {
        const auto key = [](const Word& w) {
            return std::pair{bucket_of(w.text), -static_cast<int>(w.text.size())};
        };
        return key(a) < key(b);
    });
    for (const auto& word : words_) {
        ++starts_[bucket_of(word.text) + 1];
        begins_.set(second_and_third(word.text));
        const auto bytes = std::min(word.text.size(), sizeof(Head::bytes));
        Head mask;
        std::memset(&mask.mask, 0xFF, bytes);
        heads_.push_back({head_of(word.text), mask.mask});
    }
    for (std::size_t i = 1; i < starts_.size(); ++i)
        starts_[i] = static_cast<std::uint16_t>(starts_[i] + starts_[i - 1]);
}

Words::Words(std::string_view list) : table_{words_of(list)} {}

bool Words::occur_in(std::string_view text) const {
    return table_.any_in(text, [](std::size_t, const auto&) { return true; });
}

std::size_t Words::longest_at(std::string_view text) const {
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
    // The third byte of a Chinese character is the one that differs most.
    const std::size_t telling = word.size() >= 3 && static_cast<unsigned char>(word[0]) >= 0xE0 ? 2 : 0;
    for (std::size_t at = from + telling; at + (word.size() - telling) <= text.size(); ++at) {
        const void* hit = std::memchr(text.data() + at, word[telling], text.size() - at);
        if (hit == nullptr) return text.npos;
        at = static_cast<std::size_t>(static_cast<const char*>(hit) - text.data());
        if (text.substr(at - telling).starts_with(word)) return at - telling;
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
