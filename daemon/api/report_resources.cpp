#include "daemon/answers/coverage_lines.h"
#include "daemon/answers/question_path.h"
#include "daemon/answers/report_parts.h"
#include "daemon/api/api.h"
#include "daemon/api/give_question.h"
#include "daemon/api/parameters.h"
#include "daemon/exports/region.h"
#include "daemon/run_call.h"

#include <algorithm>
#include <array>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using base::ErrorCode;
using base::Result;

namespace {

// Of a division's code that tell regions apart.
constexpr NumberRange division_digits{1, 12};

constexpr std::string_view opaque_type = "application/octet-stream";
// What a browser shows by itself; all else is for saving.
constexpr std::array<std::string_view, 3> shown_types = {"text/html", "text/plain", "application/pdf"};

Result<WhichRevision> which_revision(const ResourceCall& call) {
    TRY(year, number_of(call, "year", 0, years));
    TRY(revision, number_of(call, "revision", 0));
    return WhichRevision{std::string{path_part(call, "agency")}, year, revision};
}

Result<std::string> checks_of(const ApiContext& context, const ResourceCall& call) {
    TRY_VOID(allow_parameters(call, {"revision"}));
    TRY(which, which_revision(call));
    return check_lines(context.store, which);
}

Result<std::string> cell_of(const ApiContext& context, const ResourceCall& call) {
    TRY_VOID(allow_parameters(call, {"revision"}));
    TRY(which, which_revision(call));
    return cell_line(context.store, which, path_part(call, "cell"));
}

Result<std::string> coverage_of(const ApiContext& context, const ResourceCall& call) {
    TRY_VOID(allow_parameters(call, {"by", "agency", "region", "year", "at", "digits"}));
    CoverageQuestion question{.agency = std::string{call.target.parameter("agency")},
                              .at = base::shanghai_date(base::utc_now())};
    if (const auto given = call.target.parameter("region"); !given.empty()) {
        TRY(region, read_region(given));
        question.region = std::move(region);
    }
    TRY(year, number_of(call, "year", 0, years));
    TRY(digits, number_of(call, "digits", 2, division_digits));
    question.year = year, question.digits = static_cast<std::size_t>(digits);
    if (const auto at = call.target.parameter("at"); !at.empty()) {
        TRY(day, base::parse_iso_date(at));
        question.at = day;
    }
    const auto by = call.target.parameter("by");
    if (!by.empty() && by != "agency" && by != "region")
        return base::fail(ErrorCode::usage, "by must be agency or region");
    if (by == "region") question.by = CoverageBy::region;
    return coverage_lines(context.store, question, *context.verdicts);
}

Result<SourceBytes> source_of(const ApiContext& context, const ResourceCall& call) {
    TRY_VOID(allow_parameters(call, {"revision", "part"}));
    TRY(which, which_revision(call));
    TRY(part, number_of(call, "part", 0, {.least = 0}));
    return source_bytes(context.store, which, part);
}

// "text/html; charset=gb2312" as received, where it is nothing else than such a thing.
std::string_view safe_type(std::string_view received) {
    const bool plain =
        std::ranges::all_of(received, [](char c) { return c >= 0x20 && c < 0x7F && c != ','; });
    return plain && received.find('/') != std::string_view::npos ? received : opaque_type;
}

using Lines = Result<std::string> (*)(const ApiContext& context, const ResourceCall& call);
using Walker = std::shared_ptr<asio::thread_pool>;

asio::awaitable<void> give_lines(const ApiContext& context, Lines lines, Walker walker,
                                 const ResourceCall& call, HttpReply& reply) {
    auto make = [&] { return lines(context, call); };
    auto made = call_on(*walker, make);
    auto answer = co_await std::move(made);
    if (!answer) {
        co_await reply.error(answer.error());
        co_return;
    }
    co_await reply.whole(http::status::ok, lines_type, *std::move(answer));
}

// The bytes as they were received: of somebody else, so nothing in them may run or be taken for another kind.
asio::awaitable<void> give_source(const ApiContext& context, Walker walker, const ResourceCall& call,
                                  HttpReply& reply) {
    auto make = [&] { return source_of(context, call); };
    auto made = call_on(*walker, make);
    const auto source = co_await std::move(made);
    if (!source) {
        co_await reply.error(source.error());
        co_return;
    }
    const auto type = safe_type(source->content_type);
    const bool shown = std::ranges::any_of(shown_types, [&](auto known) { return type.starts_with(known); });
    // Enough of the digest to tell files apart.
    constexpr std::size_t name_digits = 16;
    reply.set("Content-Disposition", std::string{shown ? "inline" : "attachment"} + "; filename=\"source-" +
                                         source->digest.substr(0, name_digits) + "\"");
    reply.set("X-Source-Digest", source->digest);
    co_await reply.begin(type, "\"" + source->digest + "\"");
    std::string_view rest = source->body;
    while (!rest.empty() && reply.wants_body()) {
        auto piece = std::string{rest.substr(0, piece_bytes)};
        rest.remove_prefix(piece.size());
        co_await reply.piece(std::move(piece));
    }
    co_await reply.end();
}

Resource lines_resource(const ApiContext& context, std::string_view pattern, Lines lines, Walker walker) {
    return {.pattern = pattern,
            .answer = [&context, lines, walker](const ResourceCall& call, HttpReply& reply) {
                return give_lines(context, lines, walker, call, reply);
            }};
}

}  // namespace

void add_report_resources(Resources& resources, const ApiContext& context) {
    const auto walker = make_walker();
    for (const auto about : {About::reports, About::report, About::history, About::copies, About::diff})
        resources.add(question_resource(context, about, walker));
    // History under the name of what it tells.
    resources.add({.pattern = "/v1/reports/{agency}/{year}/revisions",
                   .answer = [&context, walker](const ResourceCall& call, HttpReply& reply) {
                       return give_question_at(context, path_pattern_of(About::history), call, reply,
                                               *walker);
                   }});
    resources.add(lines_resource(context, "/v1/reports/{agency}/{year}/checks", checks_of, walker));
    resources.add(lines_resource(context, "/v1/reports/{agency}/{year}/cells/{cell}", cell_of, walker));
    resources.add({.pattern = "/v1/reports/{agency}/{year}/source",
                   .answer = [&context, walker](const ResourceCall& call, HttpReply& reply) {
                       return give_source(context, walker, call, reply);
                   }});
    resources.add(lines_resource(context, "/v1/coverage", coverage_of, walker));
}

}  // namespace ogi::daemon
