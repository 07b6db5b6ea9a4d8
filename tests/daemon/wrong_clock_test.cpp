#include "daemon/visit/doubtful_visits.h"
#include "daemon/visit/future_times.h"
#include "report_site.h"

namespace ogi::daemon {

using namespace std::chrono_literals;

namespace {

// A crawl that once ran under a clock that was wrong by so much, while the page of 2020 was away; then as it
// is begun again under the right one.
class WrongClock : public ReportSite, public testing::WithParamInterface<std::chrono::hours> {
  protected:
    WrongClock() {
        paper_.settings.decide.revisit.withdrawal_confirm = 24h;
        site().answer(url_of_year(2020), 404, "");
        list(first_year, last_year, 2020);
        EXPECT_TRUE(settle(GetParam()));
        EXPECT_TRUE(settle(1h - GetParam()));
    }

    bool settle(std::chrono::hours pause) {
        paper_.after(pause);
        return settle_clock(store(), paper_.now()) && paper_.crawl();
    }
    storage::Store& store() { return paper_.small.store(); }
};

}  // namespace

TEST_P(WrongClock, NothingWaitsForATimeThatWasNever) {
    const auto last = paper_.now() + std::chrono::days{400};
    for (int year = first_year; year <= last_year; ++year) {
        EXPECT_LT(page(year).due_at, last) << year;
        EXPECT_LE(page(year).visited_at.value(), paper_.now()) << year;
    }
    site().answer(url_of_year(2021), 200, report_page(2021, 4));
    site().answer(url_of_year(2019), 404, "");
    News news = news_after(0h);
    for (int look = 0; look < 4; ++look)
        std::ranges::move(news_after(std::chrono::days{60}), std::back_inserter(news));
    std::ranges::sort(news);
    EXPECT_EQ(news, (News{"revised 示例县财政局/2021", "withdrawn 示例县财政局/2019",
                          "withdrawn 示例县财政局/2020"}));
}

INSTANTIATE_TEST_SUITE_P(Years, WrongClock,
                         testing::Values(std::chrono::days{300}, std::chrono::days{14 * 365}));

TEST(FutureTimes, OnlyWhatLiesAheadIsForgotten) {
    const base::UtcTime now{std::chrono::days{20'000}};
    const auto visit_of = [](base::UtcTime time) {
        Visited visited;
        visited.page.url = base::Url::parse(host + "/").value();
        auto& page = visited.page;
        page.visited_at = page.seen_at = page.flipped_at = time;
        page.earlier = {{"said", time}};
        page.suspect = {.since = time, .same_since = time};
        visited.siblings = {page};
        visited.list = page;
        model::Copy copy;
        copy.missing_since = time;
        visited.standings[{"a", 2020}].copies = {copy};
        return visited;
    };
    auto past = visit_of(now);
    forget_future_times(past, now);
    EXPECT_EQ(past.page, visit_of(now).page);
    EXPECT_EQ(past.standings.begin()->second.copies.front().missing_since, now);

    auto ahead = visit_of(now + 1h);
    forget_future_times(ahead, now);
    for (const auto& page : {ahead.page, ahead.siblings.front(), *ahead.list}) {
        EXPECT_FALSE(page.visited_at || page.seen_at || page.flipped_at);
        EXPECT_EQ(page.earlier.front().until, now);
        EXPECT_EQ(page.suspect->since, now);
        EXPECT_EQ(page.suspect->same_since, now);
    }
    EXPECT_FALSE(ahead.standings.begin()->second.copies.front().missing_since);
}

TEST(SettleClock, LooksForVisitsOfTheFutureWhereTheClockWentBack) {
    const base::UtcTime now{std::chrono::days{20'000}};
    SmallStore small;
    const auto page_visited = [&](base::UtcTime time, base::UtcTime due) {
        storage::Commit commit;
        commit.pages = {
            {.url = base::Url::parse(host + "/").value(), .source = "s", .due_at = due, .visited_at = time}};
        EXPECT_TRUE(small.store().commit(std::move(commit)));
    };
    page_visited(now + 48h, now + 96h);
    EXPECT_EQ(settle_clock(small.store(), now).value(), 1U);  // No time is noted yet.
    page_visited(now + 48h, now + 96h);
    EXPECT_EQ(settle_clock(small.store(), now + 1h).value(), 0U);  // The clock went on; it is not looked for.
    ASSERT_TRUE(note_clock(small.store(), now + 48h));
    EXPECT_EQ(settle_clock(small.store(), now + 2h).value(), 1U);
    page_visited(now + 48h, storage::due_never);
    ASSERT_TRUE(note_clock(small.store(), now + 48h));
    EXPECT_EQ(settle_clock(small.store(), now + 2h).value(), 0U);  // Nobody crawls it.
}

}  // namespace ogi::daemon
