#include "extract/office/sheet_styles.h"

#include "extract/office/xml_part.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t code_bytes_max = 1'024;  // Excel takes 255 characters.

bool draws_a_line(pugi::xml_node border) {
    return std::ranges::any_of(border.children(), [](pugi::xml_node side) {
        const auto style = attribute(side, "style");
        return side.name() != "diagonal"sv && !style.empty() && style != "none"sv;
    });
}

bool is_struck(pugi::xml_node font) {
    const auto strike = font.child("strike");
    const auto value = attribute(strike, "val");
    return strike && value != "0"sv && value != "false"sv;
}

// White; 0 is the light colour of the theme, the palette's 1 and 9 are white.
bool is_white(pugi::xml_node color) {
    const auto rgb = attribute(color, "rgb");
    if (!rgb.empty()) return rgb.size() >= 6 && rgb.substr(rgb.size() - 6) == "FFFFFF"sv;
    const auto indexed = attribute(color, "indexed");
    const auto tint = attribute(color, "tint");
    return indexed == "1"sv || indexed == "9"sv ||
           (attribute(color, "theme") == "0"sv && (tint.empty() || tint == "0"sv));
}

bool has_white_font(pugi::xml_node font) {
    return is_white(font.child("color"));
}

bool is_filled(pugi::xml_node fill) {
    if (fill.child("gradientFill")) return true;
    const auto pattern = fill.child("patternFill");
    const auto type = attribute(pattern, "patternType");
    if (type.empty() || type == "none"sv) return false;
    return type != "solid"sv || !is_white(pattern.child("fgColor"));
}

template <class Read>
std::vector<bool> each_child(pugi::xml_node parent, Read read) {
    std::vector<bool> out;
    for (const auto child : parent.children()) {
        if (child.type() == pugi::node_element) out.push_back(read(child));
    }
    return out;
}

bool at(const std::vector<bool>& flags, long index) {
    return index >= 0 && index < static_cast<long>(flags.size()) && flags[static_cast<std::size_t>(index)];
}

}  // namespace

SheetStyles::SheetStyles(pugi::xml_node sheet) {
    const auto borders = each_child(sheet.child("borders"), draws_a_line);
    const auto struck = each_child(sheet.child("fonts"), is_struck);
    const auto white = each_child(sheet.child("fonts"), has_white_font);
    const auto filled = each_child(sheet.child("fills"), is_filled);
    std::map<long, std::string> formats;
    for (const auto format : sheet.child("numFmts").children("numFmt"))
        formats.emplace(number_attribute(format, "numFmtId", -1),
                        attribute(format, "formatCode").substr(0, code_bytes_max));
    for (const auto style : sheet.child("cellXfs").children("xf")) {
        const auto id = number_attribute(style, "numFmtId", 0);
        const auto own = formats.find(id);
        styles_.push_back(
            {.number_format = own == formats.end() ? std::string{builtin_number_format(id)} : own->second,
             .bordered = at(borders, number_attribute(style, "borderId", 0)),
             .struck = at(struck, number_attribute(style, "fontId", 0)),
             .pale = at(white, number_attribute(style, "fontId", 0)) &&
                     !at(filled, number_attribute(style, "fillId", 0))});
    }
}

const CellStyle& SheetStyles::find(long index) const {
    static const CellStyle plain;
    return index >= 0 && index < static_cast<long>(styles_.size()) ? styles_[static_cast<std::size_t>(index)]
                                                                   : plain;
}

}  // namespace ogi::extract
