#include "extract/offset_map.h"

#include <algorithm>

namespace ogi::extract {

void OffsetMap::append(std::uint32_t text_at, std::uint32_t byte_at, std::uint8_t text_length,
                       std::uint8_t byte_length) {
    if (!runs_.empty()) {
        const auto& last = runs_.back();
        const bool like_it = last.text_step == text_length && last.byte_step == byte_length;
        if (like_it && byte_at == last.byte + (text_at - last.text) / last.text_step * last.byte_step) return;
    }
    runs_.push_back({text_at, byte_at, text_length, byte_length});
}

std::uint32_t OffsetMap::byte_at(std::uint32_t text_at) const {
    const auto after = std::ranges::upper_bound(runs_, text_at, {}, &Run::text);
    if (after == runs_.begin()) return 0;
    const auto& run = *(after - 1);
    return run.byte + (text_at - run.text) / run.text_step * run.byte_step;
}

}  // namespace ogi::extract
