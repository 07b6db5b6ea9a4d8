#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ogi::parser {

// What matching may cost: a longer sequence is not looked at, and between two anchors no script with more
// edits is sought. Such a stretch stays unmatched, which is never wrong, only coarse.
inline constexpr std::size_t sequence_tokens_max = 20'000;
inline constexpr int edits_max = 512;

struct SequenceMatch {
    struct Pair {
        std::size_t before = 0;
        std::size_t after = 0;

        bool operator==(const Pair&) const = default;
    };
    std::vector<Pair> pairs;  // Rising on both sides.
    bool complete = true;     // False: a limit left a stretch unmatched.
};

// Which tokens of two sequences stand for each other. Those that occur once on either side anchor the rest
// (patience), between anchors a shortest script of edits decides (Myers 1986).
SequenceMatch match_sequences(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after);

// Gives equal texts equal numbers.
class TokenNumbers {
  public:
    std::uint32_t of(std::string_view text) {
        return numbers_.try_emplace(std::string{text}, static_cast<std::uint32_t>(numbers_.size()))
            .first->second;
    }

  private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

}  // namespace ogi::parser
