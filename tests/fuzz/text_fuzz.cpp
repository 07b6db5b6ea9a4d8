#include "extract/text_reader.h"
#include "tests/fuzz/promise.h"

#include <algorithm>

// Plain text: every line is a block, and its place holds it.

using namespace ogi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto body = fuzz::as_text(data, size);
    const auto decoded = extract::decode_body(body, "text/plain");
    const auto reading = extract::read_text(decoded, {});
    std::size_t text_bytes = 0;
    for (const auto& block : reading.blocks) {
        fuzz::promise(block.text.find_first_of("\r\n\f") == std::string::npos, "a block is a line");
        fuzz::promise(block.at.begin <= block.at.end && block.at.end <= size, "a line lies inside the body");
        const auto place = body.substr(block.at.begin, block.at.end - block.at.begin);
        const bool as_it_is =
            decoded.charset == "utf-8" && decoded.replaced == 0 && place.find('\0') == std::string_view::npos;
        if (as_it_is) fuzz::promise(place == block.text, "the place of a line holds the line");
        text_bytes += block.text.size();
    }
    const auto ends =
        std::ranges::count_if(decoded.text, [](char c) { return c == '\r' || c == '\n' || c == '\f'; });
    fuzz::promise(text_bytes + static_cast<std::size_t>(ends) == decoded.text.size(), "no text is lost");
    return 0;
}
