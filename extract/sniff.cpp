#include "extract/sniff.h"

#include "base/utf8.h"
#include "extract/charset.h"

#include <algorithm>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

struct Signature {
    std::string_view bytes;
    std::string_view what;
};

constexpr Signature signatures[] = {
    {"%PDF-"sv, "PDF document"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "Office document of the old kind (DOC, XLS, WPS)"},
    {"{\\rtf"sv, "RTF document"},
    {"\x89PNG\r\n\x1A\n"sv, "PNG image"},
    {"\xFF\xD8\xFF"sv, "JPEG image"},
    {"GIF87a"sv, "GIF image"},
    {"GIF89a"sv, "GIF image"},
    {"II*\0"sv, "TIFF image"},
    {"MM\0*"sv, "TIFF image"},
    {"\x1F\x8B"sv, "gzip archive"},
    {"Rar!\x1A\x07"sv, "RAR archive"},
    {"7z\xBC\xAF\x27\x1C"sv, "7-Zip archive"},
    {"BZh"sv, "bzip2 archive"},
    {"\x7F"
     "ELF"sv,
     "program"},
    {"MZ\x90\0"sv, "program"},
    {"ID3"sv, "MP3 audio"},
    {"RIFF"sv, "RIFF media file"},
    {"\0\0\0\x18"
     "ftyp"sv,
     "MP4 video"},
    {"\0\0\0\x20"
     "ftyp"sv,
     "MP4 video"},
};

// A ZIP archive is told by the name of a file in it, which stands unpacked near its start or in its
// directory.
constexpr Signature zip_members[] = {
    {"word/", "DOCX document"},  {"xl/", "XLSX spreadsheet"},          {"ppt/", "PPTX presentation"},
    {"OFD.xml", "OFD document"}, {"content.xml", "OpenDocument file"},
};
constexpr std::string_view zip_beginning = "PK\x03\x04";

// WHATWG MIME Sniffing §3, "binary data byte".
bool is_binary_byte(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x08 || byte == 0x0B || (byte >= 0x0E && byte <= 0x1A) || (byte >= 0x1C && byte <= 0x1F);
}

constexpr std::size_t binary_window = 4096;
constexpr std::size_t binary_share_inverse =
    50;  // One such byte in fifty; pages with a few stray NULs are pages.

constexpr std::size_t markup_window = 64 << 10;
// Tags that no plain text holds unless it is about HTML.
constexpr std::string_view page_tags[] = {
    "<!doctype html", "<html", "<head",   "<body",   "<title", "<meta",   "<table", "<tr", "<td",
    "<div",           "<p>",   "<p ",     "</p>",    "<a ",    "<ul",     "<li",    "<br", "<h1",
    "<span",          "<font", "<center", "<script", "<style", "<iframe",
};

}  // namespace

std::string sniff_unsupported(std::string_view body) {
    for (const auto& [bytes, what] : signatures) {
        if (body.starts_with(bytes)) return std::string{what};
    }
    if (body.starts_with(zip_beginning)) {
        for (const auto& [name, what] : zip_members) {
            if (body.find(name) != std::string_view::npos) return std::string{what};
        }
        return "ZIP archive";
    }
    if (detect_utf16(body)) return {};
    const auto window = body.substr(0, binary_window);
    const auto binary = static_cast<std::size_t>(std::ranges::count_if(window, is_binary_byte));
    return binary * binary_share_inverse > window.size() ? "binary data" : std::string{};
}

bool looks_like_html(std::string_view text) {
    const auto window = text.substr(0, markup_window);
    const auto begins_here = [&](std::size_t at, std::string_view tag) {
        return std::ranges::equal(window.substr(at, tag.size()), tag, {}, [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
    };
    for (auto at = window.find('<'); at != std::string_view::npos; at = window.find('<', at + 1)) {
        if (std::ranges::any_of(page_tags, [&](std::string_view tag) { return begins_here(at, tag); }))
            return true;
    }
    return false;
}

}  // namespace ogi::extract
