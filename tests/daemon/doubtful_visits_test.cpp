#include "daemon/visit/doubtful_visits.h"

#include "small_store.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;

constexpr base::UtcTime now{std::chrono::hours{24} * 20'454};

model::Page visited(int number, base::UtcTime when) {
    return {.url = base::Url::parse("http://a.example/" + std::to_string(number)).value(),
            .source = "s",
            .due_at = when + 24h * 28,
            .visited_at = when,
            .outcome = model::VisitOutcome::unchanged};
}

base::UtcTime due(storage::Store& store, int number) {
    return store.page(visited(number, now).url).value()->due_at;
}

TEST(DoubtfulVisits, OnlyThoseOfTheFutureAreVisitedAgain) {
    SmallStore small;
    storage::Commit commit;
    constexpr int pages = 2500;
    for (int n = 0; n < pages; ++n)
        commit.pages.push_back(visited(n, n % 2 == 0 ? now - 1h : now + 24h * 400));
    ASSERT_TRUE(small.store().commit(std::move(commit)));
    EXPECT_EQ(visit_doubtful_again(small.store(), now).value(), pages / 2);
    EXPECT_EQ(due(small.store(), 0), now - 1h + 24h * 28);
    EXPECT_EQ(due(small.store(), 1), now);
    EXPECT_EQ(due(small.store(), pages - 1), now);
}

TEST(DoubtfulVisits, WhereThereAreNoneNothingIsTouched) {
    SmallStore small;
    small.page("http://a.example/", model::PageRole::entry, now + 1h);
    EXPECT_EQ(visit_doubtful_again(small.store(), now).value(), 0U);
}

}  // namespace
}  // namespace ogi::daemon
