#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace ogi::extract {

// A table of words that is asked again and again, so by hash. The words must outlive it.
class WordTable {
  public:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    explicit WordTable(std::span<const std::string_view> words);

    // Which word this is; `none` if it is none.
    std::size_t find(std::string_view text) const;
    bool holds(std::string_view text) const { return find(text) != none; }

    // The first word of the table that `text` begins with; empty if there is none.
    std::string_view leading(std::string_view text) const;

  private:
    static constexpr std::size_t key_bytes = 3;  // A Han character.
    static constexpr std::size_t bucket_count = 256;
    static std::size_t bucket_of(std::string_view key);

    const std::vector<std::uint16_t>& bucket(std::string_view text) const {
        return buckets_[bucket_of(text.substr(0, key_bytes))];
    }

    std::span<const std::string_view> words_;
    std::array<std::vector<std::uint16_t>, bucket_count> buckets_;  // By the first bytes of the words.
    std::vector<std::uint16_t> short_;                              // Words with fewer than key_bytes.
};

}  // namespace ogi::extract
