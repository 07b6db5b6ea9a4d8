#pragma once

#include "model/agency.h"

#include <string_view>

namespace ogi::daemon {

// What an agency's canonical name tells of it: its division and level by the gazetteer, what kind it is by
// how it ends, the government above it. What cannot be told stays unknown. A pure function.
model::Agency classify_agency(std::string_view name, model::AgencyOrigin origin);

}  // namespace ogi::daemon
