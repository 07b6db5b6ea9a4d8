#include "daemon/metrics.h"

#include <gtest/gtest.h>

#include <limits>

namespace ogi::daemon {
namespace {

TEST(Metrics, AreWrittenInTheTextFormatOfPrometheus) {
    Metrics metrics;
    EXPECT_EQ(metrics.text(), "");
    metrics.add("ogid_visits_total", Metrics::Kind::counter, "Visits\nby \"outcome\" \\.", Metrics::Read{[] {
                    return std::vector<Metrics::Sample>{
                        {.labels = {{"outcome", "gone"}}, .value = 3},
                        {.labels = {{"outcome", "a\"b\\c\nd"}, {"n", ""}}, .value = 0.25}};
                }});
    double held = 1e15;
    metrics.add("ogid_held", Metrics::Kind::gauge, "Held.", [&held] { return held; });
    const std::string visits =
        "# HELP ogid_visits_total Visits\\nby \"outcome\" \\\\.\n"
        "# TYPE ogid_visits_total counter\n"
        "ogid_visits_total{outcome=\"gone\"} 3\n"
        "ogid_visits_total{outcome=\"a\\\"b\\\\c\\nd\",n=\"\"} 0.25\n"
        "# HELP ogid_held Held.\n"
        "# TYPE ogid_held gauge\n";
    EXPECT_EQ(metrics.text(), visits + "ogid_held 1e+15\n");
    held = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(metrics.text(), visits + "ogid_held NaN\n");
    held = -std::numeric_limits<double>::infinity();
    EXPECT_EQ(metrics.text(), visits + "ogid_held -Inf\n");
}

}  // namespace
}  // namespace ogi::daemon
