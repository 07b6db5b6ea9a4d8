#pragma once

#include "daemon/web/words.h"

#include <string>
#include <string_view>

namespace ogi::daemon {

// "湖北省" for "42" and "420000", "宜昌市" for "4205"; the code itself where no division has it. Names of
// divisions have no English here: they stand as they are written.
std::string region_name(Language language, std::string_view code);

// Whether GB/T 2260 has, or had, a division of that code, or of one that begins so.
bool is_division(std::string_view code);

// "4205" for "420500": without the pairs of zeros that name what contains the rest.
std::string_view region_code(std::string_view division);

}  // namespace ogi::daemon
