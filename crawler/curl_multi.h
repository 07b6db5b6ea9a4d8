#pragma once

#include "crawler/curl_exchange.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

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
    // A socket of libcurl's: what libcurl waits for, and what the kernel was told to look for.
    struct Watch {
        int wanted = CURL_POLL_NONE;
        int known = CURL_POLL_NONE;
        bool is_connection = false;  // on_close_socket will tell of its end.
        std::string kept_for{};      // Where it stands in kept_sockets_; empty: it does not.
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
    void watch(curl_socket_t fd, int wanted);
    void forget(curl_socket_t fd);
    void listen(curl_socket_t fd, Watch& watch, int events);
    void await();
    void ready();
    void set_timer(long milliseconds);
    void arm();
    void act(curl_socket_t fd, int events);
    void collect_finished();
    void keep_watch_on(CURL* easy, const CurlExchange& exchange);
    void discard_unclean(std::string_view authority);
    Running take(std::unordered_map<CURL*, Running>::iterator place);

    boost::asio::any_io_executor executor_;
    TransportSettings settings_;
    std::shared_ptr<NameLookups> lookups_;
    boost::asio::steady_timer timer_;
    // When libcurl wants to be called, and whether a timer, or a call at once, is under way.
    std::chrono::steady_clock::time_point wanted_at_ = std::chrono::steady_clock::time_point::max();
    bool armed_ = false;
    bool kicked_ = false;
    // An epoll set of libcurl's sockets, which it owns: one wait of Asio's serves them all.
    boost::asio::posix::stream_descriptor set_of_sockets_;
    std::unordered_map<curl_socket_t, Watch> watches_;
    std::size_t wanted_sockets_ = 0;
    bool awaiting_ = false;
    CurlMultiHandle multi_;
    std::unordered_map<CURL*, Running> running_;
    // Of connections for reuse, by CurlExchange::authority.
    std::map<std::string, std::vector<curl_socket_t>, std::less<>> kept_sockets_;
    bool closed_ = false;
};

}  // namespace ogi::crawler
