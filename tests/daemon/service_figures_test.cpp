#include "daemon/service/service_figures.h"

#include "small_store.h"

#include <gtest/gtest.h>

#include <cmath>
#include <future>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;

TEST(SlowFigure, IsUnknownUntilItWasCountedAndCountedAgain) {
    std::promise<void> begun, thrice;
    std::promise<void> may_count;
    std::atomic<int> counts = 0;
    SlowFigure figure{[&](const std::stop_token&) {
                          if (++counts == 1) {
                              begun.set_value();
                              may_count.get_future().wait();
                          }
                          if (counts == 3) thrice.set_value();
                          return 7.0;
                      },
                      1ms};
    begun.get_future().wait();
    EXPECT_TRUE(std::isnan(figure.last()));
    may_count.set_value();
    ASSERT_EQ(thrice.get_future().wait_for(60s), std::future_status::ready);
    EXPECT_EQ(figure.last(), 7);
}

TEST(SlowFigure, DoesNotWaitForItsPeriodToEnd) {
    std::promise<void> counted;
    SlowFigure figure{[&](const std::stop_token&) {
                          counted.set_value();
                          return 1.0;
                      },
                      24h};
    counted.get_future().wait();
}

double figure(const std::string& text, const std::string& name) {
    const auto at = text.find("\n" + name + " ");
    return at == text.npos ? -1 : std::stod(text.substr(at + name.size() + 2));
}

TEST(ServiceFigures, SayWhatAlertsAreMadeOf) {
    SmallStore small;
    // Who published on 2019 and is on no roster owes the report on the year after.
    small.report("甲市人民政府", 2019, 1, "http://a.example/2019");
    bool writable = true;
    Metrics metrics;
    ServiceFigures figures{small.store(), small.folder(), [&] { return writable; }};
    figures.add_to(metrics);
    figures.set_hosts({{.authority = "a", .reason = model::WaitReason::failing},
                       {.authority = "b", .reason = model::WaitReason::nothing_due},
                       {.authority = "c", .reason = model::WaitReason::failing}});
    while (metrics.text().find("ogid_overdue_reports NaN") != std::string::npos) std::this_thread::yield();
    auto text = metrics.text();
    EXPECT_EQ(figure(text, "ogid_overdue_reports"), 1);
    EXPECT_EQ(figure(text, "ogid_store_writable"), 1);
    EXPECT_GT(figure(text, "ogid_store_free_bytes"), 0);
    EXPECT_EQ(figure(text, "ogid_hosts_waiting{reason=\"failing\"}"), 2);
    EXPECT_EQ(figure(text, "ogid_hosts_waiting{reason=\"nothing_due\"}"), 1);
    EXPECT_EQ(figure(text, "ogid_hosts_waiting{reason=\"challenged\"}"), 0);
    writable = false;
    EXPECT_EQ(figure(metrics.text(), "ogid_store_writable"), 0);
}

}  // namespace
}  // namespace ogi::daemon
