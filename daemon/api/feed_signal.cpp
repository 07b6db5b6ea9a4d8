#include "daemon/api/feed_signal.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace ogi::daemon {

namespace asio = boost::asio;

void FeedSignal::notify() {
    asio::post(context_, [self = shared_from_this()] {
        for (auto* timer : self->waiting_) timer->cancel();
    });
}

asio::awaitable<void> FeedSignal::wait(std::shared_ptr<FeedSignal> self, std::chrono::milliseconds longest) {
    asio::steady_timer timer{self->context_, longest};
    self->waiting_.insert(&timer);
    boost::system::error_code woken;
    auto token = asio::redirect_error(asio::use_awaitable, woken);
    co_await timer.async_wait(token);
    self->waiting_.erase(&timer);
}

}  // namespace ogi::daemon
