#pragma once

#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// Lists that services give as JSON.
namespace ogi::extract {

inline constexpr std::size_t json_bytes_max = 4u << 20;
inline constexpr std::size_t json_depth_max = 32;

// Nothing for anything that is not JSON, is larger or nested deeper.
std::optional<boost::json::value> read_json(std::string_view text);

// The text of the first of these members that has one; numbers as their digits. Empty if none does.
std::string text_of(const boost::json::object& object, std::span<const std::string_view> names);
std::string text_of(const boost::json::object& object, std::string_view name);

}  // namespace ogi::extract
