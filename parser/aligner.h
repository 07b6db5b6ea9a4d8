#pragma once

#include "parser/characters.h"
#include "parser/token_stream.h"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace ogi::parser {

// A label a table is expected to show at its place in the sequence.
struct ExpectedLabel {
    // Folded, of at least two characters; the first that matches at a place counts.
    std::span<const std::u32string_view> keys;
    char32_t ordinal = 0;  // The number "2." in front of it belongs to the label, not to a value.
};

// The labels of a table in their order, made ready to be looked for.
class LabelSequence {
  public:
    explicit LabelSequence(std::vector<ExpectedLabel> labels);

    struct Key {
        std::size_t label = 0;
        std::size_t key = 0;  // Which of its keys.
    };
    std::span<const ExpectedLabel> labels() const { return labels_; }

    // Where in `text` a label of one of the sequences may begin: few places.
    static std::vector<std::size_t> find_starts(std::u32string_view text,
                                                std::initializer_list<const LabelSequence*> sequences);
    // The keys that may stand where the text has these two characters; none, for nearly all of a text.
    std::span<const Key> keys_at(char32_t first, char32_t second) const {
        const auto pair = pair_of(first, second);
        if (!begins_.has(pair)) return {};
        return std::span{keys_}.subspan(buckets_[pair % buckets],
                                        buckets_[pair % buckets + 1] - buckets_[pair % buckets]);
    }

  private:
    static constexpr std::size_t pairs = 0x4000;
    static std::size_t pair_of(char32_t first, char32_t second) { return (first * 31 + second) % pairs; }
    static constexpr std::size_t buckets = 0x100;

    std::vector<ExpectedLabel> labels_;
    std::vector<Key> keys_;                           // By bucket of their pair, then by label and key.
    std::array<std::size_t, buckets + 1> buckets_{};  // Where one begins.
    SmallSet<pairs> begins_;
};

// Where a label of the sequence stands: [begin, end) in TokenStream::text, its ordinal included.
struct Anchor {
    std::size_t label = 0;  // Index into the sequence.
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t key = 0;  // Which of its keys.
};

inline constexpr std::size_t label_distance_max = 700;  // Characters between two labels of one table.
inline constexpr std::size_t candidates_max =
    20'000;  // Occurrences of one table's labels looked at in a document.

// Where the labels of one table stand in a document. The stream and the sequence must outlive it.
class Aligner {
  public:
    // A label that the words right before it in its token turn round (other_meaning.h) is none: "上年总计".
    Aligner(const TokenStream& stream, const LabelSequence& sequence, int report_year = 0)
        : Aligner{stream, sequence, LabelSequence::find_starts(stream.text, {&sequence}), report_year} {}
    // `starts`: what find_starts() gives for this sequence and others.
    Aligner(const TokenStream& stream, const LabelSequence& sequence, std::span<const std::size_t> starts,
            int report_year);

    const TokenStream& stream() const { return stream_; }
    int report_year() const { return report_year_; }  // 0 where it is not known.

    // The chain of labels, in the order of the sequence, that explains the stream best: dynamic programming
    // over all occurrences, where each label counts by its length and by standing at the start of a token,
    // distance costs a little, and neighbours are at most label_distance_max apart. Missing labels are left
    // out, words of the prose do not chain, broken and repeated headers do no harm. Empty if no label occurs
    // `within`.
    std::vector<Anchor> align(TextRange within = {}) const;

    // The places `within` where a label of `chain` stands once more, outside the chain: at the start of a
    // token, or in it behind an ordinal or its group's label.
    std::vector<Anchor> repeats(std::span<const Anchor> chain, TextRange within) const;

    // The same of labels that `chain` has not: rows that stand in another order than the form's.
    std::vector<Anchor> left_out(std::span<const Anchor> chain, TextRange within) const;

  private:
    enum class InChain { yes, no };
    std::vector<Anchor> outside(std::span<const Anchor> chain, TextRange within, InChain wanted) const;

    struct Occurrence {
        Anchor anchor;
        std::size_t key_begin = 0;  // Without its ordinal.
        bool starts_token = false;
    };
    std::vector<Occurrence> occurrences(TextRange within) const;
    bool is_turned_round(const Occurrence& occurrence) const;
    Occurrence occurrence(LabelSequence::Key key, std::size_t begin, std::size_t end) const;

    const TokenStream& stream_;
    const LabelSequence& sequence_;
    int report_year_;
    std::vector<Occurrence> found_;  // In order of key_begin, then of label and key.
};

}  // namespace ogi::parser
