#include "daemon/visit/decide.h"
#include "daemon/visit/follow_links.h"

#include "daemon/crawl/due.h"

#include "situation.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::daemon {
namespace {

using model::PageRole;
using model::VisitOutcome;
using namespace std::chrono_literals;

constexpr std::string_view list = "http://portal.example/list.html";
constexpr base::UtcTime on_demand{};

Ingested leading_to(std::string_view url, PageRole role) {
    auto ingested = showing_no_report("a list");
    ingested.links.push_back({url_of(url), role, "2020年年报"});
    return ingested;
}

TEST(DecideSchedule, LinksBecomePagesThatAreDueNow) {
    Situation situation;
    situation.page(list).role = PageRole::entry;
    const auto decided = situation.visit(
        list, changed_body(list), leading_to("http://portal.example/2020.html", PageRole::report), noon);
    ASSERT_EQ(decided.commit.discovered.size(), 1U);
    const auto& found = decided.commit.discovered[0];
    EXPECT_EQ(found.url, url_of("http://portal.example/2020.html"));
    EXPECT_EQ(found.role, PageRole::report);
    EXPECT_EQ(found.source, "示例县");
    EXPECT_EQ(found.agency, "hint");
    EXPECT_EQ(found.depth, 1);
    EXPECT_EQ(found.found_on, list);
    EXPECT_EQ(found.link_text, "2020年年报");
    EXPECT_EQ(found.due_at, noon - 1ms);  // Before lists that are due at the same time.
}

TEST(DecideSchedule, AnotherAddressOfAKnownPageWaitsUntilThatIsGone) {
    constexpr std::string_view report = "http://portal.example/2020.html";
    Situation situation;
    situation.page(list).role = PageRole::list;
    situation.copies_of_known = {url_of("http://portal.example/2020_wap.html")};
    const auto decided = situation.visit(
        list, changed_body(list), leading_to("http://portal.example/2020_wap.html", PageRole::report), noon);
    EXPECT_EQ(decided.commit.discovered.at(0).due_at, noon + copy_patience);
    EXPECT_FALSE(decided.commit.discovered.at(0).outcome_note.empty());

    situation.copies_of_known.clear();
    situation.shows(report, report_of(2020), noon);
    const auto gone = situation.ends(report, VisitOutcome::gone, noon + 1h);
    EXPECT_NE(std::ranges::find(gone.read_again, url_of("http://portal.example/2020_wap.html")),
              gone.read_again.end());
    // Asked for once, not at every look.
    EXPECT_TRUE(situation.ends(report, VisitOutcome::gone, noon + 2h).read_again.empty());
}

TEST(DecideSchedule, WhatAPersonAskedForIsInheritedByWhatItLeadsTo) {
    Situation situation;
    situation.page(list).role = PageRole::list;
    situation.page(list).due_at = on_demand;
    const auto decided = situation.visit(
        list, changed_body(list), leading_to("http://portal.example/list_2.html", PageRole::list), noon);
    EXPECT_EQ(decided.commit.discovered.at(0).due_at, on_demand);
    // The page itself has been visited.
    EXPECT_GT(situation.page(list).due_at, noon + situation.settings.revisit.list_period);
}

TEST(DecideSchedule, ASecondLookWithoutAPauseIsTheLastThatWasAskedFor) {
    Situation situation;
    situation.settings.revisit.withdrawal_confirm = 0s;
    situation.shows(list, report_of(2020), noon);
    situation.page(list).due_at = on_demand;
    situation.ends(list, VisitOutcome::gone, noon + 1h);
    // After everything else that was asked for, so that a report that only moved has been found by then.
    EXPECT_EQ(situation.page(list).due_at, due_on_demand_last);

    Situation patient;
    patient.shows(list, report_of(2020), noon);
    patient.page(list).due_at = on_demand;
    patient.ends(list, VisitOutcome::gone, noon + 1h);
    EXPECT_EQ(patient.page(list).due_at, noon + 25h);
}

TEST(DecideSchedule, LinksAreFollowedDownToDepthMax) {
    Situation situation;
    situation.settings.depth_max = 3;
    for (const int depth : {2, 3}) {
        situation.page(list).depth = depth;
        const auto decided = situation.visit(
            list, changed_body(list), leading_to("http://portal.example/x.html", PageRole::list), noon);
        EXPECT_EQ(decided.commit.discovered.size(), depth < 3 ? 1U : 0U);
        const auto& note = situation.page(list).outcome_note;
        EXPECT_EQ(note.ends_with("1 links not followed, limit depth_max"), depth == 3) << note;
    }
}

TEST(DecideSchedule, TheServersOwnWishForAPauseIsKept) {
    Situation situation;
    auto fetched = no_body(VisitOutcome::failed, "HTTP 503");
    fetched.not_before = noon + 5h;
    situation.visit(list, std::move(fetched), std::nullopt, noon);
    EXPECT_EQ(situation.page(list).due_at, noon + 5h);
    EXPECT_EQ(situation.page(list).outcome_note, "HTTP 503");
    EXPECT_EQ(situation.page(list).visited_at, noon);
}

TEST(DecideSchedule, TheSecondLookAtAReplacedReportKeepsThatWishToo) {
    Situation situation;
    situation.shows(list, report_of(2020), noon);
    auto fetched = changed_body(list, "2021");
    fetched.not_before = noon + 50h;
    situation.visit(list, std::move(fetched), showing(report_of(2021)), noon + 1h);
    EXPECT_GE(situation.page(list).due_at, noon + 50h);
}

TEST(DecideSchedule, ABodyThatStayedTheSameMayHaveNewValidators) {
    Situation situation;
    situation.shows(list, report_of(2020), noon);
    const auto before = situation.page(list).snapshot;
    auto same = no_body(VisitOutcome::unchanged);
    same.etag = "\"2\"";
    situation.visit(list, same, std::nullopt, noon + 1h);
    EXPECT_EQ(situation.page(list).etag, "\"2\"");
    EXPECT_EQ(situation.page(list).last_modified, "Sun, 31 Jan 2021 00:00:00 GMT");
    EXPECT_EQ(situation.page(list).snapshot, before);
    // A 304 without validators leaves them.
    situation.ends(list, VisitOutcome::unchanged, noon + 2h);
    EXPECT_EQ(situation.page(list).etag, "\"2\"");
}

TEST(DecideSchedule, ABodysValidatorsReplaceTheOnesBefore) {
    Situation situation;
    situation.page(list).etag = "\"old\"";
    auto fetched = changed_body(list);
    fetched.snapshot->etag.clear();
    situation.visit(list, std::move(fetched), showing_no_report("a list"), noon);
    EXPECT_EQ(situation.page(list).etag, "");
    EXPECT_EQ(situation.page(list).last_modified, "Sun, 31 Jan 2021 00:00:00 GMT");
}

}  // namespace
}  // namespace ogi::daemon
