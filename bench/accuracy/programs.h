#pragma once

#include "extract/programs.h"

namespace ogi::accuracy {

// The programs of this build, which stand beside this one, and LibreOffice where PATH has it.
extract::Programs programs_of_this_build();

}  // namespace ogi::accuracy
