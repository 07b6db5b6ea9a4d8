#include "crawler/host_queue.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace ogi::crawler {
namespace {

using namespace std::chrono_literals;
using model::WaitReason;
using Work = HostQueue::Work;

constexpr base::UtcTime epoch{std::chrono::hours{24 * 20'000}};
constexpr base::UtcTime urgent{};

class HostQueueTest : public testing::Test {
  protected:
    std::string take(Work work = Work::any) { return queue_.take(now_, work).value_or("nobody"); }
    void pass(std::chrono::milliseconds time) { now_.steady += time, now_.utc += time; }
    base::UtcTime in(std::chrono::milliseconds time) const { return now_.utc + time; }
    // The turn ends now, and the next may begin after `pause`.
    void end(std::string_view host, std::chrono::milliseconds pause, WaitReason why = WaitReason::delay) {
        queue_.set_free(host, now_.steady + pause, why);
        queue_.give_back(host);
    }
    WaitReason reason(std::string_view host) const { return queue_.standing(host, now_).value().reason; }

    HostQueue queue_{2, urgent};
    HostQueue::Now now_{base::SteadyTime{} + 1h, epoch};
};

TEST_F(HostQueueTest, GivesAHostOnceAPageIsDueAndOnlyOnceATime) {
    EXPECT_EQ(take(), "nobody");
    queue_.set_due("a", in(5ms));
    EXPECT_EQ(take(), "nobody");
    pass(5ms);
    EXPECT_EQ(take(), "a");
    EXPECT_EQ(take(), "nobody");
    end("a", 1s);
    pass(999ms);
    EXPECT_EQ(take(), "nobody");
    pass(1ms);
    EXPECT_EQ(take(), "a");
    queue_.set_due("a", std::nullopt);
    end("a", 0s);
    pass(1h);
    EXPECT_EQ(take(), "nobody");
}

TEST_F(HostQueueTest, WhoCouldBeAskedFirstIsAskedFirst) {
    queue_.set_asking_max(1);
    for (const auto* host : {"c", "a", "b"}) queue_.set_due(host, in(0s));
    std::string order;
    for (int turn = 0; turn < 9; ++turn) {
        const auto host = take();
        order += host;
        pass(1ms);
        end(host, 0s);
    }
    EXPECT_EQ(order, "cabcabcab");
}

TEST_F(HostQueueTest, NoMoreHostsThanItMayAskAtATime) {
    for (const auto* host : {"a", "b", "c"}) queue_.set_due(host, in(0s));
    EXPECT_EQ(take(), "a");
    EXPECT_EQ(take(), "b");
    EXPECT_EQ(take(), "nobody");
    queue_.set_asking_max(3);
    EXPECT_EQ(take(), "c");
    EXPECT_EQ(queue_.asking(), 3u);
}

TEST_F(HostQueueTest, WhatAPersonAskedForGoesFirst) {
    for (const auto* host : {"a", "b"}) queue_.set_due(host, in(-1h));
    queue_.set_due("z", urgent);
    EXPECT_EQ(take(Work::urgent), "z");
    EXPECT_EQ(take(Work::urgent), "nobody");
    queue_.lower_due("b", urgent);
    EXPECT_EQ(take(), "b");
}

TEST_F(HostQueueTest, AHostThatIsHeldForLongIsTakenForAPersonWhoWantsToKnow) {
    queue_.set_due("a", in(0s));
    queue_.set_free("a", now_.steady + 1h, WaitReason::asked_to_wait);
    EXPECT_EQ(take(), "nobody");
    EXPECT_FALSE(queue_.has_work(now_, Work::any));
    queue_.lower_due("a", urgent);
    EXPECT_EQ(take(), "a");
    // A short pause is kept for everybody.
    queue_.set_due("b", urgent);
    queue_.set_free("b", now_.steady + 1s, WaitReason::delay);
    EXPECT_EQ(take(), "nobody");
    EXPECT_TRUE(queue_.has_work(now_, Work::urgent));
}

TEST_F(HostQueueTest, AnEarlierPageCountsAndALaterOneDoesNot) {
    queue_.set_due("a", in(1h));
    queue_.lower_due("a", in(2h));
    EXPECT_EQ(queue_.standing("a", now_).value().next_due, in(1h));
    queue_.lower_due("a", in(1min));
    pass(1min);
    EXPECT_EQ(take(), "a");
    // Also while it is asked.
    queue_.set_due("a", in(1h));
    queue_.lower_due("a", in(0s));
    end("a", 0s);
    EXPECT_EQ(take(), "a");
}

TEST_F(HostQueueTest, SaysWhyAHostWaitsAndUntilWhen) {
    queue_.set_due("a", in(0s));
    EXPECT_EQ(reason("a"), WaitReason::ready);
    EXPECT_EQ(take(), "a");
    EXPECT_EQ(reason("a"), WaitReason::asking);
    end("a", 2s);
    EXPECT_EQ(reason("a"), WaitReason::delay);
    EXPECT_EQ(queue_.standing("a", now_).value().until, in(2s));
    queue_.set_free("a", now_.steady + 1h, WaitReason::robots_unreachable, "HTTP 503");
    EXPECT_EQ(reason("a"), WaitReason::robots_unreachable);
    EXPECT_EQ(queue_.standing("a", now_).value().note, "HTTP 503");
    pass(1h);
    EXPECT_EQ(reason("a"), WaitReason::ready);
    EXPECT_EQ(queue_.standing("a", now_).value().note, "");
    queue_.set_due("a", in(1h));
    EXPECT_EQ(reason("a"), WaitReason::nothing_due);
    EXPECT_EQ(queue_.standing("a", now_).value().until, in(1h));
    queue_.set_due("b", std::nullopt);
    EXPECT_EQ(queue_.standings(now_, "", 10).size(), 2u);
    EXPECT_EQ(queue_.standings(now_, "a", 10).at(0).authority, "b");
    EXPECT_EQ(queue_.standing("nobody", now_), std::nullopt);
}

TEST_F(HostQueueTest, APausedHostIsNotAskedUntilItIsResumed) {
    for (const auto* host : {"a", "b"}) queue_.set_due(host, in(0s));
    queue_.pause("a");
    EXPECT_EQ(reason("a"), WaitReason::paused);
    EXPECT_EQ(take(), "b");
    end("b", 0s);
    queue_.pause_all();
    EXPECT_EQ(take(), "nobody");
    EXPECT_EQ(reason("b"), WaitReason::paused);
    EXPECT_FALSE(queue_.has_work(now_, Work::any));
    queue_.resume_all();
    EXPECT_EQ(take(), "b");
    queue_.resume("a");
    EXPECT_EQ(take(), "a");
    // Paused while it is asked: the turn ends, no other begins.
    queue_.pause("a");
    end("a", 0s);
    EXPECT_EQ(take(), "nobody");
}

TEST_F(HostQueueTest, SaysHowLongThereIsNothingToDo) {
    EXPECT_EQ(queue_.next_change(now_), std::nullopt);
    queue_.set_due("a", in(10s));
    EXPECT_EQ(queue_.next_change(now_), 10s);
    queue_.set_due("b", in(0s));
    queue_.set_free("b", now_.steady + 3s, WaitReason::delay);
    EXPECT_EQ(take(), "nobody");
    EXPECT_EQ(queue_.next_change(now_), 3s);
    EXPECT_TRUE(queue_.has_work(now_, Work::any));  // Soon enough to wait for.
}

TEST_F(HostQueueTest, ACalendarThatJumpsNeitherStopsNorRushesAHost) {
    queue_.set_due("a", in(0s));
    EXPECT_EQ(take(), "a");
    end("a", 1s);
    now_.utc += std::chrono::hours{24 * 365};
    EXPECT_EQ(take(), "nobody");  // The pause is kept.
    now_.utc = epoch;
    // Scheduled while the calendar was ten years ahead.
    queue_.set_due("b", epoch + std::chrono::hours{24 * 3650});
    EXPECT_EQ(take(), "b");
    queue_.set_due("c", epoch + model::due_ahead_max);
    EXPECT_EQ(take(), "nobody");
}

// 1,000 hosts at one second each with answers that take a while: nobody is asked early, and hardly a moment
// is lost.
TEST_F(HostQueueTest, ServesAThousandHostsAtTheirPaceAndFairly) {
    constexpr int hosts = 1'000;
    constexpr auto pause = 1'000ms;
    constexpr auto answer_takes = 20ms;
    queue_.set_asking_max(64);
    for (int i = 0; i < hosts; ++i) queue_.set_due("h" + std::to_string(i), in(0s));
    std::map<base::SteadyTime, std::vector<std::string>> answers;
    std::map<std::string, base::SteadyTime> last_end;
    std::map<std::string, int> turns;
    const auto end_of_run = now_.steady + 60s;
    while (now_.steady < end_of_run) {
        while (const auto host = queue_.take(now_, Work::any)) {
            const auto before = last_end.find(*host);
            ASSERT_TRUE(before == last_end.end() || now_.steady - before->second >= pause);
            ++turns[*host];
            answers[now_.steady + answer_takes].push_back(*host);
        }
        auto next = now_.steady + queue_.next_change(now_).value_or(1s);
        if (!answers.empty()) next = std::min(next, answers.begin()->first);
        pass(std::chrono::ceil<std::chrono::milliseconds>(
            std::max<base::SteadyTime::duration>(next - now_.steady, 1ms)));
        while (!answers.empty() && answers.begin()->first <= now_.steady) {
            for (const auto& host : answers.begin()->second) {
                last_end[host] = now_.steady;
                end(host, pause);
            }
            answers.erase(answers.begin());
        }
    }
    int all = 0, least = turns["h0"], most = 0;
    for (const auto& [host, count] : turns)
        all += count, least = std::min(least, count), most = std::max(most, count);
    const double ideal = hosts * 60.0 / 1.020;
    EXPECT_GE(all, 0.99 * ideal);
    EXPECT_LE(most - least, 1);
}

}  // namespace
}  // namespace ogi::crawler
