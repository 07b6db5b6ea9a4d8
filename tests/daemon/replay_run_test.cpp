#include "daemon/replay/replay_run.h"

#include "base/digest.h"
#include "daemon/visit/decide.h"
#include "daemon/visit/record_visit.h"
#include "daemon/visit/standing.h"
#include "parser/compare.h"

#include "report_site.h"
#include "small_store.h"

#include <gtest/gtest.h>

#include <functional>

namespace ogi::daemon {
namespace {

using model::ChangeType;
using namespace std::chrono_literals;

constexpr base::UtcTime long_ago{std::chrono::hours{24} * 20'000};
const std::string agency = "示例县财政局";

// A store that an older parser filled, which misread some of it.
class ReplayRuns : public testing::Test {
  protected:
    using Misread = std::function<void(Ingested&)>;

    static Misread wrong_figure() {
        return [](Ingested& ingested) {
            auto& shown = ingested.reports.front();
            shown.report.cells.begin()->second.value = model::Decimal::whole(987'654);
            shown.report.cells.begin()->second.kind = model::CellKind::number;
            shown.content_digest = parser::content_digest(shown.report);
        };
    }
    static Misread wrong_year() {
        return [](Ingested& ingested) {
            auto& shown = ingested.reports.front();
            shown.report.year -= 10;
            shown.content_digest = parser::content_digest(shown.report);
        };
    }
    static Misread no_report() {
        return [](Ingested& ingested) {
            ingested.reports.clear();
            ingested.no_report = "not an annual report";
        };
    }

    void visit(int year, const Misread& misread = {}) {
        visit(url_of_year(year), report_page(year, 3), misread);
    }

    void visit(const std::string& url, const std::string& body, const Misread& misread) {
        Visited visited;
        visited.page.url = base::Url::parse(url).value();
        if (auto known = store().page(visited.page.url).value()) visited.page = *known;
        model::Snapshot snapshot;
        snapshot.url = snapshot.final_url = visited.page.url;
        snapshot.fetched_at = long_ago + std::chrono::seconds{visits_};
        snapshot.content_type = "text/html; charset=utf-8";
        snapshot.body = body;
        snapshot.digest = base::sha256_hex(body);
        ASSERT_TRUE(store().put_snapshot(snapshot));
        visited.ingested = ingest(snapshot, visited.page, {}).value();
        if (misread) misread(*visited.ingested);
        visited.fetched.outcome = model::VisitOutcome::changed;
        visited.fetched.snapshot = std::move(snapshot);
        for (const auto& key : concern_of(visited)) {
            if (auto standing = find_standing(store(), key).value())
                visited.standings.emplace(key, *standing);
        }
        DecideSettings settings;
        settings.parser_version = "older";
        ASSERT_TRUE(store().commit(
            decide(std::move(visited), long_ago + std::chrono::seconds{visits_++}, settings).commit));
    }

    base::Result<ReplaySummary> run(ReplayRunSettings settings = {}) {
        told_.clear();
        ReplayRun run{store(),
                      std::move(settings),
                      {.on_writer = [](const std::function<void()>& work) { work(); },
                       .would_tell = [&](const model::Change& change) { told_.push_back(change); }}};
        return run.run();
    }
    ReplayTotals totals() { return run().value().totals; }

    storage::Store& store() const { return small_.store(); }
    model::ReportState state(int year) const { return store().state({agency, year}).value().value(); }
    model::Revision current(int year) const {
        return store().revision({agency, year}, state(year).revision).value().value();
    }
    std::vector<std::string> feed() const {
        std::vector<std::string> lines;
        EXPECT_TRUE(store().for_each_change(0, [&](std::uint64_t, std::string_view line) {
            lines.emplace_back(line);
            return true;
        }));
        return lines;
    }

    SmallStore small_;
    std::vector<model::Change> told_;  // By a dry run.
    int visits_ = 0;
};

TEST_F(ReplayRuns, AMisreadFigureIsReinterpretedOnceAndForAll) {
    for (int year = first_year; year < last_year; ++year) visit(year);
    visit(last_year, wrong_figure());
    const auto before = feed().size();
    const auto first = totals();
    EXPECT_EQ(first.reinterpreted, 1U);
    EXPECT_EQ(first.changes(), 1U);
    EXPECT_EQ(first.pages, static_cast<std::uint64_t>(last_year - first_year + 1));
    EXPECT_EQ(first.unread, 0U);
    EXPECT_EQ(feed().size(), before + 1);
    EXPECT_EQ(current(last_year).parser_version, parser::parser_version);
    EXPECT_EQ(state(first_year).read_by, parser::parser_version);
    const auto feed_then = feed();
    EXPECT_EQ(totals().changes(), 0U);
    EXPECT_EQ(feed(), feed_then);
}

TEST_F(ReplayRuns, AReportOfAWrongYearMovesAndOneThatWasMissedIsAdded) {
    visit(last_year, wrong_year());
    visit(last_year - 1, no_report());
    const auto done = totals();
    EXPECT_EQ(done.added, 2U);
    EXPECT_EQ(done.withdrawn, 1U);
    EXPECT_EQ(done.changes(), 3U);
    EXPECT_TRUE(state(last_year - 10).withdrawn_at);
    EXPECT_FALSE(state(last_year).withdrawn_at);
    EXPECT_FALSE(state(last_year - 1).withdrawn_at);
    // What is withdrawn is looked at, too, and nothing comes of it.
    EXPECT_EQ(totals().changes(), 0U);
}

TEST_F(ReplayRuns, ACopyThatWasReadRightIsFollowedWhereItsSourceMoves) {
    visit(last_year, wrong_year());
    // Before the source in order of URL, so that it has been read when the source turns out to be another's.
    visit("http://0.example/" + std::to_string(last_year), report_page(last_year - 10, 3), {});
    const auto done = totals();
    EXPECT_EQ(done.withdrawn, 0U);
    EXPECT_EQ(state(last_year - 10).source_url, "http://0.example/" + std::to_string(last_year));
    EXPECT_FALSE(state(last_year - 10).withdrawn_at);
    EXPECT_EQ(totals().changes(), 0U);
}

TEST_F(ReplayRuns, ADryRunTellsWhatARunWouldAndWritesNothing) {
    visit(last_year, wrong_figure());
    const auto before = feed();
    const auto dry = run({.dry_run = true}).value();
    EXPECT_EQ(dry.totals.reinterpreted, 1U);
    ASSERT_EQ(told_.size(), 1U);
    EXPECT_EQ(told_[0].type, ChangeType::reinterpreted);
    EXPECT_EQ(told_[0].cause, model::Cause::reparse);
    ASSERT_EQ(told_[0].cells.size(), 1U);
    EXPECT_EQ(told_[0].cells[0].old_cell.value, model::Decimal::whole(987'654));
    EXPECT_EQ(feed(), before);
    EXPECT_FALSE(store().setting(ReplayRun::setting).value());
    EXPECT_EQ(totals().reinterpreted, 1U);
}

TEST_F(ReplayRuns, ALostBodyIsToldAndDoesNotStopTheRest) {
    visit(first_year);
    visit(last_year, wrong_figure());
    auto page = store().page(base::Url::parse(url_of_year(first_year)).value()).value().value();
    page.snapshot = base::sha256_hex("a body that nobody stored");
    storage::Commit commit;
    commit.pages.push_back(page);
    ASSERT_TRUE(store().commit(std::move(commit)));
    const auto done = run().value();
    EXPECT_EQ(done.totals.unread, 1U);
    EXPECT_EQ(done.totals.reinterpreted, 1U);
    ASSERT_EQ(done.notes.size(), 1U);
    EXPECT_EQ(done.notes[0].text(), url_of_year(first_year) + ": its body is not in the store");
}

TEST_F(ReplayRuns, AReportThatIsNoneAnyMoreIsKeptAndToldOf) {
    visit("http://a.example/news.html", page_of("示例县召开会议", "<p>会议部署了下一年的工作。</p>"),
          [](Ingested& ingested) {
              model::Report report;
              report.is_report = true;
              report.agency.name = agency;
              report.year = 2015;
              ingested.reports.push_back({report, parser::content_digest(report)});
              ingested.no_report.clear();
          });
    const auto done = run().value();
    EXPECT_EQ(done.totals.kept, 1U);
    EXPECT_EQ(done.totals.changes(), 0U);
    EXPECT_FALSE(state(2015).withdrawn_at);
    ASSERT_EQ(done.notes.size(), 1U);
    EXPECT_EQ(done.notes[0].year, 2015);
}

TEST_F(ReplayRuns, OnlyWhatIsSelectedIsReadAgain) {
    visit(first_year, wrong_figure());
    visit(last_year, wrong_figure());
    EXPECT_EQ(run({.selector = {.year = last_year}}).value().totals.pages, 1U);
    EXPECT_EQ(state(first_year).revision, 1);
    EXPECT_EQ(state(last_year).revision, 2);
    EXPECT_EQ(run({.selector = {.agency = "另一个县"}}).error().code, base::ErrorCode::not_found);
}

TEST_F(ReplayRuns, OneThatWasBrokenOffGoesOnWhereItWas) {
    for (int year = first_year; year <= last_year; ++year) visit(year, wrong_figure());
    ReplayCursor cursor{.parser_version = std::string{parser::parser_version}};
    cursor.after_url = url_of_year(last_year - 1);
    cursor.totals.pages = 5;
    ASSERT_TRUE(store().set_setting(ReplayRun::setting, cursor.to_json()));
    const auto done = run().value();
    EXPECT_TRUE(done.resumed);
    EXPECT_EQ(done.totals.pages, 6U);
    EXPECT_EQ(done.totals.reinterpreted, 1U);
    // The next one begins at the beginning.
    const auto next = run().value();
    EXPECT_FALSE(next.resumed);
    EXPECT_EQ(next.totals.reinterpreted, static_cast<std::uint64_t>(last_year - first_year));
}

TEST_F(ReplayRuns, ACursorForAnotherParserIsNone) {
    visit(last_year, wrong_figure());
    ReplayCursor cursor{.parser_version = "older"};
    cursor.after_url = "http://z.example/";
    ASSERT_TRUE(store().set_setting(ReplayRun::setting, cursor.to_json()));
    const auto done = run().value();
    EXPECT_FALSE(done.resumed);
    EXPECT_EQ(done.totals.reinterpreted, 1U);
}

TEST_F(ReplayRuns, WhatAVisitWroteMeanwhileIsLookedAtAgain) {
    visit(last_year, wrong_figure());
    const auto page = store().page(base::Url::parse(url_of_year(last_year)).value()).value().value();
    const ReplaySettings settings{.now = long_ago + 1h};
    auto look = look_at_page(store(), page, settings).value();
    ASSERT_EQ(look.replay.commit.changes.size(), 1U);
    // The report is read and told of before the look is settled.
    ASSERT_EQ(totals().reinterpreted, 1U);
    const auto settled = settle(small_.store(), std::move(look), settings).value();
    EXPECT_TRUE(settled.replay.commit.changes.empty());
    EXPECT_EQ(state(last_year).revision, 2);
}

TEST_F(ReplayRuns, AVisitWithANewerParserSettlesAWrongYearBeforeItSaysAnythingOfTheAgency) {
    visit(last_year, wrong_year());
    Visit visit;
    auto& visited = visit.visited;
    visited.page = store().page(base::Url::parse(url_of_year(last_year)).value()).value().value();
    model::Snapshot snapshot;
    snapshot.url = snapshot.final_url = visited.page.url;
    snapshot.body = report_page(last_year, 4);
    snapshot.digest = base::sha256_hex(snapshot.body);
    visited.ingested = ingest(snapshot, visited.page, {}).value();
    visited.fetched.outcome = model::VisitOutcome::changed;
    visited.fetched.snapshot = std::move(snapshot);
    const auto recorded = record_visit(small_.store(), std::move(visit), long_ago + 1h, {}).value();
    EXPECT_TRUE(recorded.stale);  // It is visited again, for the report that it is known for now.
    ASSERT_TRUE(store().sync());
    const auto lines = feed();
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_NE(lines[1].find("reattributed"), std::string::npos);
    EXPECT_NE(lines[1].find("reparse"), std::string::npos);
    EXPECT_NE(lines[2].find("report.added"), std::string::npos);
    EXPECT_EQ(store().page(recorded.page.url).value()->reports,
              (std::vector<model::ReportKey>{{agency, last_year}}));
}

TEST(ReplayCursor, ComesBackFromItsJson) {
    ReplayCursor cursor{.parser_version = "9", .selector = {"示例县", 2020}};
    cursor.phase = ReplayCursor::Phase::reports;
    cursor.after_url = "http://a.example/";
    cursor.after_report = {"示例县财政局", 2019};
    cursor.totals.kept = 3;
    const auto back = ReplayCursor::parse(cursor.to_json()).value();
    EXPECT_EQ(back.to_json(), cursor.to_json());
    EXPECT_EQ(back.totals, cursor.totals);
    EXPECT_EQ(ReplayCursor::parse("{}").error().code, base::ErrorCode::malformed);
}

TEST(ReplaySummary, ComesBackFromItsJson) {
    ReplaySummary summary{.totals = {.pages = 4, .reinterpreted = 2}, .resumed = true};
    summary.notes.push_back({"http://a.example/", "示例县财政局", 2020, "words"});
    const auto back = ReplaySummary::parse(summary.to_json()).value();
    EXPECT_EQ(back.to_json(), summary.to_json());
    EXPECT_EQ(back.notes.at(0).text(), "http://a.example/ (示例县财政局/2020): words");
    EXPECT_FALSE(ReplaySummary::parse("{}"));
}

}  // namespace
}  // namespace ogi::daemon
