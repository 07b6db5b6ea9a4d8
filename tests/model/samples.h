#pragma once

#include "model/page.h"
#include "model/revision.h"

#include <string_view>

namespace ogi::model {

// A UTC time by its ISO text.
base::UtcTime at(std::string_view iso);

// Every member set to something that is not its default, so that a member a codec forgets is noticed.
Page full_page();
Report full_report();
Revision full_revision();

}  // namespace ogi::model
