#pragma once

#include <cstdint>
#include <string_view>

namespace ogi::extract {

enum class BodyKind : std::uint8_t {
    text,  // HTML or text, as far as the bytes tell.
    docx,
    xlsx,
    pdf,
    compound,  // The file of files of old Office: DOC, XLS, WPS.
    rtf,
    image,    // PNG, JPEG, GIF, TIFF.
    archive,  // ZIP, RAR, gzip …
    other,
};

struct ToldFormat {
    BodyKind kind = BodyKind::text;
    std::string_view
        words;  // "PDF document", "DOCX document", "gzip archive", "binary data" …; empty for text.
};

inline constexpr std::string_view zip_archive_words = "ZIP archive";

// What a body is, told from its bytes, never from a name or header (WHATWG MIME Sniffing, and the formats
// reports come in).
ToldFormat sniff(std::string_view body);

// Whether decoded text is a page. Plain text may hold a stray tag or two.
bool looks_like_html(std::string_view text_utf8);

}  // namespace ogi::extract
