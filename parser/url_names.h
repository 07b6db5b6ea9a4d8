#pragma once

#include "parser/place_context.h"

#include <string>
#include <string_view>

namespace ogi::parser {

// The agency that an address spells by the initials of its pinyin: "…/jysgajjdfj/…" is 揭阳市公安局揭东分局,
// "gaj.putian.gov.cn" 莆田市公安局. Its place must be the one the host spells. Empty where the address says
// nothing, or may say several things.
std::string agency_of_url(std::string_view url, const PlaceContext& context);

}  // namespace ogi::parser
