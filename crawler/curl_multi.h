#pragma once

#include "crawler/curl_exchange.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

namespace ogi::crawler {

// libcurl's multi interface with Asio as its event loop. libcurl says which sockets and which time it waits
// for; Asio waits, and tells libcurl what happened. libcurl is never called from inside its own callbacks:
// those only start and cancel waits.
class CurlMulti : public std::enable_shared_from_this<CurlMulti> {
  public:
    CurlMulti(boost::asio::any_io_executor executor, TransportSettings settings);
    ~CurlMulti();

    // A coroutine of `self`, which it keeps alive.
    static boost::asio::awaitable<HttpResult> get(std::shared_ptr<CurlMulti> self, HttpRequest request);

    // Ends every request under way with `stopping` and closes every connection. Later requests fail alike.
    void close();

  private:
    // A socket of libcurl's, watched but not owned: it is released before libcurl closes it.
    struct Watch {
        Watch(const boost::asio::any_io_executor& executor, curl_socket_t fd) : descriptor{executor, fd} {}
        ~Watch() { release(); }
        void release();

        boost::asio::posix::stream_descriptor descriptor;
        int wanted = CURL_POLL_NONE;
        bool awaiting_read = false;
        bool awaiting_write = false;
    };
    struct Running {
        CurlEasy easy;
        std::shared_ptr<CurlExchange> exchange;
    };
    class Abandoner;

    static int on_socket(CURL*, curl_socket_t fd, int what, void* multi, void*) noexcept;
    static int on_timer(CURLM*, long milliseconds, void* multi) noexcept;
    static int on_close_socket(void* multi, curl_socket_t fd) noexcept;

    std::optional<TransportError> refusal(const base::Url& url) const;
    void start(std::shared_ptr<CurlExchange> exchange);
    void abandon(const CurlExchange& exchange);
    void watch(curl_socket_t fd, int what);
    void forget(curl_socket_t fd);
    void await(curl_socket_t fd, const std::shared_ptr<Watch>& watch);
    void ready(curl_socket_t fd, const std::shared_ptr<Watch>& watch, int event, bool failed);
    void set_timer(long milliseconds);
    void arm();
    void act(curl_socket_t fd, int events);
    void collect_finished();
    void keep_watch_on(CURL* easy, const CurlExchange& exchange);
    void discard_unclean(const std::string& authority);
    Running take(std::unordered_map<CURL*, Running>::iterator place);

    boost::asio::any_io_executor executor_;
    TransportSettings settings_;
    std::shared_ptr<NameLookups> lookups_;
    boost::asio::steady_timer timer_;
    // When libcurl wants to be called, and whether a timer, or a call at once, is under way.
    std::chrono::steady_clock::time_point wanted_at_ = std::chrono::steady_clock::time_point::max();
    bool armed_ = false;
    bool kicked_ = false;
    std::unordered_map<curl_socket_t, std::shared_ptr<Watch>> watches_;
    CurlMultiHandle multi_;
    std::unordered_map<CURL*, Running> running_;
    std::set<std::pair<std::string, curl_socket_t>>
        kept_sockets_;  // Of connections for reuse, by CurlExchange::authority.
    bool closed_ = false;
};

}  // namespace ogi::crawler
