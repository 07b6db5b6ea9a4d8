#include "crawler/host_turns.h"

#include "crawl_test_support.h"

#include <gtest/gtest.h>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <vector>

namespace ogi::crawler {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

struct HostTurnsTest : testing::Test {
    asio::io_context io;
    std::shared_ptr<HostTurns> turns = std::make_shared<HostTurns>(0ms);
    std::vector<int> order;
    int under_way = 0;
    int most_under_way = 0;

    asio::awaitable<void> visit(std::string host, int number) {
        const auto turn = co_await HostTurns::take(turns, std::move(host), 1h);
        most_under_way = std::max(most_under_way, ++under_way);
        order.push_back(number);
        co_await asio::post(io, asio::use_awaitable);
        --under_way;
    }
};

TEST_F(HostTurnsTest, AHostIsVisitedByOneAtATimeInTheOrderOfComing) {
    for (int i = 0; i < 5; ++i) asio::co_spawn(io, visit("a:80", i), asio::detached);
    io.run();
    EXPECT_EQ(order, (std::vector{0, 1, 2, 3, 4}));
    EXPECT_EQ(most_under_way, 1);
}

TEST_F(HostTurnsTest, HostsDoNotWaitForEachOther) {
    for (int i = 0; i < 5; ++i) asio::co_spawn(io, visit(std::to_string(i), i), asio::detached);
    io.run();
    EXPECT_EQ(most_under_way, 5);
}

TEST_F(HostTurnsTest, NoMoreRequestsAreUnderWayThanMayBe) {
    turns->requests_max = 2;
    for (int i = 0; i < 9; ++i) asio::co_spawn(io, visit(std::to_string(i), i), asio::detached);
    io.run();
    EXPECT_EQ(most_under_way, 2);
    EXPECT_EQ(order, (std::vector{0, 1, 2, 3, 4, 5, 6, 7, 8}));
    EXPECT_EQ(turns->under_way(), 0u);
    EXPECT_EQ(turns->take_touched().size(), 9u);
    EXPECT_EQ(turns->take_touched().size(), 0u);
}

TEST_F(HostTurnsTest, WhoGivesUpWaitingForAPlaceLeavesItToTheNext) {
    turns->requests_max = 1;
    asio::cancellation_signal second;
    asio::co_spawn(io, visit("a:80", 1), asio::detached);
    asio::co_spawn(io, visit("b:80", 2),
                   asio::bind_cancellation_slot(second.slot(), [](std::exception_ptr) {}));
    asio::co_spawn(io, visit("c:80", 3), asio::detached);
    io.poll_one();
    io.poll_one();
    io.poll_one();
    second.emit(asio::cancellation_type::terminal);
    io.run();
    EXPECT_EQ(order.front(), 1);
    EXPECT_EQ(order.back(), 3);
    EXPECT_EQ(turns->under_way(), 0u);
}

TEST_F(HostTurnsTest, AHostHeldTooLongIsNotWaitedFor) {
    const auto until = Steady::now() + 1h;
    turns->politeness.hold("a:80", until);
    const auto take = [&]() -> asio::awaitable<base::SteadyTime> {
        const auto turn = co_await HostTurns::take(turns, "a:80", 1min);
        EXPECT_FALSE(turn.granted());
        co_return turn.held_until();
    };
    EXPECT_EQ(run(io, take()), until);
}

TEST_F(HostTurnsTest, AHoldSetWhileOthersWaitSendsThemAllAway) {
    int sent_away = 0;
    const auto visitor = [&](int number) -> asio::awaitable<void> {
        const auto turn = co_await HostTurns::take(turns, "a:80", 1min);
        sent_away += !turn.granted();
        if (number == 0) {
            co_await asio::post(io, asio::use_awaitable);
            turns->politeness.hold("a:80", Steady::now() + 1h);
        }
    };
    for (int i = 0; i < 5; ++i) asio::co_spawn(io, visitor(i), asio::detached);
    io.run();
    EXPECT_EQ(sent_away, 4);
}

TEST_F(HostTurnsTest, OneWhoLeavesTheLineDoesNotStopIt) {
    asio::cancellation_signal leave_waiting, leave_with_the_turn;
    turns->politeness.set_default_delay(1h);
    // Gets the turn at once, ends it, and the next has an hour to wait with the turn in hand.
    asio::co_spawn(io, visit("a:80", 0), asio::detached);
    asio::co_spawn(io, visit("a:80", 1),
                   asio::bind_cancellation_slot(leave_with_the_turn.slot(), asio::detached));
    asio::co_spawn(io, visit("a:80", 2), asio::bind_cancellation_slot(leave_waiting.slot(), asio::detached));
    asio::co_spawn(io, visit("a:80", 3), asio::detached);
    while (order.empty() || under_way > 0) io.run_one();
    io.poll();
    turns->politeness.set_default_delay(0ms);
    leave_waiting.emit(asio::cancellation_type::terminal);
    leave_with_the_turn.emit(asio::cancellation_type::terminal);
    io.run();
    EXPECT_EQ(order, (std::vector{0, 3}));
}

TEST_F(HostTurnsTest, WaitersMayBeDestroyedWithTheContext) {
    turns->politeness.set_default_delay(1h);
    for (int i = 0; i < 5; ++i) asio::co_spawn(io, visit("a:80", i), asio::detached);
    io.poll();
    turns.reset();  // The coroutines hold it; the sanitizers watch.
}

}  // namespace
}  // namespace ogi::crawler
