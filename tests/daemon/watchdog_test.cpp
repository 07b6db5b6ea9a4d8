#include "daemon/service/watchdog.h"
#include "daemon/service/liveness.h"
#include "daemon/service/status_words.h"

#include <gtest/gtest.h>

#include <future>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;

constexpr base::SteadyTime start{};

TEST(Liveness, AThreadIsAskedAgainOnceItHasAnswered) {
    Liveness threads{2};
    EXPECT_EQ(threads.ask(start), (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(threads.ask(start + 1s), std::vector<std::size_t>{});
    threads.answer(1);
    EXPECT_FALSE(threads.all_answered());
    EXPECT_EQ(threads.ask(start + 2s), std::vector<std::size_t>{1});
    threads.answer(0);
    threads.answer(1);
    EXPECT_TRUE(threads.all_answered());
}

TEST(Liveness, SilenceCountsFromTheQuestionThatIsOpen) {
    Liveness threads{1};
    EXPECT_EQ(threads.silence(0, start + 9s), 0s);
    threads.ask(start + 1s);
    threads.ask(start + 5s);
    EXPECT_EQ(threads.silence(0, start + 9s), 8s);
    threads.answer(0);
    EXPECT_EQ(threads.silence(0, start + 9s), 0s);
}

// A thread that answers when it is let to.
struct SlowThread {
    std::promise<std::function<void()>> asked;
    Watchdog::Watched watched() {
        return {"slow", [this](std::function<void()> answer) { asked.set_value(std::move(answer)); }};
    }
};

TEST(Watchdog, IsToldAliveAgainAndAgainWhereAllAnswer) {
    std::promise<void> thrice;
    int times = 0;
    Watchdog watchdog{{{"quick", [](const std::function<void()>& answer) { answer(); }}}, 1ms, [&] {
                          if (++times == 3) thrice.set_value();
                      }};
    EXPECT_EQ(thrice.get_future().wait_for(60s), std::future_status::ready);
}

TEST(Watchdog, OneSilentThreadIsEnoughForAllNotToBeAlive) {
    SlowThread slow;
    std::atomic<int> asked_quick = 0, alive = 0;
    Watchdog watchdog{{{"quick",
                        [&](const std::function<void()>& answer) {
                            ++asked_quick;
                            answer();
                        }},
                       slow.watched()},
                      1ms,
                      [&] { ++alive; }};
    const auto answer = slow.asked.get_future().get();
    while (asked_quick < 20) std::this_thread::yield();
    EXPECT_EQ(alive, 0);
    const auto silences = watchdog.silences();
    EXPECT_EQ(silences[0].first, "quick");
    EXPECT_EQ(silences[1].first, "slow");
    EXPECT_GT(silences[1].second, 0);
    watchdog.stop();
    answer();  // An answer may come when nobody waits for it.
    EXPECT_EQ(watchdog.silences()[1].second, 0);
}

TEST(StatusWords, SayWhatIsDoneInALine) {
    LiveStatus live{.hosts_known = 12, .hosts_asked = 3};
    live.totals.visits = 40;
    live.totals.failed = 2;
    live.totals.changes = 5;
    EXPECT_EQ(status_words(live, StoreState::in_order),
              "Asking 3 of 12 hosts; since the start 40 visits, 2 failed, 5 changes");
    live.hosts_asked = 0;
    EXPECT_EQ(status_words(live, StoreState::in_order),
              "Waiting until a page of 12 hosts is due; since the start 40 visits, 2 failed, 5 changes");
    live.hosts_known = 0;
    EXPECT_EQ(status_words(live, StoreState::in_order),
              "Waiting; no page is due yet; since the start 40 visits, 2 failed, 5 changes");
    live.paused = {"*"};
    EXPECT_EQ(status_words(live, StoreState::in_order),
              "Paused; since the start 40 visits, 2 failed, 5 changes");
    EXPECT_EQ(status_words(live, StoreState::broken),
              "The store cannot be written; what is known can be read");
}

}  // namespace
}  // namespace ogi::daemon
