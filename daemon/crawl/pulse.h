#pragma once

#include "base/time.h"
#include "daemon/crawl/clock_watch.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <mutex>

namespace ogi::daemon {

// Feels once a second whether time still passes as it should, and says in the log where it does not.
class Pulse {
  public:
    // Called on the network thread.
    using OnNews = std::function<void(ClockNews::What)>;

    Pulse(boost::asio::io_context& network, OnNews on_news);

    // Without end: it is dropped with its context. On the network thread.
    boost::asio::awaitable<void> beat();

    // The time that the schedule goes by (ClockWatch::now). From any thread.
    base::UtcTime now();

  private:
    boost::asio::steady_timer timer_;
    OnNews on_news_;
    std::mutex mutex_;
    ClockWatch watch_;
};

}  // namespace ogi::daemon
