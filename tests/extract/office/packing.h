#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

struct Packed {
    std::string name;
    std::string bytes;
    enum class How { deflated, stored, encrypted } how = How::deflated;
};

// A ZIP archive of these members.
std::string packed(const std::vector<Packed>& members);

// A DOCX whose body holds `body_xml`; `more`: further parts, which replace those of the same name.
std::string docx(std::string_view body_xml, const std::vector<Packed>& more = {});

// An XLSX with one sheet whose <sheetData> and what stands behind it are `sheet_xml`.
std::string xlsx(std::string_view sheet_xml, const std::vector<Packed>& more = {});

}  // namespace ogi::extract
