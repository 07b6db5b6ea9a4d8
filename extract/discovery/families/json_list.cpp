#include "extract/discovery/families/json_list.h"

#include <boost/json/parse.hpp>

namespace ogi::extract {

namespace json = boost::json;

std::optional<json::value> read_json(std::string_view text) {
    if (text.empty() || text.size() > json_bytes_max) return {};
    json::parse_options options;
    options.max_depth = json_depth_max;
    options.allow_trailing_commas = true;
    options.allow_invalid_utf8 = true;
    boost::system::error_code problem;
    auto value = json::parse(text, problem, {}, options);
    return problem ? std::nullopt : std::optional{std::move(value)};
}

std::string text_of(const json::object& object, std::span<const std::string_view> names) {
    for (const auto name : names) {
        const auto* const value = object.if_contains(name);
        if (value == nullptr) continue;
        if (value->is_string() && !value->as_string().empty()) return std::string{value->as_string()};
        if (value->is_int64()) return std::to_string(value->as_int64());
    }
    return {};
}

std::string text_of(const json::object& object, std::string_view name) {
    return text_of(object, std::span{&name, 1});
}

}  // namespace ogi::extract
