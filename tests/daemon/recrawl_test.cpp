#include "daemon/recrawl.h"
#include "daemon/exit_code.h"
#include "small_store.h"

#include <gtest/gtest.h>

#include <optional>

namespace ogi::daemon {
namespace {

using base::ErrorCode;
constexpr base::UtcTime later{std::chrono::hours{24} * 20'000};

class RecrawlTest : public testing::Test {
  protected:
    RecrawlTest() {
        small_.page("http://a.example/1", model::PageRole::report, later);
        small_.page("http://b.example/2", model::PageRole::report, later);
    }

    RecrawlDesk::Done note(std::optional<base::Result<RecrawlSummary>>& into) {
        return [&into](base::Result<RecrawlSummary> summary) { into.emplace(std::move(summary)); };
    }
    // What a crawl does with a page: visit, commit, tell the desk.
    void visit(RecrawlDesk& desk, std::string_view url, model::VisitOutcome outcome, std::size_t changes) {
        auto page = small_.store().page(base::Url::parse(url).value()).value().value();
        page.outcome = outcome;
        page.due_at = later;
        storage::Commit commit;
        commit.pages.push_back(page);
        ASSERT_TRUE(small_.store().commit(std::move(commit)));
        desk.visited(page, changes);
    }

    SmallStore small_;
    std::optional<base::Result<RecrawlSummary>> told_;
};

TEST_F(RecrawlTest, MakesPagesDueAndAnswersAtOnceWhereNobodyWaits) {
    RecrawlDesk desk{small_.store()};
    desk.request({}, false, note(told_));
    ASSERT_TRUE(told_);
    ASSERT_TRUE(*told_);
    EXPECT_EQ((*told_)->asked, 2U);
    EXPECT_FALSE((*told_)->waited);
    EXPECT_EQ(small_.store().due_hosts(base::UtcTime{}).value().size(), 2U);
}

TEST_F(RecrawlTest, TellsWhoWaitsWhenEveryPageWasVisited) {
    RecrawlDesk desk{small_.store()};
    desk.request({}, true, note(told_));
    EXPECT_FALSE(told_);
    visit(desk, "http://a.example/1", model::VisitOutcome::gone, 0);
    EXPECT_FALSE(told_);
    visit(desk, "http://b.example/2", model::VisitOutcome::changed, 3);
    ASSERT_TRUE(told_ && *told_);
    EXPECT_EQ((*told_)->totals.text(),
              "visits=2 changed=1 unchanged=0 gone=1 challenged=0 disallowed=0 failed=0 changes=3");
}

TEST_F(RecrawlTest, WaitsForWhatThePagesLedTo) {
    RecrawlDesk desk{small_.store()};
    desk.request({"", 0, "http://a.example/1"}, true, note(told_));
    small_.page("http://a.example/found", model::PageRole::report, base::UtcTime{});
    visit(desk, "http://a.example/1", model::VisitOutcome::changed, 0);
    EXPECT_FALSE(told_);
    visit(desk, "http://a.example/found", model::VisitOutcome::changed, 1);
    ASSERT_TRUE(told_ && *told_);
    EXPECT_EQ((*told_)->asked, 1U);
    EXPECT_EQ((*told_)->totals.visits, 2U);
}

TEST_F(RecrawlTest, RefusesWhatSelectsNothing) {
    RecrawlDesk desk{small_.store()};
    desk.request({"", 0, "http://c.example/"}, true, note(told_));
    EXPECT_EQ(told_->error().context, "not a known page: http://c.example/");
    desk.request({"", 0, "c.example"}, true, note(told_));
    EXPECT_EQ(told_->error().code, ErrorCode::malformed);
    desk.request({"丙县", 0, ""}, true, note(told_));
    EXPECT_EQ(told_->error().context, "no known page shows such a report");
    EXPECT_EQ(told_->error().code, ErrorCode::not_found);
    EXPECT_TRUE(small_.store().due_hosts(base::UtcTime{}).value().empty());
}

TEST_F(RecrawlTest, FailsForWhoeverStillWaitsWhenTheDaemonStops) {
    RecrawlDesk desk{small_.store()};
    desk.request({}, true, note(told_));
    desk.close();
    ASSERT_TRUE(told_ && !*told_);
    EXPECT_EQ(told_->error().code, ErrorCode::busy);
    told_.reset();
    desk.request({}, false, note(told_));
    EXPECT_EQ(told_->error().context, "the daemon is shutting down");
}

TEST(RecrawlSummary, SurvivesARoundTrip) {
    const RecrawlSummary summary{.asked = 9, .waited = true, .totals = {8, 1, 2, 3, 4, 5, 6, 7}};
    EXPECT_EQ(summary.to_json(),
              R"({"asked":9,"waited":true,"visits":8,"changed":1,"unchanged":2,"gone":3,"challenged":4,)"
              R"("disallowed":5,"failed":6,"changes":7})");
    EXPECT_EQ(RecrawlSummary::parse(summary.to_json()).value().to_json(), summary.to_json());
    EXPECT_EQ(RecrawlSummary::parse("[]").error().code, ErrorCode::malformed);
    EXPECT_EQ(RecrawlSummary::parse("").error().code, ErrorCode::malformed);
}

TEST(ExitCode, IsWhatScriptsRelyOn) {
    EXPECT_EQ(exit_code_of(ErrorCode::usage), 2);
    EXPECT_EQ(exit_code_of(ErrorCode::not_found), 3);
    EXPECT_EQ(exit_code_of(ErrorCode::timeout), 4);
    EXPECT_EQ(exit_code_of(ErrorCode::unreachable), 4);
    EXPECT_EQ(exit_code_of(ErrorCode::busy), 75);
    for (const auto code :
         {ErrorCode::disallowed, ErrorCode::too_large, ErrorCode::malformed, ErrorCode::io}) {
        EXPECT_EQ(exit_code_of(code), 1);
    }
    EXPECT_EQ(exit_not_a_report, 5);
}

}  // namespace
}  // namespace ogi::daemon
