#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace ogi::model {

// A JSON Patch (RFC 6902) that makes the object `before` into the object `after`: an array of operations, in
// which a `test` of what was there stands before every `replace` and `remove`, so that it applies to nothing
// else. Members of objects go by their names; of arrays what both begin and end with is left alone. Fails
// with `malformed` where either is no JSON object.
base::Result<std::string> json_patch(std::string_view before, std::string_view after);

}  // namespace ogi::model
