#include "tests/extract/office/packing.h"

#include <zip.h>

#include <algorithm>
#include <stdexcept>

namespace ogi::extract {
namespace {

constexpr std::string_view content_types =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>)";
constexpr std::string_view relationships_head =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
constexpr std::string_view relationship_type =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string root_relationships(std::string_view main_part) {
    return std::string{relationships_head} + "<Relationship Id=\"rId1\" Type=\"" +
           std::string{relationship_type} + "officeDocument\" Target=\"" + std::string{main_part} +
           "\"/></Relationships>";
}

std::string with(std::vector<Packed> members, const std::vector<Packed>& more) {
    for (const auto& part : more) {
        const auto same = std::ranges::find(members, part.name, &Packed::name);
        if (same == members.end()) {
            members.push_back(part);
        } else {
            *same = part;
        }
    }
    return packed(members);
}

void add(zip_t* archive, const Packed& member) {
    auto* const source = zip_source_buffer(archive, member.bytes.data(), member.bytes.size(), 0);

    const auto index = zip_file_add(archive, member.name.c_str(), source, ZIP_FL_ENC_GUESS);
    if (index < 0) throw std::runtime_error{zip_strerror(archive)};
    const auto at = static_cast<zip_uint64_t>(index);
    if (member.how == Packed::How::stored) zip_set_file_compression(archive, at, ZIP_CM_STORE, 0);
    if (member.how == Packed::How::encrypted) zip_file_set_encryption(archive, at, ZIP_EM_AES_256, "secret");
}

}  // namespace

std::string packed(const std::vector<Packed>& members) {
    zip_error_t error;
    zip_error_init(&error);
    auto* const target = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(target);
    auto* const archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (const auto& member : members) add(archive, member);
    if (zip_close(archive) != 0) throw std::runtime_error{zip_strerror(archive)};
    zip_source_open(target);
    zip_source_seek(target, 0, SEEK_END);
    std::string bytes(static_cast<std::size_t>(zip_source_tell(target)), '\0');
    zip_source_seek(target, 0, SEEK_SET);
    zip_source_read(target, bytes.data(), bytes.size());
    zip_source_close(target);
    zip_source_free(target);
    return bytes;
}

std::string docx(std::string_view body_xml, const std::vector<Packed>& more) {
    const auto document =
        R"(<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")"
        R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")"
        R"( xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006")"
        R"( xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math")"
        R"( xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:body>)" +
        std::string{body_xml} + "</w:body></w:document>";
    return with({{.name = "[Content_Types].xml", .bytes = std::string{content_types}},
                 {.name = "_rels/.rels", .bytes = root_relationships("word/document.xml")},
                 {.name = "word/document.xml", .bytes = document, .how = Packed::How::stored}},
                more);
}

std::string xlsx(std::string_view sheet_xml, const std::vector<Packed>& more) {
    const std::string main = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
    const auto workbook = "<workbook " + main +
                          R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">)"
                          R"(<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>)";
    const auto relationships = std::string{relationships_head} + "<Relationship Id=\"rId1\" Type=\"" +
                               std::string{relationship_type} +
                               "worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    return with({{.name = "[Content_Types].xml", .bytes = std::string{content_types}},
                 {.name = "_rels/.rels", .bytes = root_relationships("xl/workbook.xml")},
                 {.name = "xl/workbook.xml", .bytes = workbook},
                 {.name = "xl/_rels/workbook.xml.rels", .bytes = relationships},
                 {.name = "xl/worksheets/sheet1.xml",
                  .bytes = "<worksheet " + main + ">" + std::string{sheet_xml} + "</worksheet>"}},
                more);
}

}  // namespace ogi::extract
