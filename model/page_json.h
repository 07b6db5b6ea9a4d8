#pragma once

#include "model/page.h"

#include <string>

namespace ogi::model {

// One line of `ogi pages`.
std::string to_json(const Page& page);

}  // namespace ogi::model
