#pragma once

#include "base/result.h"
#include "extract/offset_map.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace ogi::extract {

// A body as UTF-8 text, without BOM and without NUL characters.
struct DecodedText {
    std::string_view text;                    // Of a body in UTF-8 a part of it, which must outlive this …
    std::shared_ptr<const std::string> made;  // … else of this.
    std::string charset;       // WHATWG name; GB2312 and GBK are read as their superset "gb18030".
    OffsetMap offsets;         // text → body.
    std::size_t replaced = 0;  // Characters that were not readable and became U+FFFD.

    void take(std::string decoded) {
        made = std::make_shared<const std::string>(std::move(decoded));
        text = *made;
    }
};

// Whether the body is UTF-16, by its BOM or because every other byte of its first ones is zero.
bool detect_utf16(std::string_view body);

// The charset of `body`, in this order: BOM; UTF-16 by its zero bytes; strict UTF-8 (RFC 3629, a cut last
// character apart) whatever was declared; the header; the page's own declaration; what uchardet makes of the
// non-ASCII stretches. A declaration is believed only if the bytes decode by it and look like that charset's
// text; it alone tells where all is ASCII.
std::string_view detect_charset(std::string_view body, std::string_view content_type);

// Decodes `body` as detect_charset says. Unreadable bytes become U+FFFD and are counted.
DecodedText decode_body(std::string_view body, std::string_view content_type);

}  // namespace ogi::extract
