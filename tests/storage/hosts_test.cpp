#include "examples.h"
#include "storage/draft.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::storage {
namespace {

using Texts = std::vector<std::string>;

Texts urls_of(const DueBatch& batch) {
    Texts texts;
    for (const auto& due : batch.pages) texts.push_back(due.page.url.text());
    return texts;
}

class Hosts : public testing::Test {
  protected:
    Committed put(std::vector<model::Page> pages, std::vector<model::Page> discovered = {}) {
        Commit commit;
        commit.pages = std::move(pages);
        commit.discovered = std::move(discovered);
        return store_->commit(std::move(commit)).value();
    }
    model::HostRecord host(std::string_view authority) { return store_->host(authority).value().value(); }
    DueBatch batch(std::string_view authority, base::UtcTime now, std::size_t limit = 100,
                   std::string_view cursor = {}) {
        return store_->next_batch(authority, {now, now + model::due_ahead_max}, limit, cursor).value();
    }
    void reopen() {
        store_.reset();
        store_ = open_store(folder_.store());
    }

    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = open_store(folder_.store());
};

TEST_F(Hosts, GetAnIdOnceAndKeepIt) {
    put({page("http://b.example/1")}, {page("http://a.example/1"), page("https://a.example/1")});
    const auto first = host("b.example:80").id;
    reopen();
    put({page("http://b.example/2"), page("http://c.example/2")});
    EXPECT_EQ(host("b.example:80").id, first);
    std::vector<std::uint32_t> ids;
    Texts names;
    ASSERT_TRUE(store_->for_each_host([&](std::string_view authority, const model::HostRecord& one) {
        names.emplace_back(authority);
        ids.push_back(one.id);
        return true;
    }));
    EXPECT_EQ(names, (Texts{"a.example:443", "a.example:80", "b.example:80", "c.example:80"}));
    std::ranges::sort(ids);
    EXPECT_EQ(ids, (std::vector<std::uint32_t>{1, 2, 3, 4}));
    EXPECT_EQ(store_->host("nobody.example:80").value(), std::nullopt);
}

TEST_F(Hosts, CountTheirUrlsOnce) {
    put({page("http://a.example/1")}, {page("http://a.example/2"), page("http://a.example/1")});
    put({page("http://a.example/1", at(5))}, {page("http://a.example/2")});
    EXPECT_EQ(host("a.example:80").urls, 2u);
    EXPECT_EQ(batch("a.example:80", at(9)).urls, 2u);
}

TEST_F(Hosts, AreDueFromTheirEarliestPageOrBefore) {
    put({page("http://a.example/1", at(50)), page("http://a.example/2", at(20))});
    EXPECT_EQ(host("a.example:80").due_from, at(20));
    put({page("http://a.example/2", at(90))});
    EXPECT_EQ(host("a.example:80").due_from, at(20));  // A bound, until somebody looks.
    EXPECT_EQ(due_hosts(*store_, at(49)).value(), Texts{});
    EXPECT_EQ(store_->settle_host("a.example:80").value(), at(50));
    EXPECT_EQ(host("a.example:80").due_from, at(50));
    put({}, {page("http://a.example/3", at(10))});
    EXPECT_EQ(host("a.example:80").due_from, at(10));
    EXPECT_EQ(store_->settle_host("nobody.example:80").value(), std::nullopt);
}

TEST_F(Hosts, KeepTheirMannersAndRobotsTxtOverARestart) {
    const model::HostManners manners{.not_before = at(100),
                                     .reason = model::WaitReason::asked_to_wait,
                                     .note = "HTTP 429",
                                     .crawl_delay = std::chrono::milliseconds{7},
                                     .failures = 2};
    const model::RobotsRecord robots{.valid_until = at(200), .body = "User-agent: *\r\nDisallow: /\xFF"};
    Commit commit;
    commit.pages = {page("http://a.example/1", at(7))};
    commit.hosts = {{.authority = "a.example:80", .manners = manners, .robots = robots, .refused_trap = 3}};
    ASSERT_TRUE(store_->commit(commit));
    commit.hosts = {{.authority = "a.example:80", .refused_trap = 1}};
    ASSERT_TRUE(store_->commit(commit));
    reopen();
    EXPECT_EQ(host("a.example:80").manners, manners);
    EXPECT_EQ(host("a.example:80").refused_trap, 4u);
    EXPECT_EQ(store_->robots("a.example:80").value(), robots);
    EXPECT_EQ(store_->robots("b.example:80").value(), std::nullopt);
    EXPECT_FALSE(store_->is_new());
}

TEST_F(Hosts, RememberHowTheLastVisitEnded) {
    Commit commit;
    commit.pages = {page("http://a.example/1", at(7))};
    commit.hosts = {{.authority = "a.example:80",
                     .outcome = model::VisitOutcome::failed,
                     .failure = model::FailureReason::timed_out}};
    ASSERT_TRUE(store_->commit(commit));
    commit.hosts = {{.authority = "a.example:80", .refused_trap = 1}};  // No visit.
    ASSERT_TRUE(store_->commit(commit));
    reopen();
    EXPECT_EQ(host("a.example:80").outcome, model::VisitOutcome::failed);
    EXPECT_EQ(host("a.example:80").failure, model::FailureReason::timed_out);
    commit.hosts = {{.authority = "a.example:80", .outcome = model::VisitOutcome::changed}};
    ASSERT_TRUE(store_->commit(commit));
    EXPECT_EQ(host("a.example:80").outcome, model::VisitOutcome::changed);
    EXPECT_EQ(host("a.example:80").failure, std::nullopt);
}

TEST_F(Hosts, CountTheirDuePagesUpToABound) {
    std::vector<model::Page> pages;
    for (int i = 0; i < 10; ++i) pages.push_back(page("http://a.example/" + std::to_string(i), at(i)));
    pages.push_back(page("http://b.example/1", at(1)));
    put(pages);
    const auto count = [&](std::int64_t now, std::uint64_t most) {
        return store_->count_due("a.example:80", at(now), most).value();
    };
    EXPECT_EQ(count(6, 100), 7U);
    EXPECT_EQ(count(6, 3), 3U);
    EXPECT_EQ(count(1000, 100), 10U);
    EXPECT_EQ(count(-1, 100), 0U);
    EXPECT_EQ(store_->count_due("nobody.example:80", at(1000), 9).value(), 0U);
    put({page("http://a.example/3", due_never)});
    EXPECT_EQ(count(1000, 100), 9U);
}

TEST_F(Hosts, GiveTheirDuePagesBatchByBatch) {
    std::vector<model::Page> pages;
    for (int i = 0; i < 10; ++i) pages.push_back(page("http://a.example/" + std::to_string(i), at(i)));
    put(pages);
    const auto first = batch("a.example:80", at(6), 4);
    EXPECT_EQ(urls_of(first).back(), "http://a.example/3");
    EXPECT_EQ(first.next_due, at(4));
    // What was visited in between is behind the cursor.
    put({page("http://a.example/0", at(1000))});
    const auto second = batch("a.example:80", at(6), 4, first.cursor);
    EXPECT_EQ(urls_of(second), (Texts{"http://a.example/4", "http://a.example/5", "http://a.example/6"}));
    EXPECT_EQ(second.next_due, at(7));
    const auto third = batch("a.example:80", at(6), 4, second.cursor);
    EXPECT_EQ(urls_of(third), Texts{});
    EXPECT_EQ(third.next_due, at(7));
    EXPECT_EQ(batch("a.example:80", at(99'999), 100).next_due, std::nullopt);
    EXPECT_EQ(urls_of(batch("nobody.example:80", at(6))), Texts{});
}

TEST_F(Hosts, VisitWhatAWrongClockPutTooFarAhead) {
    const auto now = at(1'000'000'000);
    const auto too_far = now + model::due_ahead_max + std::chrono::hours{1};
    put({page("http://a.example/wrong", too_far), page("http://a.example/later", now + std::chrono::hours{1}),
         page("http://a.example/now", now), page("http://a.example/wrong2", too_far)});
    const auto all = batch("a.example:80", now);
    EXPECT_EQ(all.pages.size(), 3u);
    EXPECT_EQ(urls_of(all).front(), "http://a.example/now");
    EXPECT_EQ(all.next_due, now + std::chrono::hours{1});
    // The one between is not forgotten by a batch that begins behind it.
    const auto some = batch("a.example:80", now, 2);
    const auto rest = batch("a.example:80", now, 2, some.cursor);
    EXPECT_EQ(rest.pages.size(), 1u);
    EXPECT_EQ(rest.next_due, now + std::chrono::hours{1});
    // Who only looks for what a person asked for does not take them for that.
    const auto asked_for = store_->next_batch("a.example:80", {.until = at(0)}, 10, {}).value();
    EXPECT_EQ(urls_of(asked_for), Texts{});
    EXPECT_EQ(asked_for.next_due, now);
}

TEST_F(Hosts, AVisitOfAPageThatWasWrittenMeanwhileIsNotCommitted) {
    put({page("http://a.example/1", at(5))});
    const auto due = batch("a.example:80", at(9)).pages.at(0);
    ASSERT_EQ(store_->mark_due({url("http://a.example/1")}, at(0)).value(), 1u);
    Commit commit;
    commit.pages = {page("http://a.example/1", at(500))};
    commit.discovered = {page("http://a.example/2")};
    commit.based_on = due.stamp;
    EXPECT_TRUE(store_->commit(commit).value().stale);
    EXPECT_EQ(store_->page(url("http://a.example/1")).value()->due_at, at(0));
    EXPECT_EQ(store_->page(url("http://a.example/2")).value(), std::nullopt);

    commit.based_on = batch("a.example:80", at(9)).pages.at(0).stamp;
    EXPECT_FALSE(store_->commit(commit).value().stale);
    EXPECT_EQ(store_->page(url("http://a.example/1")).value()->due_at, at(500));
}

TEST_F(Hosts, ADormantPageIsInNobodysScheduleUntilItIsFoundAgain) {
    auto one = page("http://a.example/1", at(5));
    one.etag = "kept";
    put({one});
    one.due_at = due_never;
    put({one});
    EXPECT_EQ(store_->next_due().value(), std::nullopt);
    EXPECT_EQ(store_->page(one.url).value()->due_at, due_never);
    auto again = page("http://a.example/1", at(8));
    again.source = "another";
    EXPECT_EQ(put({}, {again}).added.size(), 1u);
    EXPECT_EQ(store_->next_due().value(), at(8));
    EXPECT_EQ(store_->page(one.url).value()->etag, "kept");
    EXPECT_EQ(store_->page(one.url).value()->source, "another");
    EXPECT_EQ(host("a.example:80").urls, 1u);
}

TEST_F(Hosts, MayMakeOnlySoManyUrlsKnown) {
    Commit commit;
    commit.bounds.host_urls_max = 5;
    for (int i = 0; i < 9; ++i) commit.discovered.push_back(page("http://a.example/" + std::to_string(i)));
    auto entry = page("http://a.example/entry");
    entry.role = model::PageRole::entry;
    commit.discovered.push_back(entry);
    commit.discovered.push_back(page("http://b.example/"));
    EXPECT_EQ(store_->commit(commit).value().added.size(), 7u);
    EXPECT_EQ(host("a.example:80").urls, 6u);  // Entries are always taken.
    EXPECT_EQ(host("a.example:80").refused_host_full, 4u);
    EXPECT_EQ(host("b.example:80").refused_host_full, 0u);
}

TEST_F(Hosts, NoDirectoryMayFillThem) {
    Commit commit;
    commit.bounds.prefix_urls_free = 10;
    const auto links = [](std::string_view folder, int count) {
        std::vector<model::Page> pages;
        for (int i = 0; i < count; ++i)
            pages.push_back(page("http://a.example/" + std::string{folder} + "/" + std::to_string(i)));
        return pages;
    };
    commit.discovered = links("calendar", 30);
    EXPECT_EQ(store_->commit(commit).value().added.size(), 10u);
    EXPECT_EQ(host("a.example:80").refused_prefix_full, 20u);
    // Half of what there is otherwise is not too much.
    commit.discovered = links("zwgk", 10);
    EXPECT_EQ(store_->commit(commit).value().added.size(), 10u);
    commit.discovered = links("tzgg", 10);
    EXPECT_EQ(store_->commit(commit).value().added.size(), 10u);
    commit.discovered = links("calendar", 30);
    EXPECT_EQ(store_->commit(commit).value().added.size(), 10u);  // 20 are half of 40.
}

TEST(Prefix, IsTheFirstDirectory) {
    EXPECT_EQ(prefix_of(url("http://a.example/zwgk/2024/1.html?x=/y/")), "/zwgk/");
    EXPECT_EQ(prefix_of(url("http://a.example/1.html")), "/");
    EXPECT_EQ(prefix_of(url("http://a.example/")), "/");
}

}  // namespace
}  // namespace ogi::storage
