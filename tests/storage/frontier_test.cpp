#include "examples.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::storage {
namespace {

using Texts = std::vector<std::string>;

Texts urls_of(const std::vector<model::Page>& pages) {
    Texts texts;
    for (const auto& one : pages) texts.push_back(one.url.text());
    return texts;
}

Texts all_urls(const Store& store) {
    Texts texts;
    EXPECT_TRUE(store.for_each_page([&](const model::Page& one) {
        texts.push_back(one.url.text());
        return true;
    }));
    return texts;
}

Committed put(Store& store, std::vector<model::Page> pages, std::vector<model::Page> discovered = {}) {
    Commit commit;
    commit.pages = std::move(pages);
    commit.discovered = std::move(discovered);
    return store.commit(std::move(commit)).value();
}

class Frontier : public testing::Test {
  protected:
    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = open_store(folder_.store());
};

TEST_F(Frontier, AnEmptyStoreKnowsNothing) {
    EXPECT_EQ(store_->page(url("http://a.example/")).value(), std::nullopt);
    EXPECT_EQ(due_hosts(*store_, at(9'999'999'999)).value(), Texts{});
    EXPECT_TRUE(due_pages(*store_, "a.example:80", at(9'999'999'999), 10).value().empty());
    EXPECT_EQ(store_->next_due().value(), std::nullopt);
    EXPECT_EQ(all_urls(*store_), Texts{});
}

TEST_F(Frontier, PagesInDoubtAreListedUntilTheyAreNot) {
    const auto suspects = [&](std::string_view after) {
        Texts texts;
        EXPECT_TRUE(store_->for_each_suspect(
            [&](const model::Page& one) {
                texts.push_back(one.url.text());
                return true;
            },
            after));
        return texts;
    };
    auto one = page("http://a.example/1", at(100)), two = page("http://b.example/2", at(100));
    const auto sure = page("http://a.example/2", at(100));
    one.suspect = two.suspect = model::SuspectCapture{.doubts = {model::Doubt::cut_off}};
    put(*store_, {one, two, sure});
    EXPECT_EQ(store_->suspects().value(), 2U);
    EXPECT_EQ(suspects({}), (Texts{"http://a.example/1", "http://b.example/2"}));
    EXPECT_EQ(suspects("http://a.example/1"), Texts{"http://b.example/2"});
    EXPECT_EQ(store_->page(one.url).value()->suspect, one.suspect);
    two.suspect.reset();
    put(*store_, {two});
    EXPECT_EQ(store_->suspects().value(), 1U);
    ASSERT_EQ(store_->mark_due({one.url}, at(5)).value(), 1U);  // Says nothing of what it shows.
    EXPECT_EQ(suspects({}), Texts{"http://a.example/1"});
}

TEST_F(Frontier, APageComesBackWithEverythingItHad) {
    auto whole = page("http://a.example/%E5%85%AC?x=1", at(1'700'000'000));
    whole.agency = "某县教育局";
    whole.role = model::PageRole::list;
    whole.depth = 3;
    whole.found_on = "http://a.example/";
    whole.link_text = "2020年\"报告\"\n";
    whole.visited_at = at(1'600'000'000) + std::chrono::milliseconds{7};
    whole.outcome = model::VisitOutcome::challenged;
    whole.outcome_note = "412";
    whole.failures = 1;
    whole.unchanged = 2;
    whole.etag = "W/\"x\"";
    whole.last_modified = "yesterday";
    whole.snapshot = std::string(64, 'a');
    whole.reports = {{"某县教育局", 2020}};
    put(*store_, {whole});
    EXPECT_EQ(store_->page(whole.url).value(), whole);
}

TEST_F(Frontier, DueHostsAreNamedOnceAndInOrder) {
    put(*store_, {page("http://b.example/1", at(5)), page("http://b.example/2", at(6)),
                  page("http://a.example:8080/", at(10)), page("http://a.example/", at(10)),
                  page("https://a.example/", at(11)), page("http://c.example/", at(12))});
    EXPECT_EQ(due_hosts(*store_, at(4)).value(), Texts{});
    EXPECT_EQ(due_hosts(*store_, at(5)).value(), (Texts{"b.example:80"}));
    EXPECT_EQ(due_hosts(*store_, at(10)).value(), (Texts{"a.example:80", "a.example:8080", "b.example:80"}));
    EXPECT_EQ(due_hosts(*store_, at(11)).value(),
              (Texts{"a.example:443", "a.example:80", "a.example:8080", "b.example:80"}));
}

TEST_F(Frontier, DuePagesAreOneHostsAndEarliestFirst) {
    put(*store_, {page("http://a.example/z", at(1)), page("http://a.example/y", at(2)),
                  page("http://a.example/x", at(3)), page("http://a.example/w", at(4)),
                  page("http://a.example:800/", at(0)), page("http://b.example/", at(0))});
    EXPECT_EQ(urls_of(due_pages(*store_, "a.example:80", at(3), 10).value()),
              (Texts{"http://a.example/z", "http://a.example/y", "http://a.example/x"}));
    EXPECT_EQ(urls_of(due_pages(*store_, "a.example:80", at(3), 2).value()),
              (Texts{"http://a.example/z", "http://a.example/y"}));
    EXPECT_TRUE(due_pages(*store_, "a.example:80", at(3), 0).value().empty());
    EXPECT_TRUE(due_pages(*store_, "nobody.example:80", at(3), 10).value().empty());
}

TEST_F(Frontier, DuePagesReadsOnPastWhatItReadsInOneGo) {
    std::vector<model::Page> pages;
    for (int i = 0; i < 300; ++i) pages.push_back(page("http://a.example/" + std::to_string(i), at(i)));
    put(*store_, pages);
    EXPECT_EQ(due_pages(*store_, "a.example:80", at(299), 1000).value(), pages);
    EXPECT_EQ(due_pages(*store_, "a.example:80", at(149), 100).value().size(), 100u);
    EXPECT_EQ(due_pages(*store_, "a.example:80", at(149), 1000).value().size(), 150u);
}

TEST_F(Frontier, ThePlaceInTheScheduleMovesWithThePage) {
    put(*store_, {page("http://a.example/", at(10))});
    put(*store_, {page("http://a.example/", at(500))});
    EXPECT_EQ(due_hosts(*store_, at(499)).value(), Texts{});
    EXPECT_EQ(store_->next_due().value(), at(500));
    EXPECT_EQ(urls_of(due_pages(*store_, "a.example:80", at(500), 10).value()), (Texts{"http://a.example/"}));
}

TEST_F(Frontier, NextDueIsTheEarliestOfAllHosts) {
    put(*store_, {page("http://a.example/", at(30)), page("http://b.example/1", at(20)),
                  page("http://b.example/2", at(10)), page("http://c.example/", at(40))});
    EXPECT_EQ(store_->next_due().value(), at(10));
}

TEST_F(Frontier, DiscoveredPagesAreAddedOnlyWhereUnknown) {
    auto known = page("http://a.example/known", at(10));
    known.link_text = "as first seen";
    put(*store_, {known});
    auto again = page("http://a.example/known", at(0));
    const auto fresh = page("http://a.example/new", at(1));
    auto twin = fresh;
    twin.link_text = "second link to the same page";
    const auto visited = page("http://a.example/visited", at(7));
    const auto done = put(*store_, {visited}, {again, fresh, twin, page("http://a.example/visited", at(0))});
    EXPECT_EQ(done.added, std::vector<model::Page>{fresh});
    EXPECT_EQ(store_->page(known.url).value(), known);
    EXPECT_EQ(store_->page(visited.url).value(), visited);
    EXPECT_EQ(urls_of(due_pages(*store_, "a.example:80", at(100), 10).value()),
              (Texts{"http://a.example/new", "http://a.example/visited", "http://a.example/known"}));
}

TEST_F(Frontier, ThousandsOfDiscoveredPagesGoIntoOneCommit) {
    std::vector<model::Page> links;
    for (int i = 0; i < 2000; ++i) links.push_back(page("http://a.example/" + std::to_string(i)));
    EXPECT_EQ(put(*store_, {}, links).added.size(), 2000u);
    EXPECT_EQ(put(*store_, {}, links).added.size(), 0u);
    EXPECT_EQ(all_urls(*store_).size(), 2000u);
}

TEST_F(Frontier, APageNamedTwiceInACommitIsTheLastOne) {
    put(*store_, {page("http://a.example/", at(10)), page("http://a.example/", at(20))});
    EXPECT_EQ(store_->next_due().value(), at(20));
    EXPECT_EQ(due_pages(*store_, "a.example:80", at(100), 10).value().size(), 1u);
}

TEST_F(Frontier, PagesAreVisitedInUrlOrderUntilToldToStop) {
    put(*store_, {page("http://b.example/"), page("http://a.example/2"), page("http://a.example/1")});
    EXPECT_EQ(all_urls(*store_), (Texts{"http://a.example/1", "http://a.example/2", "http://b.example/"}));
    int visits = 0;
    EXPECT_TRUE(store_->for_each_page([&](const model::Page&) { return ++visits < 2; }));
    EXPECT_EQ(visits, 2);
}

TEST_F(Frontier, AVisitOfPagesCanStartAfterAUrl) {
    put(*store_, {page("http://a.example/1"), page("http://a.example/10"), page("http://a.example/2")});
    const std::pair<std::string, Texts> cases[] = {
        {"", {"http://a.example/1", "http://a.example/10", "http://a.example/2"}},
        {"http://a.example/1", {"http://a.example/10", "http://a.example/2"}},
        {"http://a.example/15", {"http://a.example/2"}},  // Need not be there.
        {"http://a.example/2", {}},
    };
    for (const auto& [after, expected] : cases) {
        Texts seen;
        ASSERT_TRUE(store_->for_each_page(
            [&](const model::Page& one) {
                seen.push_back(one.url.text());
                return true;
            },
            after));
        EXPECT_EQ(seen, expected);
    }
}

TEST_F(Frontier, MarkDueTouchesNothingElseAndCountsTheKnown) {
    auto first = page("http://a.example/1", at(1'000));
    first.etag = "kept";
    put(*store_, {first, page("http://b.example/1", at(2'000))});
    EXPECT_EQ(store_->mark_due({first.url, first.url, url("http://nobody.example/")}, at(0)).value(), 1u);
    first.due_at = at(0);
    EXPECT_EQ(store_->page(first.url).value(), first);
    EXPECT_EQ(due_hosts(*store_, at(999)).value(), (Texts{"a.example:80"}));
    EXPECT_EQ(store_->mark_due({}, at(0)).value(), 0u);
}

TEST_F(Frontier, MarkDueTakesMoreThanItReadsInOneGo) {
    std::vector<model::Page> pages;
    std::vector<base::Url> urls;
    for (int i = 0; i < 1500; ++i) {
        pages.push_back(page("http://a.example/" + std::to_string(i), at(1'000)));
        urls.push_back(pages.back().url);
    }
    put(*store_, pages);
    EXPECT_EQ(store_->mark_due(urls, at(0)).value(), 1500u);
    EXPECT_EQ(due_pages(*store_, "a.example:80", at(0), 2000).value().size(), 1500u);
}

TEST_F(Frontier, MarkDueWhereMovesThePagesThatAreWanted) {
    std::vector<model::Page> pages;
    for (int i = 1000; i < 2500; ++i)
        pages.push_back(page("http://a.example/" + std::to_string(i), at(1'000 + i)));
    pages.push_back(page("http://b.example/1", due_never));
    put(*store_, pages);
    const auto odd = [](const model::Page& one) { return one.url.text().back() % 2 == 1; };
    std::vector<base::Url> marked;
    const auto count =
        store_->mark_due_where(odd, at(0), [&](const base::Url& one) { marked.push_back(one); });
    EXPECT_EQ(count.value(), 751u);
    EXPECT_EQ(marked.size(), 751u);
    EXPECT_TRUE(std::ranges::is_sorted(marked));
    EXPECT_EQ(due_pages(*store_, "a.example:80", at(0), 2000).value().size(), 750u);
    EXPECT_EQ(due_pages(*store_, "b.example:80", at(0), 2000).value().size(), 1u);
    EXPECT_EQ(due_pages(*store_, "a.example:80", at(9'999), 2000).value().size(), 1'500u);  // None is twice.
    EXPECT_TRUE(store_->mark_due_where([](const model::Page&) { return false; }, at(0)).value() == 0);
}

TEST_F(Frontier, RefreshPutsManyPagesAndLeavesThoseThatSomebodyElseWrote) {
    put(*store_, {page("http://a.example/1", at(1)), page("http://a.example/2", at(2)),
                  page("http://b.example/1", at(3))});
    std::vector<Refresh> refreshes;
    for (const auto* host : {"a.example:80", "b.example:80"}) {
        for (auto& due : store_->next_batch(host, {.until = at(9)}, 9, {}).value().pages) {
            auto& refresh = refreshes.emplace_back(std::move(due.page), due.stamp);
            refresh.page.due_at = at(100);
            refresh.hosts = {{.authority = host, .manners = model::HostManners{.failures = 2}}};
        }
    }
    auto other = page("http://a.example/2", at(50));
    put(*store_, {other});
    refreshes.push_back(refreshes.front());  // Twice, which nobody should.
    refreshes.push_back({page("http://nobody.example/", at(5)), 0});
    EXPECT_EQ(store_->refresh(refreshes).value(), (std::vector{true, false, true, false, false}));
    EXPECT_EQ(store_->page(other.url).value(), other);
    const auto due = due_pages(*store_, "a.example:80", at(100), 9).value();
    ASSERT_EQ(due.size(), 2u);
    EXPECT_EQ(due[0].due_at, at(50));
    EXPECT_EQ(due[1].due_at, at(100));
    EXPECT_EQ(store_->host("b.example:80").value()->manners.failures, 2);
    EXPECT_EQ(store_->page(url("http://nobody.example/")).value(), std::nullopt);
    EXPECT_TRUE(store_->refresh({}).value().empty());
}

TEST_F(Frontier, RefusesPagesThatCouldNotBeReadBack) {
    for (const auto due_at : {at(-1), at(253'402'300'800), base::UtcTime::max(), base::UtcTime::min()}) {
        Commit commit;
        commit.pages = {page("http://a.example/", due_at)};
        const auto refused = store_->commit(std::move(commit));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, base::ErrorCode::malformed);
    }
    Commit nameless;
    nameless.discovered = {model::Page{}};
    EXPECT_FALSE(store_->commit(std::move(nameless)));
    EXPECT_EQ(all_urls(*store_), Texts{});
}

TEST_F(Frontier, BytesOfAForeignServerDoNotMakeAPageUnreadable) {
    auto foreign = page("http://a.example/");
    foreign.etag = "\"\xB9\xAB\"";
    put(*store_, {foreign});
    const auto read = store_->page(foreign.url).value();
    ASSERT_TRUE(read);
    EXPECT_EQ(read->etag, "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

}  // namespace
}  // namespace ogi::storage
