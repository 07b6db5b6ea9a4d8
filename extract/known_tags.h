#pragma once

#include "extract/html_tree.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace ogi::extract {

// A tag as it was read. The same bytes are always read so.
struct KnownTag {
    std::string_view written;  // From '<' to '>', of which it has one; empty: none yet.
    GumboTag tag = GUMBO_TAG_UNKNOWN;
    std::uint32_t first_attribute = 0;
    std::uint16_t attribute_count = 0;
    AttributeNames attribute_names = 0;
    std::uint16_t follower = 0;  // Where the tag behind it is kept, as it was the last time.
};

// The tags of a page by what is written. Editors write the same few into every paragraph and cell, with
// styles that are longer than the text in them: eight of ten tags have stood on their page before.
class KnownTags {
  public:
    // The tag that `rest` begins with, if it has followed the last one before.
    const KnownTag* expected(std::string_view rest) {
        const auto slot = tags_[last_].follower;
        if (!begins_with(rest, tags_[slot].written)) return nullptr;
        last_ = slot;
        return &tags_[slot];
    }
    // Where a tag that is written so is kept, or another with which it must share the place.
    KnownTag& find(std::string_view written) {
        const auto slot = slot_of(written);
        tags_[last_].follower = slot;
        last_ = slot;
        return tags_[slot];
    }

  private:
    static constexpr unsigned slot_bits = 9;

    // `tag` is empty or stands further ahead in the same page.
    static bool begins_with(std::string_view rest, std::string_view tag) {
        constexpr std::size_t word = sizeof(std::uint64_t);
        if (tag.empty() || rest.size() < std::max(word, tag.size())) return false;
        // Half of the tags, the end tags, are no longer than that.
        if (tag.size() >= word || std::endian::native != std::endian::little) return rest.starts_with(tag);
        return (eight_bytes(rest.data()) ^ eight_bytes(tag.data())) << 8 * (word - tag.size()) == 0;
    }

    static std::uint64_t eight_bytes(const char* from) {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, from, sizeof(bytes));
        return bytes;
    }

    // By the length, and the bytes at the beginning, in the middle and at the end.
    static std::uint16_t slot_of(std::string_view written) {
        const auto four_bytes = [&](std::size_t at) {
            std::uint32_t bytes = 0;
            std::memcpy(&bytes, written.data() + at, sizeof(bytes));
            return std::uint64_t{bytes};
        };
        const auto size = written.size();
        std::uint64_t key = size;
        if (size >= 16) {
            const auto* const begin = written.data();
            key += eight_bytes(begin + size / 2 - 4) * 3 + eight_bytes(begin + size - 9) * 5 +
                   eight_bytes(begin + 1) * 7;
        } else if (size >= 4) {
            key += four_bytes(size - 4) << 32 | four_bytes(0) << 8;
            if (size > 8) key ^= four_bytes(size / 2) * 0x10001;
        } else {
            key += static_cast<unsigned char>(written[1]);
        }
        return static_cast<std::uint16_t>(key * 0x9E3779B97F4A7C15U >> (64 - slot_bits));
    }

    std::array<KnownTag, std::size_t{1} << slot_bits> tags_{};
    std::uint16_t last_ = 0;
};

}  // namespace ogi::extract
