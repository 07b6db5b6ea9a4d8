#pragma once

#include "daemon/web/pages.h"

#include <string_view>
#include <vector>

namespace ogi::daemon {

// What is looked for: parts that blanks separate, in one script and one width (parser/fold.h), Latin letters
// in lower case.
std::vector<std::u32string> search_parts(std::string_view query);

// Whether every part stands in the text, in either script. A pure function.
bool is_found(const std::vector<std::u32string>& parts, std::string_view text);

// The agencies one of whose names, or id, has all parts of the parameter `q`, in order of name; all of them
// where nothing is looked for.
base::Result<Rows> search_rows(const ApiContext& context, const PageRequest& request);

}  // namespace ogi::daemon
