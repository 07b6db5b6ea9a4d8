#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <set>

namespace ogi::daemon {

// Wakes those who wait for the feed to grow. Belongs to the thread that runs `context`; notify may come from
// any.
class FeedSignal : public std::enable_shared_from_this<FeedSignal> {
  public:
    explicit FeedSignal(boost::asio::io_context& context) : context_{context} {}

    void notify();
    // Returns at the next notification or after `longest`, whichever comes first. Keep `self` alive: pass it.
    static boost::asio::awaitable<void> wait(std::shared_ptr<FeedSignal> self,
                                             std::chrono::milliseconds longest);

  private:
    boost::asio::io_context& context_;
    std::set<boost::asio::steady_timer*> waiting_;
};

}  // namespace ogi::daemon
