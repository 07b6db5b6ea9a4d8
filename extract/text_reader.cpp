#include "extract/text_reader.h"

#include <algorithm>

namespace ogi::extract {

TextReading read_text(const DecodedText& decoded, const Limits& limits) {
    TextReading reading;
    const std::string_view text{decoded.text};
    std::size_t used = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find_first_of("\r\n\f", begin), text.size());
        used += end - begin;
        reading.cut = used > limits.text_bytes_max;
        if (reading.cut) break;
        const auto at =
            decoded.offsets.bytes(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end));
        reading.blocks.push_back(
            {model::BlockKind::paragraph, std::string{text.substr(begin, end - begin)}, 0, at});
        begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    return reading;
}

}  // namespace ogi::extract
