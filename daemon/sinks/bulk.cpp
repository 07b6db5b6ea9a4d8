#include "daemon/sinks/bulk.h"

#include "base/json_writer.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>

namespace ogi::daemon {

namespace json = boost::json;
using base::ErrorCode;
using base::Result;

namespace {

struct Meaning {
    int status;
    BulkFate fate;
};

constexpr Meaning meanings[] = {
    {400, BulkFate::refused},  {401, BulkFate::blocked}, {403, BulkFate::blocked},
    {404, BulkFate::no_index}, {409, BulkFate::older},   {413, BulkFate::refused},
};

std::string text_in(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

std::string why_of(const json::object& result) {
    const auto* error = result.if_contains("error");
    if (error == nullptr) return {};
    if (error->is_string()) return std::string{error->as_string()};
    if (!error->is_object()) return {};
    auto why = text_in(error->as_object(), "type") + ": " + text_in(error->as_object(), "reason");
    // The cause says which value it was, the error only which field.
    if (const auto* cause = error->as_object().if_contains("caused_by");
        cause != nullptr && cause->is_object())
        why += " (" + text_in(cause->as_object(), "reason") + ")";
    return why;
}

BulkOutcome read_item(std::string_view action, const json::object& result, std::int64_t status) {
    if (status >= 200 && status < 300) return {BulkFate::in};
    const bool has_error = result.contains("error");
    if (action == "delete" && status == 404 && !has_error) return {BulkFate::in};
    return {fate_of(static_cast<int>(status)), "status " + std::to_string(status) + " " + why_of(result)};
}

}  // namespace

BulkFate fate_of(int status) {
    const auto* found = std::ranges::find(meanings, status, &Meaning::status);
    return found == std::end(meanings) ? BulkFate::again : found->fate;
}

std::string bulk_lines(const BulkItem& item) {
    base::JsonWriter writer;
    writer.begin_object().key(item.document.empty() ? "delete" : "index").begin_object();
    writer.field("_id", item.id).field("version", item.version).field("version_type", "external_gte");
    writer.end_object().end_object();
    auto lines = writer.take() + "\n";
    if (!item.document.empty()) lines += item.document + "\n";
    return lines;
}

Result<std::vector<BulkOutcome>> read_bulk_answer(std::string_view body, std::size_t items) {
    const auto refuse = [](std::string_view what) {
        return base::fail(ErrorCode::malformed, "the answer to _bulk " + std::string{what});
    };
    boost::system::error_code problem;
    const auto value = json::parse(body, problem);
    if (problem || !value.is_object()) return refuse("is not JSON");
    const auto* results = value.as_object().if_contains("items");
    if (results == nullptr || !results->is_array()) return refuse("has no items");
    if (results->as_array().size() != items) {
        return refuse("tells of " + std::to_string(results->as_array().size()) + " items, " +
                      std::to_string(items) + " were sent");
    }
    std::vector<BulkOutcome> outcomes;
    for (const auto& entry : results->as_array()) {
        if (!entry.is_object() || entry.as_object().size() != 1) return refuse("has an item that is none");
        const auto& member = *entry.as_object().begin();
        const auto* result = member.value().if_object();
        const auto* status = result == nullptr ? nullptr : result->if_contains("status");
        if (status == nullptr || !status->is_int64()) return refuse("has an item without a status");
        outcomes.push_back(read_item(member.key(), *result, status->as_int64()));
    }
    return outcomes;
}

}  // namespace ogi::daemon
