#pragma once

#include "base/result.h"
#include "model/page.h"

#include <string>
#include <string_view>

namespace ogi::model {

std::string to_json(const Page& page);
// Fails with `malformed`.
base::Result<Page> parse_page_json(std::string_view line);

}  // namespace ogi::model
