#include "crawler/host_turns.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace ogi::crawler {

namespace asio = boost::asio;
using Steady = std::chrono::steady_clock;

// A place in the line of a server, given up when it goes out of scope.
struct HostTurns::Waiter {
    Waiter(std::shared_ptr<HostTurns> all, std::string name, const asio::any_io_executor& executor)
        : turns{std::move(all)}, server{std::move(name)}, timer{executor} {
        auto& line = turns->lines_[server];
        place = line.insert(line.end(), this);
    }
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;
    ~Waiter() { leave(); }

    bool is_first() const { return turns->lines_.at(server).front() == this; }

    void leave() {
        if (left) return;
        left = true;
        auto& line = turns->lines_.at(server);
        const bool was_first = is_first();
        line.erase(place);
        if (line.empty()) {
            turns->lines_.erase(server);
        } else if (was_first) {
            turns->wake_first(server);
        }
    }

    std::shared_ptr<HostTurns> turns;
    std::string server;
    asio::steady_timer timer;
    Line::iterator place;
    bool left = false;
};

Turn::~Turn() {
    const auto ended = answered_at_ == base::SteadyTime{} ? Steady::now() : answered_at_;
    if (turns_) turns_->end_turn(host_, ended, under_way_);
}

void HostTurns::end_turn(const std::string& host, base::SteadyTime at, bool was_under_way) {
    politeness.finished(host, at);
    touched_.insert(host);
    if (was_under_way) {
        --under_way_;
        if (!crowd_.empty()) crowd_.front()->cancel();
    }
    wake_first(server_of(host));
}

// Waits until fewer than requests_max turns are under way, in the order of coming.
asio::awaitable<void> HostTurns::take_place(std::shared_ptr<HostTurns> self, Turn& turn) {
    const auto executor = co_await asio::this_coro::executor;
    const auto woken = asio::as_tuple(asio::use_awaitable);
    asio::steady_timer timer{executor, Steady::time_point::max()};
    const struct Place {
        HostTurns& turns;
        std::list<asio::steady_timer*>::iterator place;
        ~Place() {
            turns.crowd_.erase(place);
            // Another place may be free as well.
            if (!turns.crowd_.empty() && turns.under_way_ < turns.requests_max)
                turns.crowd_.front()->cancel();
        }
    } place{*self, self->crowd_.insert(self->crowd_.end(), &timer)};
    while (self->under_way_ >= self->requests_max || self->crowd_.front() != &timer) {
        timer.expires_at(Steady::time_point::max());
        co_await timer.async_wait(woken);
    }
    ++self->under_way_;
    turn.under_way_ = true;
}

void HostTurns::wake_first(std::string_view server) {
    const auto found = lines_.find(server);
    if (found != lines_.end()) found->second.front()->timer.cancel();
}

asio::awaitable<Turn> HostTurns::take(std::shared_ptr<HostTurns> self, std::string host,
                                      std::chrono::milliseconds longest_hold) {
    const auto executor = co_await asio::this_coro::executor;
    const auto woken = asio::as_tuple(asio::use_awaitable);
    Waiter waiter{self, std::string{server_of(host)}, executor};
    while (true) {
        const auto now = Steady::now();
        const auto held = self->politeness.held_until(host, now);
        if (held && *held - now > longest_hold) co_return Turn{*held};
        if (waiter.is_first()) {
            if (const auto start = self->politeness.reserve(host, now)) {
                Turn turn{self, host};
                waiter.leave();
                waiter.timer.expires_at(*start);
                if (*start > now) co_await waiter.timer.async_wait(asio::use_awaitable);
                if (self->under_way_ < self->requests_max && self->crowd_.empty()) {
                    ++self->under_way_;
                    turn.under_way_ = true;
                } else {
                    co_await take_place(self, turn);
                }
                co_return turn;
            }
        }
        // Until somebody ends a turn or leaves the line; an outside cancellation throws at the next wait.
        waiter.timer.expires_at(Steady::time_point::max());
        co_await waiter.timer.async_wait(woken);
    }
}

}  // namespace ogi::crawler
