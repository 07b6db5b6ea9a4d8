#include "model/host_json.h"

#include "base/json_writer.h"
#include "base/utf8.h"
#include "model/json_fields.h"

#include <limits>

namespace ogi::model {

using base::ErrorCode;
using base::fail;
using base::JsonWriter;
using namespace json_fields;

namespace {

std::uint64_t count_of(const boost::json::object& object, std::string_view name) {
    const auto count = whole_of(object, name);
    return count < 0 ? 0 : static_cast<std::uint64_t>(count);
}

base::Result<HostManners> manners_of(const boost::json::object& object) {
    TRY(reason, enum_of<WaitReason>(object, "reason"));
    const auto not_before = time_of(object, "not_before");
    if (!not_before) return fail(ErrorCode::malformed, "a host without not_before");
    return HostManners{.not_before = *not_before,
                       .reason = reason,
                       .note = text_of(object, "note"),
                       .crawl_delay = std::chrono::milliseconds{whole_of(object, "crawl_delay_ms")},
                       .failures = static_cast<int>(whole_of(object, "failures")),
                       .challenges = static_cast<int>(whole_of(object, "challenges"))};
}

}  // namespace

std::string to_json(const HostRecord& host) {
    JsonWriter json;
    json.begin_object().field("id", static_cast<std::uint64_t>(host.id));
    json.key("due_from").value_or_null(base::to_iso(host.due_from));
    json.field("not_before", base::to_iso(host.manners.not_before))
        .field("reason", name_of(host.manners.reason))
        .field("note", base::scrub_utf8(host.manners.note))
        .field("crawl_delay_ms", static_cast<std::int64_t>(host.manners.crawl_delay.count()))
        .field("failures", host.manners.failures)
        .field("challenges", host.manners.challenges)
        .field("urls", host.urls);
    if (host.outcome) json.field("outcome", name_of(*host.outcome));
    if (host.failure) json.field("failure", name_of(*host.failure));
    json.field("refused_host_full", host.refused_host_full)
        .field("refused_prefix_full", host.refused_prefix_full)
        .field("refused_trap", host.refused_trap)
        .end_object();
    return json.take();
}

base::Result<HostRecord> parse_host_json(std::string_view text) {
    TRY(object, parse_object(text));
    const auto id = whole_of(object, "id");
    if (id < 1 || id > std::numeric_limits<std::uint32_t>::max())
        return fail(ErrorCode::malformed, "a host without usable id");
    TRY(manners, manners_of(object));
    std::optional<VisitOutcome> outcome;
    if (object.contains("outcome")) {
        TRY(named, enum_of<VisitOutcome>(object, "outcome"));
        outcome = named;
    }
    std::optional<FailureReason> failure;
    if (object.contains("failure")) {
        TRY(named, enum_of<FailureReason>(object, "failure"));
        failure = named;
    }
    return HostRecord{.id = static_cast<std::uint32_t>(id),
                      .due_from = time_of(object, "due_from"),
                      .manners = std::move(manners),
                      .urls = count_of(object, "urls"),
                      .outcome = outcome,
                      .failure = failure,
                      .refused_host_full = count_of(object, "refused_host_full"),
                      .refused_prefix_full = count_of(object, "refused_prefix_full"),
                      .refused_trap = count_of(object, "refused_trap")};
}

std::string to_record(const RobotsRecord& robots) {
    JsonWriter json;
    json.begin_object()
        .field("standing", name_of(robots.standing))
        .field("failure", name_of(robots.failure))
        .field("reason", base::scrub_utf8(robots.reason))
        .field("valid_until", base::to_iso(robots.valid_until))
        .end_object();
    return json.take() + "\n" + robots.body;
}

base::Result<RobotsRecord> parse_robots_record(std::string_view record) {
    const auto end = record.find('\n');
    if (end == std::string_view::npos) return fail(ErrorCode::malformed, "a robots.txt without its line");
    TRY(object, parse_object(record.substr(0, end)));
    TRY(standing, enum_of<RobotsStanding>(object, "standing"));
    TRY(failure, enum_of<FailureReason>(object, "failure"));
    const auto valid_until = time_of(object, "valid_until");
    if (!valid_until) return fail(ErrorCode::malformed, "a robots.txt without valid_until");
    return RobotsRecord{.standing = standing,
                        .failure = failure,
                        .reason = text_of(object, "reason"),
                        .valid_until = *valid_until,
                        .body = std::string{record.substr(end + 1)}};
}

}  // namespace ogi::model
