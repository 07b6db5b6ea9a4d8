#include "daemon/crawl/host_work.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

base::UtcTime at(std::int64_t seconds) {
    return base::UtcTime{std::chrono::seconds{seconds}};
}

storage::DuePage due(std::string_view url, base::UtcTime when) {
    storage::DuePage one;
    one.page.url = base::Url::parse(url).value();
    one.page.due_at = when;
    return one;
}

storage::DueBatch batch(std::vector<storage::DuePage> pages, std::optional<base::UtcTime> next) {
    return {.pages = std::move(pages), .next_due = next, .cursor = "cursor"};
}

constexpr base::UtcTime urgent{};

class HostWorkTest : public testing::Test {
  protected:
    void load(std::vector<storage::DuePage> pages, std::optional<base::UtcTime> next = {}) {
        work_.start_loading();
        work_.finish_loading(batch(std::move(pages), next));
    }
    std::string take() { return work_.take().page.url.text(); }

    HostWork work_;
};

TEST_F(HostWorkTest, APageOnTheWayIsNotReadAgain) {
    load({due("http://a.example/1", at(1)), due("http://a.example/2", at(2))}, at(9));
    EXPECT_EQ(take(), "http://a.example/1");
    EXPECT_EQ(take(), "http://a.example/2");
    EXPECT_EQ(work_.due(), at(9));
    load({due("http://a.example/1", at(1)), due("http://a.example/3", at(3))});
    EXPECT_EQ(take(), "http://a.example/3");
    EXPECT_FALSE(work_.has_page());
    EXPECT_EQ(work_.limit(), HostWork::batch_max + 3);
}

TEST_F(HostWorkTest, APageThatIsRecordedWhileTheScheduleIsReadIsNotVisitedTwice) {
    load({due("http://a.example/1", at(1))});
    take();
    work_.start_loading();
    work_.release("http://a.example/1");
    work_.finish_loading(batch({due("http://a.example/1", at(1))}, {}));  // As it was before.
    EXPECT_FALSE(work_.has_page());
    EXPECT_TRUE(work_.empty());
    load({due("http://a.example/1", at(5))});  // Due again.
    EXPECT_TRUE(work_.has_page());
}

TEST_F(HostWorkTest, WhatFallsDueWhileTheScheduleIsReadIsNotForgotten) {
    work_.start_loading();
    work_.lower_due(at(3), at(9));
    work_.finish_loading(batch({}, at(50)));
    EXPECT_EQ(work_.due(), at(3));
    EXPECT_EQ(work_.cursor(), "");  // From the first page again.
    work_.lower_due(at(60), at(9));
    EXPECT_EQ(work_.due(), at(3));
}

TEST_F(HostWorkTest, ReadingGoesOnBehindTheCursorUnlessAnEarlierPageCame) {
    load({due("http://a.example/1", at(1))}, at(9));
    EXPECT_EQ(work_.cursor(), "cursor");
    work_.lower_due(at(70), at(9));
    EXPECT_EQ(work_.cursor(), "cursor");
    work_.lower_due(at(2), at(9));
    EXPECT_EQ(work_.cursor(), "");
}

TEST_F(HostWorkTest, ASecondLookWaitsForTheVisitsBeforeIt) {
    auto gone = due("http://a.example/gone", at(2));
    gone.page.outcome = model::VisitOutcome::gone;
    load({due("http://a.example/1", at(1)), gone});
    EXPECT_EQ(take(), "http://a.example/1");
    EXPECT_FALSE(work_.has_page());
    EXPECT_TRUE(work_.awaits_others());
    EXPECT_EQ(work_.due(), std::nullopt);
    work_.release("http://a.example/1");
    EXPECT_EQ(work_.due(), at(2));
    // What was found by then goes first.
    work_.lower_due(at(1), at(9));
    EXPECT_FALSE(work_.has_page());
    EXPECT_EQ(work_.due(), at(1));
}

TEST_F(HostWorkTest, PagesReadForLaterMakeRoomForWhatAPersonAskedFor) {
    load({due("http://a.example/1", at(1))}, at(9));
    work_.lower_due(urgent, at(9));
    EXPECT_FALSE(work_.has_page());
    EXPECT_EQ(work_.due(), urgent);
    load({due("http://a.example/u", urgent), due("http://a.example/1", at(1))});
    work_.lower_due(urgent, at(9));
    EXPECT_EQ(take(), "http://a.example/u");  // It was asked for as well.
}

}  // namespace
}  // namespace ogi::daemon
