#include "crawler/judge_response.h"

#include "base/digest.h"
#include "crawl_test_support.h"

#include <gtest/gtest.h>

namespace ogi::crawler {
namespace {

using model::VisitOutcome;
using namespace std::chrono_literals;

const base::UtcTime now = base::parse_iso_time("2026-01-31T08:00:00.000Z").value();

HttpResponse response_with(std::uint16_t status, std::string body = {}) {
    HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

model::Page held_page() {
    auto page = page_at("http://a.example/1");
    page.snapshot = base::sha256_hex("held");
    return page;
}

Fetched judge(const model::Page& page, HttpResponse response) {
    return judge_response(page, url_of("http://a.example/2"), std::move(response), now, {});
}

TEST(JudgeResponse, ANewBodyIsASnapshotWithAllItCameWith) {
    auto response = response_with(200, "new");
    response.content_type = "text/html; charset=gb2312";
    response.etag = "\"1\"";
    response.last_modified = "Sat, 31 Jan 2026 08:00:00 GMT";
    const auto fetched = judge(held_page(), response);
    EXPECT_EQ(fetched.outcome, VisitOutcome::changed);
    EXPECT_EQ(fetched.note, "");
    ASSERT_TRUE(fetched.snapshot);
    const model::Snapshot expected{.url = url_of("http://a.example/1"),
                                   .final_url = url_of("http://a.example/2"),
                                   .fetched_at = now,
                                   .http_status = 200,
                                   .content_type = "text/html; charset=gb2312",
                                   .etag = "\"1\"",
                                   .last_modified = "Sat, 31 Jan 2026 08:00:00 GMT",
                                   .body = "new",
                                   .digest = base::sha256_hex("new")};
    EXPECT_EQ(*fetched.snapshot, expected);
}

TEST(JudgeResponse, TheSameBodyBringsItsNewValidators) {
    auto response = response_with(200, "held");
    response.etag = "\"rebuilt\"";
    response.last_modified = "Sun, 01 Feb 2026 08:00:00 GMT";
    const auto fetched = judge(held_page(), response);
    EXPECT_EQ(fetched.outcome, VisitOutcome::unchanged);
    EXPECT_EQ(fetched.etag, "\"rebuilt\"");
    EXPECT_EQ(fetched.last_modified, "Sun, 01 Feb 2026 08:00:00 GMT");
}

struct Case {
    HttpResponse response;
    VisitOutcome outcome;
    std::string_view note;
};

TEST(JudgeResponse, EveryOtherAnswerHasItsOutcomeAndSaysWhy) {
    const std::string ruishu = "<html><meta content=\"x\" r=\"m\"><script>$_ts=window['$_ts']</script>";
    for (const auto& [response, outcome, note] : {
             Case{response_with(200, "held"), VisitOutcome::unchanged, ""},
             Case{response_with(304), VisitOutcome::unchanged, ""},
             Case{response_with(200), VisitOutcome::failed, "empty body (HTTP 200)"},
             Case{response_with(404, "x"), VisitOutcome::gone, "the server answers HTTP 404"},
             Case{response_with(404, ruishu), VisitOutcome::challenged,
                  "the server answers HTTP 404, an anti-bot page of 瑞数"},
             Case{response_with(410), VisitOutcome::gone, "the server answers HTTP 410"},
             Case{response_with(412, ruishu), VisitOutcome::challenged,
                  "the server answers HTTP 412, an anti-bot page of 瑞数"},
             Case{response_with(202, ruishu), VisitOutcome::challenged,
                  "the server answers HTTP 202, an anti-bot page of 瑞数"},
             Case{response_with(412, "plain"), VisitOutcome::failed, "the server answers HTTP 412"},
             Case{response_with(521), VisitOutcome::challenged,
                  "the server answers HTTP 521, an anti-bot page of 加速乐"},
             Case{response_with(403, "x"), VisitOutcome::failed, "the server answers HTTP 403"},
             Case{response_with(500, "x"), VisitOutcome::failed, "the server answers HTTP 500"},
             Case{response_with(206, "x"), VisitOutcome::failed, "the server answers HTTP 206"},
             Case{response_with(300, "x"), VisitOutcome::failed, "the server answers HTTP 300"},
         }) {
        const auto fetched = judge(held_page(), response);
        EXPECT_EQ(fetched.outcome, outcome) << response.status;
        EXPECT_EQ(fetched.note, note);
        EXPECT_FALSE(fetched.snapshot) << response.status;
    }
}

TEST(JudgeResponse, APageOfTheSiteThatKeepsTheMarksOfItsWallIsAPage) {
    EXPECT_EQ(judge(held_page(), response_with(200, "<meta r='m'>$_ts")).outcome, VisitOutcome::changed);
}

TEST(JudgeResponse, WhatAnErrorPageSaysIsKeptForTheReaderUnlessItIsLong) {
    auto error_page = response_with(404, "<p>系统维护中</p>");
    error_page.content_type = "text/html";
    const auto fetched = judge(held_page(), error_page);
    EXPECT_EQ(fetched.gone_body, "<p>系统维护中</p>");
    EXPECT_EQ(fetched.gone_content_type, "text/html");
    EXPECT_EQ(judge(held_page(), response_with(410, std::string(gone_body_bytes_max + 1, 'x'))).gone_body,
              "");
}

TEST(JudgeResponse, ABodyWhoseEndNothingTellsSaysSo) {
    auto response = response_with(200, "new");
    EXPECT_FALSE(judge(held_page(), response).open_ended);
    response.open_ended = true;
    EXPECT_TRUE(judge(held_page(), response).open_ended);
}

TEST(JudgeResponse, A304WithoutACopyIsAFailure) {
    const auto fetched = judge(page_at("http://a.example/1"), response_with(304));
    EXPECT_EQ(fetched.outcome, VisitOutcome::failed);
    EXPECT_NE(fetched.note.find("no copy"), std::string::npos);
}

TEST(JudgeResponse, RetryAfterIsPassedOnUpToItsLimit) {
    auto busy = response_with(503);
    busy.retry_after = "60";
    EXPECT_EQ(judge(held_page(), busy).not_before, now + 60s);
    busy.retry_after = "99999999";
    EXPECT_EQ(judge(held_page(), busy).not_before, now + 24h);
    busy.retry_after = "";
    EXPECT_EQ(judge(held_page(), busy).not_before, std::nullopt);
}

}  // namespace
}  // namespace ogi::crawler
