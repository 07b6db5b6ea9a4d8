#pragma once

#include <istream>
#include <optional>
#include <string>

namespace ogi::base {

// What is left of a stream; nullopt where it cannot be read to its end: a folder opens as a file, and fails only
// here, a bad disk likewise. Iterators over the buffer of a stream throw then.
std::optional<std::string> read_all(std::istream& in);

}  // namespace ogi::base
