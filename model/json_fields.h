#pragma once

#include "base/result.h"
#include "base/time.h"
#include "model/names.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Reading members of our own JSON. For .cpp files alone: Boost.JSON stays out of the public headers.
namespace ogi::model::json_fields {

// One object from a text. Fails with `malformed`.
base::Result<boost::json::object> parse_object(std::string_view text);

// The member's value, or an empty one of its type where it is missing, null or of another type.
std::string text_of(const boost::json::object& object, std::string_view name);
std::int64_t whole_of(const boost::json::object& object, std::string_view name);
bool truth_of(const boost::json::object& object, std::string_view name);
double fraction_of(const boost::json::object& object, std::string_view name);
const boost::json::array& array_of(const boost::json::object& object, std::string_view name);
const boost::json::object& object_of(const boost::json::object& object, std::string_view name);
std::vector<std::string> texts_of(const boost::json::object& object, std::string_view name);
std::optional<base::UtcTime> time_of(const boost::json::object& object, std::string_view name);

// The enum value a member names. Fails with `malformed` for a word that is not ours.
template <class Enum>
base::Result<Enum> enum_of(const boost::json::object& object, std::string_view name) {
    const auto word = text_of(object, name);
    if (const auto value = from_name<Enum>(word)) return *value;
    return base::fail(base::ErrorCode::malformed,
                      std::string{name} + " has the unknown value \"" + word + "\"");
}

}  // namespace ogi::model::json_fields
