#include "model/json_fields.h"

#include <boost/json/parse.hpp>

#include <vector>

namespace ogi::model::json_fields {

namespace json = boost::json;

base::Result<json::object> parse_object(std::string_view text) {
    boost::system::error_code problem;
    auto value = json::parse(text, problem);
    if (problem) return base::fail(base::ErrorCode::malformed, "not JSON: " + problem.message());
    if (!value.is_object()) return base::fail(base::ErrorCode::malformed, "not a JSON object");
    return std::move(value.as_object());
}

std::string text_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (value == nullptr || !value->is_string()) return {};
    return std::string{value->as_string().data(), value->as_string().size()};
}

std::int64_t whole_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (value == nullptr) return 0;
    if (value->is_int64()) return value->as_int64();
    return value->is_uint64() ? static_cast<std::int64_t>(value->as_uint64()) : 0;
}

bool truth_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_bool() && value->as_bool();
}

double fraction_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    if (value == nullptr || !value->is_number()) return 0;
    return value->to_number<double>();
}

const json::array& array_of(const json::object& object, std::string_view name) {
    static const json::array none;
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_array() ? value->as_array() : none;
}

const json::object& object_of(const json::object& object, std::string_view name) {
    static const json::object none;
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_object() ? value->as_object() : none;
}

std::vector<std::string> texts_of(const json::object& object, std::string_view name) {
    std::vector<std::string> texts;
    for (const auto& value : array_of(object, name)) {
        if (value.is_string()) texts.emplace_back(value.as_string().data(), value.as_string().size());
    }
    return texts;
}

std::optional<base::UtcTime> time_of(const json::object& object, std::string_view name) {
    const auto time = base::parse_iso_time(text_of(object, name));
    return time ? std::optional{*time} : std::nullopt;
}

}  // namespace ogi::model::json_fields
