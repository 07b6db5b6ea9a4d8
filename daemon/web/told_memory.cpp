#include "daemon/web/told_memory.h"

#include "daemon/api/pending_answer.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::Result;

asio::awaitable<Result<std::string>> ToldMemory::ask(ToldMemory& memory, About about) {
    auto& last = memory.last_[about];
    if (last.asking) {
        const auto over = last.asking;  // Keeps it alive.
        boost::system::error_code ended;
        auto token = asio::redirect_error(asio::use_awaitable, ended);
        co_await over->async_wait(token);
        co_return last.answer;
    }
    const bool is_fresh = last.answer && std::chrono::steady_clock::now() - last.at < fresh_for;
    if (is_fresh && last.at != std::chrono::steady_clock::time_point{}) co_return last.answer;
    last.asking = std::make_shared<asio::steady_timer>(memory.context_.context,
                                                       std::chrono::steady_clock::now() + 2 * patience);
    const auto pending = std::make_shared<PendingAnswer>(memory.context_.context);
    memory.context_.daemon.tell(about, pending->taker());
    auto told = co_await PendingAnswer::wait(pending, patience);
    if (!told) told = base::fail(base::ErrorCode::busy, "the daemon did not answer in time");
    last.answer = *std::move(told);
    last.at = std::chrono::steady_clock::now();
    const auto asking = std::exchange(last.asking, nullptr);
    asking->cancel();
    co_return last.answer;
}

}  // namespace ogi::daemon
