#pragma once

#include <string>
#include <string_view>

namespace ogi::extract {

// What a body is if it is neither HTML nor text: "PDF document", "DOCX document", "gzip archive", "binary
// data" …; empty where it may be text. Told from the first bytes (WHATWG MIME Sniffing, and the formats
// reports come in).
std::string sniff_unsupported(std::string_view body);

// Whether decoded text is a page. Plain text may hold a stray tag or two.
bool looks_like_html(std::string_view text_utf8);

}  // namespace ogi::extract
