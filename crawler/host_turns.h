#pragma once

#include "base/time.h"
#include "crawler/politeness.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace ogi::crawler {

class HostTurns;

// The right to send one request to a host, until it is destroyed; that is when the host's pause begins.
class Turn {
  public:
    // The host is held longer than the caller would wait; no right to send.
    explicit Turn(base::SteadyTime until) : held_until_{until} {}
    Turn(std::shared_ptr<HostTurns> turns, std::string host)
        : turns_{std::move(turns)}, host_{std::move(host)} {}
    Turn(Turn&&) = default;
    Turn& operator=(Turn&&) = delete;
    ~Turn();

    bool granted() const { return turns_ != nullptr; }
    base::SteadyTime held_until() const { return held_until_; }  // Only where not granted.
    // The response was here at `at`, so the host's pause begins then and not when the turn is destroyed.
    void answered(base::SteadyTime at) { answered_at_ = at; }

  private:
    friend class HostTurns;
    std::shared_ptr<HostTurns> turns_;
    std::string host_;
    base::SteadyTime held_until_{};
    base::SteadyTime answered_at_{};  // Not set: when it is destroyed.
    bool under_way_ = false;          // Counted in HostTurns::under_way_.
};

// Where coroutines wait until Politeness lets them go: in the order of their coming, server by server.
// One thread. Shared, because a coroutine may be destroyed after everything else is.
class HostTurns : public std::enable_shared_from_this<HostTurns> {
  public:
    // Turns of all hosts together at the same time; a turn that only waits for its host's pause is none.
    static constexpr std::size_t requests_max_default = 64;

    explicit HostTurns(std::chrono::milliseconds default_delay) : politeness{default_delay} {}

    // Waits for the host's turn. Where the host is held for longer than `longest_hold`, it does not wait but
    // says so. A coroutine of `self`.
    static boost::asio::awaitable<Turn> take(std::shared_ptr<HostTurns> self, std::string host,
                                             std::chrono::milliseconds longest_hold);

    Politeness politeness;
    std::size_t requests_max = requests_max_default;

    std::size_t under_way() const { return under_way_; }
    // Hosts whose turns ended since the last call.
    std::set<std::string> take_touched() { return std::exchange(touched_, {}); }

  private:
    friend class Turn;
    struct Waiter;
    using Line = std::list<Waiter*>;

    static boost::asio::awaitable<void> take_place(std::shared_ptr<HostTurns> self, Turn& turn);
    void end_turn(const std::string& host, base::SteadyTime at, bool was_under_way);
    void wake_first(std::string_view server);

    std::map<std::string, Line, std::less<>> lines_;  // By server_of; only those somebody waits for.
    std::set<std::string> touched_;
    std::size_t under_way_ = 0;
    std::list<boost::asio::steady_timer*> crowd_;  // Whose host is free, while too many turns are under way.
};

}  // namespace ogi::crawler
