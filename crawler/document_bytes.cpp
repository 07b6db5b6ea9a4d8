#include "crawler/document_bytes.h"

#include <algorithm>
#include <array>

namespace ogi::crawler {

namespace {

using namespace std::string_view_literals;

constexpr std::array beginnings = {
    "%PDF-"sv,                             // PDF.
    "PK\x03\x04"sv,                        // ZIP, DOCX, XLSX, OFD.
    "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,  // DOC, XLS, WPS.
    "{\\rtf"sv,                            // RTF.
    "\x89PNG\r\n\x1A\n"sv,                 // Images, from here on.
    "\xFF\xD8\xFF"sv,
    "II*\0"sv,
    "MM\0*"sv,
    "GIF87a"sv,
    "GIF89a"sv,
    "Rar!\x1A\x07"sv,  // Other archives.
    "7z\xBC\xAF\x27\x1C"sv,
};

}  // namespace

bool begins_as_document(std::string_view body) {
    return std::ranges::any_of(beginnings, [&](auto beginning) { return body.starts_with(beginning); });
}

}  // namespace ogi::crawler
