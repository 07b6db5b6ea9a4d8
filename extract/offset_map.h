#pragma once

#include "model/document.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace ogi::extract {

// Leads from offsets in the decoded UTF-8 text back to offsets in the bytes it was decoded from.
//
// Kept as runs of characters of equal length (ASCII, two-byte Han …), so a page costs a few kilobytes and a
// UTF-8 page nothing.
class OffsetMap {
  public:
    // Text offset n is byte offset n + `shift` (a BOM in front).
    static OffsetMap identity(std::uint32_t shift) {
        OffsetMap map;
        map.append(0, shift, 1, 1);
        return map;
    }

    // The next character: `text_length` bytes of text at `text_at` came from `byte_length` bytes at
    // `byte_at`. To be called in order of the text.
    void append(std::uint32_t text_at, std::uint32_t byte_at, std::uint8_t text_length,
                std::uint8_t byte_length);

    // The byte at which the character at `text_at` begins.
    std::uint32_t byte_at(std::uint32_t text_at) const;
    model::ByteRange bytes(std::uint32_t text_begin, std::uint32_t text_end) const {
        return {byte_at(text_begin), byte_at(text_end)};
    }

    std::size_t run_count() const { return runs_.size(); }

  private:
    struct Run {
        std::uint32_t text;
        std::uint32_t byte;
        std::uint8_t text_step;
        std::uint8_t byte_step;
    };
    std::vector<Run> runs_;
};

}  // namespace ogi::extract
