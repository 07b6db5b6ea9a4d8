#include "daemon/sinks/document_digest.h"

#include "base/digest.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <cstdio>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

// Of the one document that is no report.
constexpr std::string_view members_of_the_position[] = {"position", "feed"};

json::value in_order(const json::value& value);

json::object in_order(const json::object& object) {
    std::vector<std::string_view> names;
    for (const auto& member : object) names.push_back(member.key());
    std::ranges::sort(names);
    json::object ordered;
    for (const auto name : names) ordered.emplace(name, in_order(object.at(name)));
    return ordered;
}

// 12.50 may come back as 12.5; what of it is exact stands beside it as text. Fifteen digits are the same
// whatever reader made a double of them.
json::object digits_of(const json::value& number) {
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%.15g", number.to_number<double>());
    // A member without a name, as no document of ours has one: a text of digits is no number.
    return {{"", digits.data()}};
}

json::value in_order(const json::value& value) {
    if (value.is_object()) return in_order(value.get_object());
    if (value.is_number()) return digits_of(value);
    if (!value.is_array()) return value;
    json::array ordered;
    for (const auto& one : value.get_array()) ordered.push_back(in_order(one));
    return ordered;
}

}  // namespace

std::vector<std::string> document_members(CellsForm form) {
    std::vector<std::string> names;
    for (const auto& field : index_fields(form)) {
        const bool is_member = field.name.find('.') == std::string_view::npos;
        if (is_member &&
            std::ranges::find(members_of_the_position, field.name) == std::end(members_of_the_position))
            names.emplace_back(field.name);
    }
    return names;
}

std::string document_digest(const json::object& document, CellsForm form) {
    json::object ours;
    for (const auto& name : document_members(form)) {
        if (const auto* member = document.if_contains(name)) ours.emplace(name, *member);
    }
    return base::sha256_hex(json::serialize(in_order(ours)));
}

}  // namespace ogi::daemon
