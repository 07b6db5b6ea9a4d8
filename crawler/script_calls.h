#pragma once

#include "crawler/script_values.h"

#include <string_view>
#include <vector>

// What the members of values come to; private to the evaluator of script_values.h.
namespace ogi::crawler {

// location.protocol and the like, for a script of `page`.
ScriptValue place_member(const base::Url& page, std::string_view member);

// A call such as navigator.userAgent.match(/iPhone/): no phone asks. NotTold for what is not known.
ScriptValue call_method(const ScriptValue& object, std::string_view method,
                        const std::vector<ScriptValue>& arguments);

}  // namespace ogi::crawler
