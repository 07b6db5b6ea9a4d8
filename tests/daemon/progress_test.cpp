#include "daemon/cli/output.h"
#include "daemon/cli/progress_bar.h"
#include "daemon/crawl/visit_rate.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;

RecrawlProgress half_way() {
    RecrawlProgress progress{.asked = 10, .open = 6};
    progress.totals.visits = 6;
    progress.totals.changed = 1;
    progress.next = "http://a.example/1";
    progress.waiting_for = "a.example:80: delay";
    return progress;
}

TEST(Progress, SurvivesARoundTripAndIsToldFromASummary) {
    const auto read = RecrawlProgress::parse(half_way().to_json());
    ASSERT_TRUE(read);
    EXPECT_EQ(read->to_json(), half_way().to_json());
    EXPECT_EQ(read->open, 6U);
    EXPECT_FALSE(RecrawlProgress::parse(RecrawlSummary{}.to_json()));
    EXPECT_FALSE(RecrawlProgress::parse("[]"));
    EXPECT_FALSE(RecrawlProgress::parse(""));
}

TEST(Progress, SaysHowMuchIsDoneHowFastAndWhatItWaitsFor) {
    EXPECT_EQ(progress_text(half_way(), 2s, 100),
              "[████████████············] 6/12  3.0 pages/s  a.example:80: delay");
    EXPECT_EQ(progress_text(RecrawlProgress{}, 0ms, 100), "[························] 0/0  0.0 pages/s");
    auto done = half_way();
    done.open = 0;
    done.waiting_for.clear();
    done.totals.visits = 1'200;
    EXPECT_EQ(progress_text(done, 1s, 100), "[████████████████████████] 1200/1200  1200 pages/s");
}

TEST(Progress, FitsTheTerminal) {
    auto progress = half_way();
    progress.waiting_for = "宜昌市\n远安县财政局";
    for (std::size_t width = 1; width < 90; ++width)
        EXPECT_LE(display_width(progress_text(progress, 2s, width)), width);
    EXPECT_EQ(progress_text(progress, 2s, 90).find('\n'), std::string::npos);
}

TEST(VisitRate, IsThatOfTheLastMinute) {
    const base::SteadyTime began{1'000s};
    VisitRate rate{began};
    EXPECT_EQ(rate.per_second(began), 0.0);
    for (int second = 0; second < 10; ++second) {
        for (int i = 0; i < 3; ++i) rate.count(began + std::chrono::seconds{second});
    }
    EXPECT_DOUBLE_EQ(rate.per_second(began + 9s), 3.0);
    EXPECT_DOUBLE_EQ(rate.per_second(began + 59s), 0.5);
    EXPECT_DOUBLE_EQ(rate.per_second(began + 64s), 0.25);  // The first five seconds have left the minute.
    EXPECT_EQ(rate.per_second(began + 1h), 0.0);
    rate.count(began + 1h);
    EXPECT_DOUBLE_EQ(rate.per_second(began + 1h), 1.0 / 60);
}

}  // namespace
}  // namespace ogi::daemon
