#include "daemon/answers/question.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

struct Asked {
    Question question;
    std::string_view target;
};

Question about(About what) {
    Question question;
    question.about = what;
    return question;
}

std::vector<Asked> asked() {
    auto reports = about(About::reports);
    reports.agency = "教育局 a/b&c=d?#%";
    reports.year = 2020;
    reports.limit = 7;
    auto report = about(About::report);
    report.agency = "示例县/局";
    report.year = 2020;
    auto history = report;
    history.about = About::history;
    auto copies = report;
    copies.about = About::copies;
    auto then = report;
    then.as_of = "2026-02-01T03:00:00Z";
    auto all_then = about(About::reports);
    all_then.as_of = "118";
    auto diff = report;
    diff.about = About::diff;
    diff.from = 1;
    diff.to = 3;
    auto patch = diff;
    patch.against = 2019;
    patch.form = DiffForm::json_patch;
    auto changes = about(About::changes);
    changes.since = 18'446'744'073'709'551'615U;
    changes.limit = 5;
    return {{about(About::reports), "/v1/reports"},
            {reports,
             "/v1/reports?agency=%E6%95%99%E8%82%B2%E5%B1%80%20a%2Fb%26c%3Dd%3F%23%25&year=2020&limit=7"},
            {report, "/v1/reports/%E7%A4%BA%E4%BE%8B%E5%8E%BF%2F%E5%B1%80/2020"},
            {history, "/v1/reports/%E7%A4%BA%E4%BE%8B%E5%8E%BF%2F%E5%B1%80/2020/history"},
            {copies, "/v1/reports/%E7%A4%BA%E4%BE%8B%E5%8E%BF%2F%E5%B1%80/2020/copies"},
            {then, "/v1/reports/%E7%A4%BA%E4%BE%8B%E5%8E%BF%2F%E5%B1%80/2020?as_of=2026-02-01T03%3A00%3A00Z"},
            {all_then, "/v1/reports?as_of=118"},
            {diff, "/v1/reports/%E7%A4%BA%E4%BE%8B%E5%8E%BF%2F%E5%B1%80/2020/diff?from=1&to=3"},
            {patch,
             "/v1/reports/%E7%A4%BA%E4%BE%8B%E5%8E%BF%2F%E5%B1%80/2020/"
             "diff?from=1&to=3&against=2019&form=json-patch"},
            {about(About::changes), "/v1/changes"},
            {changes, "/v1/changes?since=18446744073709551615&limit=5"},
            {about(About::pages), "/v1/pages"},
            {about(About::suspects), "/v1/suspects"},
            {about(About::status), "/v1/status"},
            {about(About::hosts), "/v1/hosts"},
            {about(About::paused), "/v1/paused"},
            {about(About::limits), "/v1/limits"}};
}

TEST(Question, IsWrittenAsATarget) {
    for (const auto& [question, target] : asked()) EXPECT_EQ(to_target(question), target);
}

TEST(Question, SurvivesARoundTrip) {
    for (const auto& [question, target] : asked()) {
        const auto read = parse_target(target);
        ASSERT_TRUE(read) << target << ": " << read.error().context;
        EXPECT_EQ(*read, question) << target;
    }
}

TEST(Question, LeavesHowChangesAreDeliveredToTheServer) {
    EXPECT_EQ(parse_target("/v1/changes?feed=longpoll").value(), about(About::changes));
}

struct Refused {
    std::string_view target;
    base::ErrorCode code;
    std::string_view message;
};

TEST(Question, NamesThePartItDoesNotUnderstand) {
    using base::ErrorCode;
    constexpr std::string_view no_such = "no such resource; see docs/api.md";
    const Refused cases[] = {
        {"", ErrorCode::usage, "not a path"},
        {"v1/reports", ErrorCode::usage, "not a path"},
        {"/", ErrorCode::not_found, no_such},
        {"/v1", ErrorCode::not_found, no_such},
        {"/v2/reports", ErrorCode::not_found, no_such},
        {"/v1/report", ErrorCode::not_found, no_such},
        {"/v1/reports/a", ErrorCode::not_found, no_such},
        {"/v1/reports/a/2020/cells", ErrorCode::not_found, no_such},
        {"/v1/reports/a/2020/diff/x", ErrorCode::not_found, no_such},
        {"/v1/pages/a/2020", ErrorCode::not_found, no_such},
        {"/v1/reports/a/MMXX", ErrorCode::usage, "year must be a whole number, not \"MMXX\""},
        {"/v1/reports?year=2020x", ErrorCode::usage, "year must be a whole number, not \"2020x\""},
        {"/v1/reports?year=-1", ErrorCode::usage, "year must be a whole number, not \"-1\""},
        {"/v1/changes?since=", ErrorCode::usage, "since must be a whole number, not \"\""},
        {"/v1/changes?since=18446744073709551616", ErrorCode::usage,
         "since must be a whole number, not \"18446744073709551616\""},
        {"/v1/reports?limit=all", ErrorCode::usage, "limit must be a whole number, not \"all\""},
        {"/v1/reports?agncy=a", ErrorCode::usage, "unknown parameter \"agncy\""},
        {"/v1/reports?agency=", ErrorCode::usage, "agency is empty; leave it out for all"},
        {"/v1/agencies?agency=", ErrorCode::usage, "agency is empty; leave it out for all"},
        {"/v1/roster?agency", ErrorCode::usage, "agency is empty; leave it out for all"},
        {"/v1/reports?year=0", ErrorCode::usage, "year must be from 1 to 9999, not 0"},
        {"/v1/overdue?year=20240", ErrorCode::usage, "year must be from 1 to 9999, not 20240"},
        {"/v1/reports/a/2020/diff?from=0", ErrorCode::usage, "from must be from 1 to 2147483647, not 0"},
        {"/v1/reports/a/2020/diff?form=", ErrorCode::usage,
         "form must be operations or json-patch, not \"\""},
        {"/v1/reports?after=", ErrorCode::usage, "after must be what a Link of this list says"},
        {"/v1/pages?after=", ErrorCode::usage, "after must be what a Link of this list says"},
        {"/v1/suspects?after=x", ErrorCode::usage, "after must be what a Link of this list says"},
        // What a resource does not know would choose nothing, and so everything.
        {"/v1/pages?agency=a", ErrorCode::usage, "unknown parameter \"agency\""},
        {"/v1/roster?year=2020", ErrorCode::usage, "unknown parameter \"year\""},
        {"/v1/doubts?agency=a", ErrorCode::usage, "unknown parameter \"agency\""},
        {"/v1/reports/a/2020/history?revision=1", ErrorCode::usage, "unknown parameter \"revision\""},
        {"/v1/status?a=b", ErrorCode::usage, "unknown parameter \"a\""},
    };
    for (const auto& [target, code, message] : cases) {
        const auto refused = parse_target(target);
        ASSERT_FALSE(refused) << target;
        EXPECT_EQ(refused.error().code, code) << target;
        EXPECT_EQ(refused.error().context, message) << target;
    }
}

}  // namespace
}  // namespace ogi::daemon
