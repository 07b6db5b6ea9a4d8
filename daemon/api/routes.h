#pragma once

#include "daemon/api/feed_signal.h"
#include "daemon/api/http_server.h"
#include "daemon/recrawl.h"
#include "storage/store.h"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>

namespace ogi::daemon {

// The daemon's HTTP interface (docs/api.md): every Question as a GET, the change feed in three ways of
// delivery, and POST /v1/recrawl on the control socket.
class Routes {
  public:
    // Hands a request to the RecrawlDesk; `done` may be called on any thread.
    using Recrawl = std::function<void(RecrawlSelector selector, bool wait, RecrawlDesk::Done done)>;

    // Answers are written in pieces of about this size.
    static constexpr std::size_t piece_bytes = 256 * 1024;
    // How long `feed=longpoll` waits for an entry before it answers with none.
    static constexpr std::chrono::seconds longpoll_wait{55};
    // How often `feed=eventsource` says that it is alive.
    static constexpr std::chrono::seconds heartbeat{15};

    Routes(const storage::Store& store, std::shared_ptr<FeedSignal> signal, boost::asio::io_context& context,
           Recrawl recrawl);

    // Writes the response to `call`. Errors of ours become error responses; a lost peer throws.
    boost::asio::awaitable<void> handle(const HttpCall& call, HttpReply& reply);

  private:
    boost::asio::awaitable<void> give_answer(std::string target, HttpReply& reply);
    boost::asio::awaitable<void> give_changes(const HttpCall& call, HttpReply& reply);
    boost::asio::awaitable<void> stream_events(std::uint64_t since, HttpReply& reply);
    boost::asio::awaitable<void> recrawl(const HttpCall& call, HttpReply& reply);

    const storage::Store& store_;
    std::shared_ptr<FeedSignal> signal_;
    boost::asio::io_context& context_;
    Recrawl recrawl_;
};

}  // namespace ogi::daemon
