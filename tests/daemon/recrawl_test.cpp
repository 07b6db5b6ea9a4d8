#include "daemon/crawl/recrawl.h"
#include "daemon/crawl/due.h"
#include "daemon/exit_code.h"
#include "small_store.h"

#include <gtest/gtest.h>

#include <optional>

namespace ogi::daemon {
namespace {

using base::ErrorCode;
constexpr base::UtcTime later{std::chrono::hours{24} * 20'000};

// Hosts with a page that is due before everything else.
int urgent_hosts(const storage::Store& store) {
    int count = 0;
    EXPECT_TRUE(store.for_each_host([&](std::string_view, const model::HostRecord& host) {
        count += host.due_from && *host.due_from <= base::UtcTime{} ? 1 : 0;
        return true;
    }));
    return count;
}

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
    void visit(RecrawlDesk& desk, std::string_view url, model::VisitOutcome outcome, std::size_t changes,
               std::vector<std::string> led_to = {}, base::UtcTime due_at = later) {
        auto page = known(url);
        const bool asked_for = page.due_at <= due_on_demand_last;
        page.outcome = outcome;
        page.due_at = due_at;
        storage::Commit commit;
        commit.pages.push_back(page);
        ASSERT_TRUE(small_.store().commit(std::move(commit)));
        ASSERT_TRUE(desk.visited(
            {.page = page, .asked_for = asked_for, .changes = changes, .led_to = std::move(led_to)}));
    }
    model::Page known(std::string_view url) const {
        return small_.store().page(base::Url::parse(url).value()).value().value();
    }
    static std::shared_ptr<const SourceScope> scope() {
        return std::make_shared<SourceScope>(
            std::vector<model::Source>{{"a", {base::Url::parse("http://a.example/").value()}, "甲局"},
                                       {"b", {base::Url::parse("http://b.example/").value()}, ""}});
    }

    SmallStore small_;
    std::optional<base::Result<RecrawlSummary>> told_;
};

TEST_F(RecrawlTest, MakesPagesDueAndAnswersAtOnceWhereNobodyWaits) {
    RecrawlDesk desk{small_.store(), scope()};
    desk.request({}, false, note(told_));
    ASSERT_TRUE(told_);
    ASSERT_TRUE(*told_);
    EXPECT_EQ((*told_)->asked, 2U);
    EXPECT_FALSE((*told_)->waited);
    EXPECT_EQ(urgent_hosts(small_.store()), 2);
}

TEST_F(RecrawlTest, TellsWhoWaitsWhenEveryPageWasVisited) {
    RecrawlDesk desk{small_.store(), scope()};
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
    RecrawlDesk desk{small_.store(), scope()};
    desk.request({.url = "http://a.example/1"}, true, note(told_));
    small_.page("http://a.example/found", model::PageRole::report, base::UtcTime{});
    visit(desk, "http://a.example/1", model::VisitOutcome::changed, 0, {"http://a.example/found"});
    EXPECT_FALSE(told_);
    visit(desk, "http://a.example/found", model::VisitOutcome::changed, 1);
    ASSERT_TRUE(told_ && *told_);
    EXPECT_EQ((*told_)->asked, 1U);
    EXPECT_EQ((*told_)->totals.visits, 2U);
}

TEST_F(RecrawlTest, WaitsForTheSecondLookAtAPageThatWasGone) {
    RecrawlDesk desk{small_.store(), scope()};
    desk.request({.url = "http://a.example/1"}, true, note(told_));
    visit(desk, "http://a.example/1", model::VisitOutcome::gone, 0, {}, due_on_demand_last);
    EXPECT_FALSE(told_);
    visit(desk, "http://a.example/1", model::VisitOutcome::gone, 1);
    ASSERT_TRUE(told_ && *told_);
    EXPECT_EQ((*told_)->totals.gone, 2U);
}

TEST_F(RecrawlTest, IsNeitherServedNorHeldUpByTheVisitsOfOthers) {
    RecrawlDesk desk{small_.store(), scope()};
    std::optional<base::Result<RecrawlSummary>> other;
    desk.request({}, true, note(other));
    desk.request({.url = "http://a.example/1"}, true, note(told_));
    visit(desk, "http://a.example/1", model::VisitOutcome::unchanged, 0);
    ASSERT_TRUE(told_ && *told_);
    EXPECT_EQ((*told_)->totals.visits, 1U);
    EXPECT_FALSE(other);
    told_.reset();
    desk.request({.url = "http://a.example/1"}, true, note(told_));
    visit(desk, "http://b.example/2", model::VisitOutcome::unchanged, 0);
    EXPECT_FALSE(told_);
    ASSERT_TRUE(other && *other);
    EXPECT_EQ((*other)->totals.visits, 2U);
}

TEST_F(RecrawlTest, IsNotServedByAVisitThatBeganBeforeIt) {
    RecrawlDesk desk{small_.store(), scope()};
    auto under_way = known("http://a.example/1");
    desk.request({.url = "http://a.example/1"}, true, note(told_));
    under_way.outcome = model::VisitOutcome::unchanged;
    storage::Commit commit;
    commit.pages.push_back(under_way);
    ASSERT_TRUE(small_.store().commit(std::move(commit)));
    ASSERT_TRUE(desk.visited({.page = under_way}));
    EXPECT_FALSE(told_);
    EXPECT_EQ(known("http://a.example/1").due_at, due_on_demand);
    visit(desk, "http://a.example/1", model::VisitOutcome::changed, 1);
    EXPECT_TRUE(told_ && *told_);
}

TEST_F(RecrawlTest, DoesNotWaitForAPageThatNoSourceWantsAnyMore) {
    RecrawlDesk desk{small_.store(), scope()};
    desk.request({.url = "http://a.example/1"}, true, note(told_));
    auto page = known("http://a.example/1");
    page.due_at = storage::due_never;
    ASSERT_TRUE(desk.visited({.page = page, .visited = false}));
    ASSERT_TRUE(told_ && *told_);
    EXPECT_EQ((*told_)->totals.visits, 0U);
}

TEST_F(RecrawlTest, TellsHowFarItIs) {
    RecrawlDesk desk{small_.store(), scope()};
    const auto watch = std::make_shared<RecrawlWatch>();
    desk.request({}, true, note(told_), watch);
    EXPECT_EQ(watch->read().asked, 2U);
    EXPECT_EQ(watch->read().open, 2U);
    EXPECT_EQ(watch->read().next, "http://a.example/1");
    visit(desk, "http://a.example/1", model::VisitOutcome::changed, 0, {"http://a.example/found"});
    EXPECT_EQ(watch->read().open, 2U);
    EXPECT_EQ(watch->read().totals.changed, 1U);
}

TEST_F(RecrawlTest, TakesAUrlThatIsNotKnownIfItLiesOnTheSiteOfASource) {
    RecrawlDesk desk{small_.store(), scope()};
    desk.request({.url = "http://www.a.example/zfxxgknb/t2023.html"}, false, note(told_));
    ASSERT_TRUE(*told_) << told_->error().context;
    const auto page = known("http://www.a.example/zfxxgknb/t2023.html");
    EXPECT_EQ(page.source, "a");
    EXPECT_EQ(page.agency, "甲局");
    EXPECT_EQ(page.role, model::PageRole::report);
    EXPECT_EQ(page.due_at, due_on_demand);
    desk.request({.url = "http://a.example/zfxxgknb/"}, false, note(told_));
    EXPECT_EQ(known("http://a.example/zfxxgknb/").role, model::PageRole::list);
}

TEST_F(RecrawlTest, SelectsThePagesOfASource) {
    RecrawlDesk desk{small_.store(), scope()};
    auto page = known("http://b.example/2");
    page.source = "b";
    storage::Commit commit;
    commit.pages.push_back(page);
    ASSERT_TRUE(small_.store().commit(std::move(commit)));
    desk.request({.source = "b"}, false, note(told_));
    ASSERT_TRUE(*told_);
    EXPECT_EQ((*told_)->asked, 1U);
    EXPECT_EQ(known("http://b.example/2").due_at, due_on_demand);
    EXPECT_EQ(known("http://a.example/1").due_at, later);
}

TEST_F(RecrawlTest, RefusesWhatSelectsNothing) {
    RecrawlDesk desk{small_.store(), scope()};
    desk.request({.url = "http://c.example/"}, true, note(told_));
    EXPECT_EQ(
        told_->error().context,
        "not a known page, and on the site of no configured source: http://c.example/; add a [[source]] "
        "for it");
    EXPECT_EQ(told_->error().code, ErrorCode::not_found);
    desk.request({.url = "c.example"}, true, note(told_));
    EXPECT_EQ(told_->error().code, ErrorCode::usage);
    EXPECT_TRUE(told_->error().context.starts_with("\"")) << told_->error().context;
    desk.request({.agency = "丙县"}, true, note(told_));
    EXPECT_EQ(told_->error().context, "no known page shows such a report");
    EXPECT_EQ(told_->error().code, ErrorCode::not_found);
    desk.request({.source = "c"}, true, note(told_));
    EXPECT_EQ(told_->error().context, "no source is named \"c\"");
    EXPECT_EQ(told_->error().code, ErrorCode::not_found);
    EXPECT_EQ(urgent_hosts(small_.store()), 0);
}

TEST_F(RecrawlTest, FailsForWhoeverStillWaitsWhenTheDaemonStops) {
    RecrawlDesk desk{small_.store(), scope()};
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
