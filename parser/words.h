#pragma once

#include "parser/characters.h"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

// Looking for many words at once: one pass over a text, however many they are. Lists are written "甲|乙|丙"
// and must outlive what is made of them; a table of facts does.
namespace ogi::parser {

// Words by what they begin with. A pass over a text asks at each character whether a word begins with it, and
// only then whether one begins with it and the next: hardly any place is left where words are compared.
class WordTable {
  public:
    struct Word {
        std::string_view text;
        std::size_t id = 0;
    };
    WordTable() = default;
    explicit WordTable(std::vector<Word> words);

    // Calls `visit` with each word that `text` begins with, the longest first, until it gives true.
    template <class Visit>
    bool any_at(std::string_view text, Visit visit) const {
        if (text.empty()) return false;
        const auto head = head_of(text);
        return firsts_[first_of(head)] != 0 && any_of(text, head, visit);
    }

    // May one of the words stand at the beginning of a text of which `text` is the beginning? No more than
    // its first character, and where it has one its second, are looked at.
    bool may_begin(std::string_view text) const {
        if (text.empty()) return false;
        const auto head = head_of(text);
        const auto first = first_of(head);
        const auto& shorter = short_[first % buckets];
        return firsts_[first] != 0 &&
               (text.size() < pair_bytes || pairs_.has(pair_of(head)) || shorter.begin != shorter.end);
    }

    // any_at() at every character of `text`; `visit` also gets the byte where the word stands.
    template <class Visit>
    bool any_in(std::string_view text, Visit visit, std::size_t from = 0) const {
        for (auto at = pass_over(text, from); at < text.size(); at = pass_over(text, at)) {
            const auto head = head_of(text.substr(at));
            const auto found = [&](const Word& word) { return visit(at, word); };
            if (firsts_[first_of(head)] != 0 && any_of(text.substr(at), head, found)) return true;
            if (begin_with_three(static_cast<std::uint32_t>(head))) {
                at += 3;
            } else {
                do ++at;
                while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80);
            }
        }
        return false;
    }

  private:
    // Two Chinese characters, or what else is as long: words of fewer bytes are short.
    static constexpr std::size_t pair_bytes = 6;
    static constexpr std::size_t pairs = 0x1000;
    static constexpr std::size_t first_bits = 11;
    static constexpr std::size_t buckets = 0x80;

    // The first bytes of a text, as many as tell nearly all words apart.
    using Head = std::uint64_t;
    static Head head_of(std::string_view text) {
        Head head = 0;
        if (text.size() >= sizeof head) {
            std::memcpy(&head, text.data(), sizeof head);
        } else {
            std::memcpy(&head, text.data(), text.size());
        }
        return head;
    }
    static std::size_t pair_of(Head head) {
        return (head << 8 * (sizeof head - pair_bytes)) * 0x9E37'79B9'7F4A'7C15U >> 52;
    }
    // Behind the characters of three bytes that begin no word, which is nearly all Chinese text.
    std::size_t pass_over(std::string_view text, std::size_t at) const {
        return skip_threes(
            text, at, [&](std::uint32_t bytes) { return firsts_[hash_of_three<first_bits>(bytes)] != 0; });
    }
    // Of the first character: ASCII is one byte, what a word may begin with besides has at least two.
    static std::size_t first_of(Head head) {
        const auto bytes = static_cast<std::uint32_t>(head);
        if (begin_with_three(bytes)) return hash_of_three<first_bits>(bytes);
        return hash_of_three<first_bits>(bytes & ((bytes & 0x80U) == 0 ? 0xFFU : 0xFFFFU));
    }

    struct Entry {
        Word word;
        Head head = 0;
        Head mask = 0;  // Which bytes of it the word has.
    };
    struct Bucket {
        std::uint16_t begin = 0;  // In entries_.
        std::uint16_t end = 0;
    };
    // Where firsts_ says that a word may begin.
    template <class Visit>
    bool any_of(std::string_view text, Head head, Visit& visit) const {
        const auto pair = pair_of(head);
        if (pairs_.has(pair) && any_of(text, head, long_[pair % buckets], visit)) return true;
        return any_of(text, head, short_[first_of(head) % buckets], visit);
    }
    template <class Visit>
    bool any_of(std::string_view text, Head head, Bucket bucket, Visit& visit) const {
        for (std::size_t i = bucket.begin; i < bucket.end; ++i) {
            const auto& [word, bytes, mask] = entries_[i];
            if (((head ^ bytes) & mask) != 0 || text.size() < word.text.size()) continue;
            const bool same = word.text.size() <= sizeof head ||
                              std::memcmp(text.data(), word.text.data(), word.text.size()) == 0;
            if (same && visit(word)) return true;
        }
        return false;
    }

    std::vector<Entry> entries_;           // By bucket, then the longer first.
    std::array<Bucket, buckets> long_{};   // By pair_of().
    std::array<Bucket, buckets> short_{};  // By first_of().
    // May a word begin with this character? And one that is not short with these two?
    std::array<std::uint8_t, 1 << first_bits> firsts_{};
    SmallSet<pairs> pairs_;
};

// One list of words.
class Words {
  public:
    explicit Words(std::string_view list);

    // Is one of them in `text`?
    bool occur_in(std::string_view text) const;

    // May one of them be at the beginning of what begins with `text`?
    bool may_begin(std::string_view text) const { return table_.may_begin(text); }

    // Bytes of the longest that `text` begins with, 0 if none does. A word of small Latin letters must not go
    // on.
    std::size_t longest_at(std::string_view text) const {
        return may_begin(text) ? find_longest_at(text) : 0;
    }

  private:
    std::size_t find_longest_at(std::string_view text) const;

    WordTable table_;
};

// Several lists that are asked about parts of one text.
class WordLists {
  public:
    static constexpr std::size_t lists_max = 192;
    using Set = std::bitset<lists_max>;  // One bit a list: one of its words is there.

    // Its number in a Set; the same for the same words.
    std::size_t add(std::string_view list);

    struct Occurrence {
        std::size_t begin = 0;  // Bytes of the text.
        std::size_t end = 0;
        std::size_t word = 0;
    };
    // Every occurrence of every word, in order of their beginnings.
    std::vector<Occurrence> find_in(std::string_view text) const;

    // The lists that have the word.
    const Set& of(const Occurrence& occurrence) const { return sets_[occurrence.word]; }

    // The lists that have a word which lies wholly in [begin, end).
    Set within(const std::vector<Occurrence>& found, std::size_t begin, std::size_t end) const;

    // To be called once every list is there, before the text is looked at.
    void build();

  private:
    std::vector<std::string_view> lists_;
    std::vector<Set> sets_;  // One a word.
    WordTable table_;
};

// Calls `see` with each word of a list until it gives true.
template <class See>
bool any_word(std::string_view list, See see) {
    while (!list.empty()) {
        const auto bar = list.find('|');
        if (see(list.substr(0, bar))) return true;
        list.remove_prefix(bar == std::string_view::npos ? list.size() : bar + 1);
    }
    return false;
}

// Where `word`, which is not empty, stands in `text`: first at or after `from`, or last; npos if nowhere.
// Faster than find() on Chinese, whose characters begin with few different bytes.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0);
std::size_t find_last_word(std::string_view text, std::string_view word);

}  // namespace ogi::parser
