#include "json_patch_applier.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::model {

namespace json = boost::json;

namespace {

using Steps = std::vector<std::string>;

// RFC 6901 §3 and §4.
std::optional<Steps> steps_of(std::string_view pointer) {
    Steps steps;
    if (!pointer.empty() && pointer[0] != '/') return std::nullopt;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            steps.emplace_back();
        } else if (pointer[i] != '~') {
            steps.back() += pointer[i];
        } else if (++i < pointer.size() && (pointer[i] == '0' || pointer[i] == '1')) {
            steps.back() += pointer[i] == '0' ? '~' : '/';
        } else {
            return std::nullopt;
        }
    }
    return steps;
}

// Below `size`: digits without a leading zero.
std::optional<std::size_t> index_of(const std::string& step, std::size_t size) {
    if (step.empty() || (step.size() > 1 && step[0] == '0')) return std::nullopt;
    std::size_t index = 0;
    const auto [end, problem] = std::from_chars(step.data(), step.data() + step.size(), index);
    if (problem != std::errc{} || end != step.data() + step.size() || index >= size) return std::nullopt;
    return index;
}

json::value* child(json::value& parent, const std::string& step) {
    if (parent.is_object()) return parent.as_object().if_contains(step);
    if (!parent.is_array()) return nullptr;
    const auto index = index_of(step, parent.as_array().size());
    return index ? &parent.as_array()[*index] : nullptr;
}

json::value* find(json::value& document, const Steps& steps, std::size_t count) {
    auto* at = &document;
    for (std::size_t i = 0; i < count && at != nullptr; ++i) at = child(*at, steps[i]);
    return at;
}

bool add(json::value& document, const Steps& steps, json::value value) {
    if (steps.empty()) {
        document = std::move(value);
        return true;
    }
    auto* parent = find(document, steps, steps.size() - 1);
    if (parent == nullptr) return false;
    if (parent->is_object()) {
        parent->as_object()[steps.back()] = std::move(value);
        return true;
    }
    if (!parent->is_array()) return false;
    auto& array = parent->as_array();
    const auto index =
        steps.back() == "-" ? std::optional{array.size()} : index_of(steps.back(), array.size() + 1);
    if (!index) return false;
    array.insert(array.begin() + static_cast<std::ptrdiff_t>(*index), std::move(value));
    return true;
}

bool remove(json::value& document, const Steps& steps) {
    if (steps.empty()) return false;
    auto* parent = find(document, steps, steps.size() - 1);
    if (parent == nullptr) return false;
    if (parent->is_object()) return parent->as_object().erase(steps.back()) == 1;
    if (!parent->is_array()) return false;
    auto& array = parent->as_array();
    const auto index = index_of(steps.back(), array.size());
    if (!index) return false;
    array.erase(array.begin() + static_cast<std::ptrdiff_t>(*index));
    return true;
}

const json::string* text_in(const json::object& operation, std::string_view name) {
    const auto* value = operation.if_contains(name);
    return value == nullptr ? nullptr : value->if_string();
}

bool carry(json::value& document, const json::object& operation, const Steps& to, bool move) {
    const auto* pointer = text_in(operation, "from");
    const auto from = pointer == nullptr ? std::nullopt : steps_of(*pointer);
    if (!from) return false;
    const auto* source = find(document, *from, from->size());
    if (source == nullptr) return false;
    const bool into_itself =
        move && from->size() < to.size() && std::equal(from->begin(), from->end(), to.begin());
    if (into_itself) return false;
    auto value = *source;
    if (move && !(from->empty() && to.empty()) && !remove(document, *from)) return false;
    return add(document, to, std::move(value));
}

bool apply(json::value& document, const json::object& operation) {
    const auto* op = text_in(operation, "op");
    const auto* pointer = text_in(operation, "path");
    const auto steps = pointer == nullptr ? std::nullopt : steps_of(*pointer);
    if (op == nullptr || !steps) return false;
    if (*op == "remove") return remove(document, *steps);
    if (*op == "move" || *op == "copy") return carry(document, operation, *steps, *op == "move");
    const auto* value = operation.if_contains("value");
    if (value == nullptr) return false;
    if (*op == "add") return add(document, *steps, *value);
    auto* target = find(document, *steps, steps->size());
    if (target == nullptr) return false;
    if (*op == "test") return same_json(*target, *value);
    if (*op != "replace") return false;
    *target = *value;
    return true;
}

}  // namespace

bool same_json(const json::value& a, const json::value& b) {
    if (a.is_number() && b.is_number()) {
        return a.is_double() || b.is_double() ? a.to_number<double>() == b.to_number<double>() : a == b;
    }
    if (a.is_array() && b.is_array()) return std::ranges::equal(a.as_array(), b.as_array(), same_json);
    if (!a.is_object() || !b.is_object()) return a == b;
    return a.as_object().size() == b.as_object().size() &&
           std::ranges::all_of(a.as_object(), [&](const auto& member) {
               const auto* other = b.as_object().if_contains(member.key());
               return other != nullptr && same_json(member.value(), *other);
           });
}

std::optional<json::value> apply_patch(json::value document, const json::array& patch) {
    for (const auto& operation : patch) {
        if (!operation.is_object() || !apply(document, operation.as_object())) return std::nullopt;
    }
    return document;
}

}  // namespace ogi::model
