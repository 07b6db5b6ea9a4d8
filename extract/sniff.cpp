#include "extract/sniff.h"

#include "base/utf8.h"
#include "extract/charset.h"
#include "extract/office/zip_archive.h"

#include <algorithm>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

struct Signature {
    std::string_view bytes;
    ToldFormat told;
};

constexpr Signature signatures[] = {
    {"%PDF-"sv, {BodyKind::pdf, "PDF document"}},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
     {BodyKind::compound, "Office document of the old kind (DOC, XLS, WPS)"}},
    {"{\\rtf"sv, {BodyKind::rtf, "RTF document"}},
    {"\x89PNG\r\n\x1A\n"sv, {BodyKind::image, "PNG image"}},
    {"\xFF\xD8\xFF"sv, {BodyKind::image, "JPEG image"}},
    {"GIF87a"sv, {BodyKind::image, "GIF image"}},
    {"GIF89a"sv, {BodyKind::image, "GIF image"}},
    {"II*\0"sv, {BodyKind::image, "TIFF image"}},
    {"MM\0*"sv, {BodyKind::image, "TIFF image"}},
    {"\x1F\x8B"sv, {BodyKind::archive, "gzip archive"}},
    {"Rar!\x1A\x07"sv, {BodyKind::archive, "RAR archive"}},
    {"7z\xBC\xAF\x27\x1C"sv, {BodyKind::archive, "7-Zip archive"}},
    {"PK\x05\x06"sv, {BodyKind::archive, zip_archive_words}},  // Without members.
    {"BZh"sv, {BodyKind::archive, "bzip2 archive"}},
    {"\x7F"
     "ELF"sv,
     {BodyKind::other, "program"}},
    {"MZ\x90\0"sv, {BodyKind::other, "program"}},
    {"ID3"sv, {BodyKind::other, "MP3 audio"}},
    {"RIFF"sv, {BodyKind::other, "RIFF media file"}},
    {"\0\0\0\x18"
     "ftyp"sv,
     {BodyKind::other, "MP4 video"}},
    {"\0\0\0\x20"
     "ftyp"sv,
     {BodyKind::other, "MP4 video"}},
};

// A ZIP archive that is itself a document is told by the names in it. Any office document has the first.
constexpr std::string_view package_mark = "[Content_Types].xml";
constexpr Signature package_folders[] = {
    {"word/", {BodyKind::docx, "DOCX document"}},
    {"xl/workbook.bin", {BodyKind::other, "XLSB spreadsheet"}},
    {"xl/", {BodyKind::xlsx, "XLSX spreadsheet"}},
    {"ppt/", {BodyKind::other, "PPTX presentation"}},
};
constexpr Signature package_members[] = {
    {"word/document.xml", {BodyKind::docx, "DOCX document"}},
    {"xl/workbook.xml", {BodyKind::xlsx, "XLSX spreadsheet"}},
    {"OFD.xml", {BodyKind::other, "OFD document"}},
    {"META-INF/manifest.xml", {BodyKind::other, "OpenDocument file"}},
};
constexpr std::string_view zip_beginning = "PK\x03\x04";
constexpr ToldFormat zip_archive{BodyKind::archive, zip_archive_words};

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

// By its directory. One that cannot be opened is called what most of them are that begin so.
ToldFormat sniff_zip(std::string_view body) {
    const auto archive = ZipArchive::open(body, {});
    if (!archive) {
        const auto named = std::ranges::find_if(
            package_members, [&](const Signature& member) { return body.find(member.bytes) != body.npos; });
        return named == std::end(package_members) ? zip_archive : named->told;
    }
    const auto has = [&](auto&& matches) {
        return std::ranges::any_of(archive->members(), matches, &ZipMember::name);
    };
    for (const auto& member : package_members) {
        if (has([&](std::string_view name) { return name == member.bytes; })) return member.told;
    }
    if (!has([](std::string_view name) { return name == package_mark; })) return zip_archive;
    for (const auto& folder : package_folders) {
        if (has([&](std::string_view name) { return name.starts_with(folder.bytes); })) return folder.told;
    }
    return zip_archive;
}

// Text by its bytes that is neither a page nor prose: read as such, its figures would stand in wrong places.
struct TextSignature {
    std::string_view begins;
    std::string_view holds;  // Within its head.
    ToldFormat told;
};
constexpr TextSignature text_signatures[] = {
    {"MIME-Version:", "multipart/related", {BodyKind::other, "web page archive (MHT)"}},
    {"From:", "multipart/related", {BodyKind::other, "web page archive (MHT)"}},
    {"<?xml", "progid=\"Excel.Sheet\"", {BodyKind::other, "Excel 2003 XML spreadsheet"}},
    {"<?xml",
     "urn:schemas-microsoft-com:office:spreadsheet",
     {BodyKind::other, "Excel 2003 XML spreadsheet"}},
};
constexpr std::size_t text_head = 2'048;

ToldFormat sniff_text(std::string_view body) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (body.starts_with(byte_order_mark)) body.remove_prefix(byte_order_mark.size());
    const auto head = base::trim(body.substr(0, text_head));
    const auto* const known = std::ranges::find_if(text_signatures, [&](const TextSignature& text) {
        return head.starts_with(text.begins) && head.find(text.holds) != head.npos;
    });
    return known == std::end(text_signatures) ? ToldFormat{} : known->told;
}

}  // namespace

ToldFormat sniff(std::string_view body) {
    for (const auto& [bytes, told] : signatures) {
        if (body.starts_with(bytes)) return told;
    }
    if (body.starts_with(zip_beginning)) return sniff_zip(body);
    if (detect_utf16(body)) return {};
    const auto window = body.substr(0, binary_window);
    const auto binary = static_cast<std::size_t>(std::ranges::count_if(window, is_binary_byte));
    if (binary * binary_share_inverse > window.size()) return {BodyKind::other, "binary data"};
    return sniff_text(body);
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
