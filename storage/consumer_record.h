#pragma once

#include "base/result.h"
#include "storage/feed.h"

namespace ogi::storage {

// A value of the family consumers. Fails with `malformed`.
base::Result<Consumer> read_consumer(std::string_view name, std::string_view value);

}  // namespace ogi::storage
