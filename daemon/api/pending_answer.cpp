#include "daemon/api/pending_answer.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace ogi::daemon {

namespace asio = boost::asio;
using Answer = std::optional<base::Result<std::string>>;

Told PendingAnswer::taker() {
    return [self = shared_from_this()](base::Result<std::string> answer) {
        asio::post(self->context_, [self, answer = std::move(answer)]() mutable {
            self->answer_.emplace(std::move(answer));
            self->over_.cancel();
        });
    };
}

asio::awaitable<Answer> PendingAnswer::wait(std::shared_ptr<PendingAnswer> self,
                                            std::chrono::milliseconds longest) {
    if (!self->answer_) {
        self->over_.expires_after(longest);
        boost::system::error_code woken;
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await self->over_.async_wait(token);
    }
    co_return std::exchange(self->answer_, std::nullopt);
}

}  // namespace ogi::daemon
