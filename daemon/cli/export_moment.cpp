#include "daemon/cli/export_moment.h"

#include "daemon/answers/as_of.h"
#include "daemon/answers/question.h"
#include "daemon/cli/reader.h"
#include "model/change_json.h"
#include "model/json_fields.h"
#include "model/timeline.h"

#include <optional>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
namespace fields = model::json_fields;

namespace {

// The last entry that the log has of a moment; nullopt: none.
Result<std::optional<ExportMoment>> last_entry(const Config& config, const model::AsOf& as_of) {
    Question entries;
    entries.about = About::changes;
    if (as_of.sequence) {
        if (*as_of.sequence == 0) return std::optional<ExportMoment>{};
        entries.since = *as_of.sequence - 1;
        entries.limit = 1;
    }
    std::string last;
    Result<void> understood;
    TRY_VOID(read(config, entries, [&](std::string_view line) {
        const auto change = model::parse_change_json(line);
        if (!change) understood = change.error();
        const bool included = change && as_of.includes(model::timeline_entry(*change));
        if (included) last = line;
        return included;
    }));
    TRY_VOID(understood);
    if (last.empty()) return std::optional<ExportMoment>{};
    TRY(object, fields::parse_object(last));
    TRY(change, model::parse_change_json(last));
    return std::optional{ExportMoment{fields::text_of(object, "cursor"), change.sequence,
                                      change.recorded_at.value_or(change.observed_at)}};
}

// Fails with `usage` where the log does not have (any more) what is named.
Result<void> check_is_there(const Config& config, const std::string& as_of) {
    Question question;
    question.as_of = as_of;
    question.limit = 1;
    const auto answered = read(config, question, [](std::string_view) { return true; });
    // What else is wrong with reports is told when they are read.
    if (!answered && answered.error().code == ErrorCode::usage) return answered.error();
    return {};
}

Result<std::uint64_t> newest_sequence(const Config& config) {
    Question status;
    status.about = About::status;
    std::string told;
    TRY_VOID(read(config, status, [&](std::string_view line) {
        told = line;
        return true;
    }));
    TRY(object, fields::parse_object(told));
    const auto newest = fields::whole_of(object, "last_sequence");
    if (newest <= 0) return base::fail(ErrorCode::not_found, "the store holds no report");
    return static_cast<std::uint64_t>(newest);
}

}  // namespace

Result<ExportMoment> moment_to_export(const Config& config, const std::string& as_of) {
    TRY(newest, newest_sequence(config));
    model::AsOf wanted{.sequence = newest};
    if (!as_of.empty()) {
        TRY(asked, parse_as_of(as_of));
        if (asked.cursor) TRY_VOID(check_is_there(config, as_of));
        wanted =
            asked.cursor ? model::AsOf{.sequence = asked.cursor->sequence} : model::AsOf{.time = asked.time};
    }
    TRY(entry, last_entry(config, wanted));
    if (entry) return *std::move(entry);
    return base::fail(ErrorCode::not_found, "as of " + as_of + " the store held no report yet");
}

}  // namespace ogi::daemon
