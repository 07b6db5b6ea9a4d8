#pragma once

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>

#include <optional>

namespace ogi::model {

// Applies a JSON Patch by the letter of RFC 6902, all six operations; nullopt where any of them fails. Knows
// nothing of how ours are made.
std::optional<boost::json::value> apply_patch(boost::json::value document, const boost::json::array& patch);

// Equal as RFC 6902 §4.6 has it: numbers by their value, members in any order.
bool same_json(const boost::json::value& a, const boost::json::value& b);

}  // namespace ogi::model
