#pragma once

#include <array>
#include <bit>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

// Looking for many words at once: one pass over a text, however many they are. Lists are written "甲|乙|丙"
// and must outlive what is made of them; a table of facts does.
namespace ogi::parser {

// Words by their first character.
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
        if (text.empty() || !may_begin(text)) return false;
        const std::size_t bucket = bucket_of(text);
        if (starts_[bucket] == starts_[bucket + 1]) return false;
        const std::uint32_t head = head_of(text);
        for (std::size_t i = starts_[bucket]; i < starts_[bucket + 1]; ++i) {
            const bool may_be = ((head ^ heads_[i].bytes) & heads_[i].mask) == 0;
            if (may_be && begins_with(text, words_[i].text) && visit(words_[i])) return true;
        }
        return false;
    }

    // The same at every character of `text`; `visit` also gets the byte where the word stands.
    template <class Visit>
    bool any_in(std::string_view text, Visit visit, std::size_t from = 0) const {
        for (auto at = pass_over(text, from); at < text.size();
             at = pass_over(text, next_character(text, at))) {
            const auto found = [&](const Word& word) { return visit(at, word); };
            if (any_at(text.substr(at), found)) return true;
        }
        return false;
    }

  private:
    static constexpr std::size_t ascii = 0x80;
    static constexpr std::size_t buckets = 2 * ascii;

    // ASCII by itself, other characters by what follows their first byte, which tells least.
    static std::size_t second_and_third(std::string_view text) {
        const auto low_bits = [&](std::size_t i) -> std::size_t {
            return i < text.size() ? static_cast<unsigned char>(text[i]) & 0x3FU : 0;
        };
        const bool has_third = static_cast<unsigned char>(text[0]) >= 0xE0;
        return low_bits(1) << 6 | (has_third ? low_bits(2) : 0);
    }
    static std::size_t bucket_of(std::string_view text) {
        const auto first = static_cast<unsigned char>(text[0]);
        return first < ascii ? first : ascii + second_and_third(text) % ascii;
    }
    bool may_begin(std::string_view text) const {
        return static_cast<unsigned char>(text[0]) < ascii || begins_[second_and_third(text)];
    }
    // Behind the characters of three bytes that begin no word, which is nearly all Chinese text.
    std::size_t pass_over(std::string_view text, std::size_t at) const {
        static_assert(std::endian::native == std::endian::little);
        for (std::uint32_t head = 0; at + sizeof head <= text.size(); at += 3) {
            std::memcpy(&head, text.data() + at, sizeof head);
            const bool of_three = (head & 0xC0C0F0U) == 0x8080E0;
            if (!of_three || begins_[(head >> 8 & 0x3FU) << 6 | (head >> 16 & 0x3FU)]) break;
        }
        return at;
    }
    static std::size_t next_character(std::string_view text, std::size_t at) {
        do ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80);
        return at;
    }

    // The first four bytes of a text, and which of them a word has: nearly all words are told apart by these.
    struct Head {
        std::uint32_t bytes = 0;
        std::uint32_t mask = 0;
    };
    static std::uint32_t head_of(std::string_view text) {
        std::uint32_t head = 0;
        if (text.size() >= sizeof head) {
            std::memcpy(&head, text.data(), sizeof head);
        } else {
            std::memcpy(&head, text.data(), text.size());
        }
        return head;
    }
    // Where the heads are the same.
    static bool begins_with(std::string_view text, std::string_view word) {
        return text.size() >= word.size() && (word.size() <= sizeof(Head::bytes) ||
                                              std::memcmp(text.data(), word.data(), word.size()) == 0);
    }

    std::vector<Word> words_;                          // By bucket, then the longer first.
    std::vector<Head> heads_;                          // One a word.
    std::array<std::uint16_t, buckets + 1> starts_{};  // Where in words_ a bucket begins.
    std::bitset<0x1000> begins_;  // By second_and_third(): is there a word that begins so?
};

// One list of words.
class Words {
  public:
    explicit Words(std::string_view list);

    // Is one of them in `text`?
    bool occur_in(std::string_view text) const;

    // Bytes of the longest that `text` begins with, 0 if none does. A word of small Latin letters must not go
    // on.
    std::size_t longest_at(std::string_view text) const;

  private:
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
