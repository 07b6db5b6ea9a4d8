#include "daemon/answers/host_line.h"

#include "small_store.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;
using model::WaitReason;

constexpr base::UtcTime now{24h * 20'000};

struct Case {
    std::string_view what;
    std::optional<base::UtcTime> due_from;
    base::UtcTime not_before;
    WaitReason kept;
    std::string_view pause;
    WaitReason reason;
    std::optional<base::UtcTime> until;
};

TEST(HostStanding, FollowsFromTheRecordWhereNoDaemonRuns) {
    for (const auto& [what, due_from, not_before, kept, pause, reason, until] : {
             Case{"due", now, {}, WaitReason::delay, "", WaitReason::ready, {}},
             Case{"due later", now + 1h, {}, WaitReason::delay, "", WaitReason::nothing_due, now + 1h},
             Case{"never due", {}, {}, WaitReason::delay, "", WaitReason::nothing_due, {}},
             Case{"due, in its pause", now, now + 1s, WaitReason::delay, "", WaitReason::delay, now + 1s},
             Case{"not due, in its pause", now + 1h, now + 1s, WaitReason::delay, "", WaitReason::nothing_due,
                  now + 1h},
             Case{"not due, asked us to wait", now + 1h, now + 2h, WaitReason::asked_to_wait, "",
                  WaitReason::asked_to_wait, now + 2h},
             Case{"its hold is over", now, now - 1s, WaitReason::failing, "", WaitReason::ready, {}},
             Case{"paused by name", now, now + 1h, WaitReason::failing, "a.example", WaitReason::paused, {}},
         }) {
        Paused paused;
        if (!pause.empty()) paused.pause(std::string{pause});
        model::HostRecord record{.due_from = due_from};
        record.manners.not_before = not_before;
        record.manners.reason = kept;
        const auto standing = standing_of("a.example:80", record, paused, now);
        EXPECT_EQ(standing.reason, reason) << what;
        EXPECT_EQ(standing.until, until) << what;
    }
}

TEST(HostLine, HasWhatIsKnownOfAHost) {
    model::HostRecord record{.due_from = now, .urls = 7, .refused_host_full = 1, .refused_trap = 2};
    record.outcome = model::VisitOutcome::failed;
    record.failure = model::FailureReason::timed_out;
    record.manners.crawl_delay = 5s;
    record.manners.failures = 3;
    EXPECT_EQ(
        host_line({.authority = "a.example:80",
                   .reason = WaitReason::asked_to_wait,
                   .until = now + 1s,
                   .note = "HTTP 429",
                   .next_due = now},
                  record, 3, now),
        R"({"host":"a.example:80","reason":"asked_to_wait","until":"2024-10-04T00:00:01.000Z",)"
        R"("note":"HTTP 429","next_due":"2024-10-04T00:00:00.000Z","asked_for":false,"due_pages":3,"urls":7,)"
        R"("outcome":"failed","outcome_reason":"timed_out","crawl_delay_ms":5000,)"
        R"("failures":3,"challenges":0,"links_refused":3})");
}

TEST(DueCounter, CountsUpToItsBounds) {
    const SmallStore small;
    storage::Commit commit;
    for (std::uint64_t i = 0; i <= DueCounter::a_host_max; ++i)
        commit.pages.push_back(
            {.url = base::Url::parse("http://a.example/" + std::to_string(i)).value(), .due_at = now});
    commit.pages.push_back({.url = base::Url::parse("http://b.example/").value(), .due_at = now});
    ASSERT_TRUE(small.store().commit(std::move(commit)));
    DueCounter counter{small.store(), now};
    EXPECT_EQ(counter.count("b.example:80").value(), 1U);
    auto left = DueCounter::all_max - 1;
    for (; left >= DueCounter::a_host_max; left -= DueCounter::a_host_max)
        EXPECT_EQ(counter.count("a.example:80").value(), DueCounter::a_host_max);
    EXPECT_EQ(counter.count("a.example:80").value(), left);
    EXPECT_EQ(counter.count("b.example:80").value(), std::nullopt);
}

}  // namespace
}  // namespace ogi::daemon
