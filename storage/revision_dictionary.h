#pragma once

#include "storage/frame.h"

#include <string_view>

namespace ogi::storage {

// What all reports have in common, as it stands in the record of a revision: the ids of the forms' cells and
// of their checks, and words that most of them use. Part of the format on disk.
std::string_view revision_dictionary_content();
const Dictionary& revision_dictionary();

}  // namespace ogi::storage
