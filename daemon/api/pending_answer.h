#pragma once

#include "base/result.h"
#include "daemon/told.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace ogi::daemon {

// An answer that comes on another thread, for a coroutine on the thread of `context` that waits for it.
class PendingAnswer : public std::enable_shared_from_this<PendingAnswer> {
  public:
    explicit PendingAnswer(boost::asio::io_context& context)
        : context_{context}, over_{context, boost::asio::steady_timer::time_point::max()} {}

    Told taker();
    // The answer, or nullopt where `longest` passed without one. Keep `self` alive: pass it.
    static boost::asio::awaitable<std::optional<base::Result<std::string>>> wait(
        std::shared_ptr<PendingAnswer> self, std::chrono::milliseconds longest);

  private:
    boost::asio::io_context& context_;
    boost::asio::steady_timer over_;
    std::optional<base::Result<std::string>> answer_;
};

}  // namespace ogi::daemon
