#pragma once

#include <cstdint>
#include <string_view>

namespace ogi::extract {

// base::Mark of what a reader sees of a page, all of it: everything but tags, comments, scripts, styles and
// white space. Reads bytes of any charset that has ASCII in its place, so nothing is decoded for it.
std::uint32_t text_mark(std::string_view body);

}  // namespace ogi::extract
