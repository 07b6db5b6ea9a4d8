#pragma once

#include "parser/gazetteer.h"
#include "parser/place_context.h"

#include <string>
#include <string_view>

namespace ogi::parser {

// The agency's name that `text` begins with: places, then an organ ("…局", "…人民政府"), ended by something
// that is no name. Empty if there is none.
std::string_view leading_agency(std::string_view text);

// What a name as printed means.
struct FullName {
    std::string name;  // "武汉市公安局东西湖区分局"; empty where the text names nobody.
    const Division* division = nullptr;  // The smallest place in it that GB/T 2260 lists.
    bool has_place = false;              // It says where it is, by itself or by the page's context.
    bool certain = false;                // No place had to be guessed, none stayed ambiguous.
};

// Completes a name: a district gets its city in front, a place without an organ its government (a zone its
// 管理委员会, a 地区 its 行政公署), the usual abbreviations their words. Places are never reordered, save
// that a city's police names its branches after itself: 东西湖区公安分局 is 武汉市公安局东西湖区分局.
FullName complete_name(std::string_view as_written, const PlaceContext& context);

}  // namespace ogi::parser
