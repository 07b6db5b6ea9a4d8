#pragma once

#include <string_view>

// How bodies begin, for the two that tell them: the crawler, which asks whether a body is a document at all,
// and extract, which asks what it is. They know nothing of each other and are held against one table.
namespace ogi::tests {

struct BodySignature {
    std::string_view bytes;
    bool document;  // Something that is read, or says why not: no page, no text, and no transport's wrapping.
    std::string_view words;  // What extract calls it; empty for text.
};

using namespace std::string_view_literals;

inline constexpr BodySignature body_signatures[] = {
    {"%PDF-1.7 of a report"sv, true, "PDF document"},
    {"PK\x03\x04 and a name"sv, true, "ZIP archive"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and sectors"sv, true,
     "Office document of the old kind (DOC, XLS, WPS)"},
    {"{\\rtf1\\ansi}"sv, true, "RTF document"},
    {"\x89PNG\r\n\x1A\n and chunks"sv, true, "PNG image"},
    {"\xFF\xD8\xFF\xE0 JFIF"sv, true, "JPEG image"},
    {"GIF87a of a scan"sv, true, "GIF image"},
    {"GIF89a of a scan"sv, true, "GIF image"},
    {"II*\0 and tags"sv, true, "TIFF image"},
    {"MM\0* and tags"sv, true, "TIFF image"},
    {"Rar!\x1A\x07 and names"sv, true, "RAR archive"},
    {"7z\xBC\xAF\x27\x1C and names"sv, true, "7-Zip archive"},
    {"PK\x05\x06 and no member at all"sv, false, "ZIP archive"},
    {"\x1F\x8B\x08 and what was coded"sv, false, "gzip archive"},
    {"BZh91AY&SY"sv, false, "bzip2 archive"},
    {"\x7F"
     "ELF\x02\x01\x01"sv,
     false, "program"},
    {"<html><body>%PDF-1.7 in a page</body></html>"sv, false, ""},
    {"%!PS no report comes so"sv, false, ""},
    {"GIF8 is no version of it"sv, false, ""},
    {"PK is short for many things"sv, false, ""},
    {"{\\r a text in braces}"sv, false, ""},
    {"II. 2024年政府信息公开工作年度报告"sv, false, ""},
    {"Rar! is a cry"sv, false, ""},
};

}  // namespace ogi::tests
