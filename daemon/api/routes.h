#pragma once

#include "daemon/answers/question.h"
#include "daemon/api/feed_signal.h"
#include "daemon/api/http_server.h"
#include "daemon/control/order.h"
#include "daemon/decisions/rulings.h"
#include "daemon/told.h"
#include "storage/store.h"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <memory>

namespace ogi::daemon {

// The daemon's HTTP interface (docs/api.md): every Question as a GET, the change feed in three ways of
// delivery, and on the control socket what the daemon is told to do.
class Routes {
  public:
    // What only the running daemon can do or tell.
    struct Daemon {
        std::function<void(Order order, Told told)> carry_out;
        // About::status, hosts, limits or sources.
        std::function<void(About about, Told told)> tell;
        // What a host waits for, in words; nothing where it is not known.
        std::function<void(std::string authority, Told told)> why;
        extract::Programs programs{};  // That read documents where an answer needs them.
    };

    // Answers are written in pieces of about this size.
    static constexpr std::size_t piece_bytes = 256 * 1024;
    // How long `feed=longpoll` waits for an entry before it answers with none.
    static constexpr std::chrono::seconds longpoll_wait{55};
    // How often `feed=eventsource` says that it is alive.
    static constexpr std::chrono::seconds heartbeat{15};
    // How often a recrawl that is waited for tells how far it is.
    static constexpr std::chrono::milliseconds progress_period{500};
    // An answer of the daemon itself that takes longer is not waited for.
    static constexpr std::chrono::seconds told_patience{60};

    Routes(const storage::Store& store, std::shared_ptr<const RulingBook> rulings,
           std::shared_ptr<FeedSignal> signal, boost::asio::io_context& context, Daemon daemon);

    // Writes the response to `call`. Errors of ours become error responses; a lost peer throws.
    boost::asio::awaitable<void> handle(const HttpCall& call, HttpReply& reply);

  private:
    boost::asio::awaitable<void> give_answer(std::string target, Door door, HttpReply& reply);
    boost::asio::awaitable<void> give_changes(const HttpCall& call, HttpReply& reply);
    boost::asio::awaitable<void> stream_events(std::uint64_t since, HttpReply& reply);
    boost::asio::awaitable<void> give_told(About about, HttpReply& reply);
    boost::asio::awaitable<void> take_order(const HttpCall& call, HttpReply& reply);
    using Watch = std::variant<std::shared_ptr<RecrawlWatch>, std::shared_ptr<ReplayWatch>>;
    boost::asio::awaitable<void> give_progress(Order order, Watch watch, HttpReply& reply);
    boost::asio::awaitable<std::string> progress_line(Watch watch);
    boost::asio::awaitable<std::string> what_is_waited_for(std::string url);

    const storage::Store& store_;
    std::shared_ptr<const RulingBook> rulings_;
    std::shared_ptr<FeedSignal> signal_;
    boost::asio::io_context& context_;
    Daemon daemon_;
};

}  // namespace ogi::daemon
