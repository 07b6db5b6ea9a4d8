#include "daemon/crawl/seed.h"

#include "daemon/crawl/due.h"
#include "paper_crawl.h"
#include "small_store.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::daemon {
namespace {

using Names = std::vector<std::string>;
constexpr base::UtcTime now{std::chrono::hours{24} * 20'000};

base::Url url(std::string_view text) {
    return base::Url::parse(text).value();
}

const model::Source source_a{"a", {url("http://a.example/")}, ""};
const model::Source source_b{"b", {url("http://b.example/")}, ""};

TEST(SeedSources, TellsWhatIsNewAndWhatWasRemoved) {
    SmallStore small;
    const auto first = seed_sources(small.store(), SourceScope{{source_b, source_a}}, now).value();
    EXPECT_EQ(first.new_entries, 2U);
    EXPECT_EQ(first.added, (Names{"a", "b"}));
    const auto second = seed_sources(small.store(), SourceScope{{source_b}}, now).value();
    EXPECT_EQ(second.new_entries, 0U);
    EXPECT_EQ(second.added, Names{});
    EXPECT_EQ(second.removed, Names{"a"});
    const auto third = seed_sources(small.store(), SourceScope{{source_b}}, now).value();
    EXPECT_TRUE(third.added.empty() && third.removed.empty());
}

TEST(SeedSources, ASourceThatComesBackFindsItsPagesAgain) {
    SmallStore small;
    const SourceScope both{{source_a, source_b}}, one{{source_b}};
    ASSERT_TRUE(seed_sources(small.store(), both, now));
    auto report = small.store().page(url("http://a.example/")).value().value();
    report.role = model::PageRole::report;
    report.url = url("http://a.example/report.html");
    report.due_at = storage::due_never;
    storage::Commit away;
    away.pages = {report};
    ASSERT_TRUE(small.store().commit(std::move(away)));
    ASSERT_TRUE(note_put_aside(small.store()));
    ASSERT_TRUE(seed_sources(small.store(), one, now));
    EXPECT_EQ(small.store().page(report.url).value()->due_at, storage::due_never);

    const auto again = seed_sources(small.store(), both, now).value();
    EXPECT_EQ(again.added, Names{"a"});
    EXPECT_EQ(again.taken_up_again, 1U);
    EXPECT_EQ(small.store().page(report.url).value()->due_at, now);
}

TEST(SeedSources, AnEntryThatOurOwnPolicyRefusedIsLookedAtAgain) {
    for (const auto reason : {model::FailureReason::address_refused, model::FailureReason::robots_forbid}) {
        SmallStore small;
        ASSERT_TRUE(seed_sources(small.store(), SourceScope{{source_a}}, now));
        auto page = small.store().page(url("http://a.example/")).value().value();
        page.outcome = model::VisitOutcome::disallowed, page.reason = reason;
        page.visited_at = now, page.due_at = now + std::chrono::hours{24};
        storage::Commit visited;
        visited.pages = {page};
        ASSERT_TRUE(small.store().commit(std::move(visited)));
        const auto later = now + std::chrono::minutes{1};
        ASSERT_TRUE(seed_sources(small.store(), SourceScope{{source_a}}, later));
        const bool again = reason == model::FailureReason::address_refused;
        EXPECT_EQ(small.store().page(page.url).value()->due_at, again ? later : page.due_at);
    }
}

TEST(SeedSources, ASourceWithANewNameKeepsItsEntry) {
    SmallStore small;
    ASSERT_TRUE(seed_sources(small.store(), SourceScope{{source_a}}, now));
    ASSERT_TRUE(seed_sources(small.store(), SourceScope{{{"z", source_a.entry, ""}}}, now));
    EXPECT_EQ(small.store().page(url("http://a.example/")).value()->source, "z");
}

TEST(SeedSources, PagesOfARemovedSourceAreNotVisitedAndTheirReportsStay) {
    PaperCrawl paper{"http://a.example/zfxxgknb/index.html"};
    paper.site.answer("http://a.example/zfxxgknb/index.html", 200, "<html><title>年报</title></html>");
    paper.small.report("甲局", 2023, 1, "http://a.example/zfxxgknb/t2023.html");
    paper.small.page("http://a.example/zfxxgknb/t2023.html", model::PageRole::report, now);
    paper.sources = {source_b};
    ASSERT_TRUE(paper.crawl());
    EXPECT_EQ(paper.totals.visits, 0U);
    EXPECT_TRUE(paper.site.asked.empty());
    EXPECT_EQ(paper.page("http://a.example/zfxxgknb/t2023.html").due_at, storage::due_never);
    EXPECT_EQ(paper.changes(), Names{"added 甲局/2023"});
}

}  // namespace
}  // namespace ogi::daemon
