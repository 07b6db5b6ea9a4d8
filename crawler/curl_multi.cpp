#include "crawler/curl_multi.h"

#include "crawler/address_policy.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <new>
#include <system_error>

namespace ogi::crawler {

namespace asio = boost::asio;
using model::FailureReason;

namespace {

CurlMultiHandle new_multi() {
    static std::once_flag once;
    std::call_once(once, [] {
        // With CURLOPT_NOSIGNAL libcurl leaves it to the program what a write to a closed connection does.
        std::signal(SIGPIPE, SIG_IGN);
        curl_global_init(CURL_GLOBAL_DEFAULT);
    });
    CurlMultiHandle multi{curl_multi_init()};
    if (!multi) throw std::bad_alloc{};
    return multi;
}

int new_set_of_sockets() {
    const int set = ::epoll_create1(EPOLL_CLOEXEC);
    if (set < 0) throw std::system_error{errno, std::generic_category(), "epoll_create1"};
    return set;
}

TransportError closed_error(const std::string& url) {
    return {FailureReason::stopping, url + ": the crawler is stopping"};
}

}  // namespace

// Takes the request out of libcurl when the coroutine that waits for it goes away.
class CurlMulti::Abandoner {
  public:
    Abandoner(CurlMulti& multi, const CurlExchange& exchange) : multi_{multi}, exchange_{exchange} {}
    Abandoner(const Abandoner&) = delete;
    Abandoner& operator=(const Abandoner&) = delete;
    ~Abandoner() {
        if (!exchange_.result) multi_.abandon(exchange_);
    }

  private:
    CurlMulti& multi_;
    const CurlExchange& exchange_;
};

CurlMulti::CurlMulti(asio::any_io_executor executor, TransportSettings settings)
    : executor_{std::move(executor)},
      settings_{std::move(settings)},
      lookups_{std::make_shared<NameLookups>(settings_.lookups_max)},
      timer_{executor_},
      set_of_sockets_{executor_, new_set_of_sockets()},
      multi_{new_multi()} {
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETFUNCTION, &CurlMulti::on_socket);
    curl_multi_setopt(multi_.get(), CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERFUNCTION, &CurlMulti::on_timer);
    curl_multi_setopt(multi_.get(), CURLMOPT_TIMERDATA, this);
    // Left alone, libcurl sets it to four times the handles at every change and closes what it wants again.
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, static_cast<long>(settings_.connections_max));
}

CurlMulti::~CurlMulti() {
    close();
}

void CurlMulti::close() {
    if (closed_) return;
    closed_ = true;
    for (auto& [easy, running] : running_) {
        curl_multi_remove_handle(multi_.get(), easy);
        running.exchange->settle(closed_error("request"));
    }
    running_.clear();
    multi_.reset();  // Closes the connections, through on_close_socket.
    watches_.clear();
    kept_sockets_.clear();
    set_of_sockets_.close();
    timer_.cancel();
}

asio::awaitable<HttpResult> CurlMulti::get(std::shared_ptr<CurlMulti> self, HttpRequest request) {
    if (self->closed_) co_return closed_error(request.url.text());
    if (auto refused = self->refusal(request.url)) co_return *std::move(refused);
    // With a proxy, its name is the only one that is looked up.
    auto name = self->settings_.proxy.empty() ? std::string{request.url.host()} : self->settings_.proxy;
    auto place = co_await NameLookups::enter(self->lookups_, std::move(name));
    if (self->closed_) co_return closed_error(request.url.text());
    auto exchange = std::make_shared<CurlExchange>(self->executor_, std::move(request), self->settings_,
                                                   std::move(place));
    const Abandoner abandoner{*self, *exchange};
    self->start(exchange);
    if (!exchange->result) {
        const auto woken = asio::as_tuple(asio::use_awaitable);
        co_await exchange->over.async_wait(woken);
    }
    if (!exchange->result) co_return TransportError{FailureReason::stopping, "the request was cancelled"};
    co_return std::move(*exchange->result);
}

// What a proxy would connect to is out of our sight, but for addresses that stand in the URL.
std::optional<TransportError> CurlMulti::refusal(const base::Url& url) const {
    if (settings_.proxy.empty() || settings_.allow_private_addresses) return std::nullopt;
    const auto use = reserved_for_host(url.host());
    if (use.empty()) return std::nullopt;
    return TransportError{FailureReason::address_refused,
                          url.text() + ": the address policy refuses " + std::string{url.host()} + " (" +
                              std::string{use} + "); crawl.allow_private_addresses would let it pass"};
}

void CurlMulti::start(std::shared_ptr<CurlExchange> exchange) {
    // A handle for each request: used again, libcurl 7.88 adds a folded first header line to a header of the
    // response before, whose memory it gave back. Connections, which cost more, are kept by the multi handle.
    CurlEasy easy{curl_easy_init()};
    if (!easy) throw std::bad_alloc{};
    discard_unclean(exchange->authority());
    exchange->prepare(easy.get());
    // A connection outlives its request, so the close callback gets us and not the exchange.
    curl_easy_setopt(easy.get(), CURLOPT_CLOSESOCKETFUNCTION, &CurlMulti::on_close_socket);
    curl_easy_setopt(easy.get(), CURLOPT_CLOSESOCKETDATA, this);
    exchange->on_connection = [this](curl_socket_t fd) { watches_[fd] = {.is_connection = true}; };
    auto* const handle = easy.get();
    running_.emplace(handle, Running{std::move(easy), exchange});
    // Asks for a timer of 0 ms, which starts the transfer outside this call.
    if (const auto code = curl_multi_add_handle(multi_.get(), handle); code != CURLM_OK) {
        running_.erase(handle);
        exchange->settle(TransportError{FailureReason::bad_url, curl_multi_strerror(code)});
    }
}

void CurlMulti::abandon(const CurlExchange& exchange) {
    const auto place = running_.find(exchange.easy());
    if (place != running_.end()) take(place);
}

void CurlMulti::keep_watch_on(CURL* easy, const CurlExchange& exchange) {
    curl_socket_t fd = CURL_SOCKET_BAD;
    curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &fd);
    if (fd == CURL_SOCKET_BAD) return;
    const auto watch = watches_.find(fd);
    if (watch == watches_.end() || !watch->second.kept_for.empty()) return;
    watch->second.kept_for = exchange.authority();
    kept_sockets_[exchange.authority()].push_back(fd);
}

// A server that said more than its response would have the rest taken for the response to the next request:
// libcurl 7.88 uses such connections again (mended in 8.0.0). Shut down, they are dead to it as well.
void CurlMulti::discard_unclean(std::string_view authority) {
    const auto kept = kept_sockets_.find(authority);
    if (kept == kept_sockets_.end()) return;
    std::erase_if(kept->second, [&](curl_socket_t fd) {
        std::array<char, 4096> unread;
        const auto watch = watches_.find(fd);
        const bool in_use = watch != watches_.end() && watch->second.wanted != CURL_POLL_NONE;
        if (in_use || ::recv(fd, unread.data(), unread.size(), MSG_PEEK | MSG_DONTWAIT) <= 0) return false;
        if (watch != watches_.end()) watch->second.kept_for.clear();
        ::shutdown(fd, SHUT_RDWR);
        while (::recv(fd, unread.data(), unread.size(), MSG_DONTWAIT) > 0) {
        }
        return true;
    });
}

CurlMulti::Running CurlMulti::take(std::unordered_map<CURL*, Running>::iterator place) {
    curl_multi_remove_handle(multi_.get(), place->first);
    auto running = std::move(place->second);
    running_.erase(place);
    return running;
}

void CurlMulti::act(curl_socket_t fd, int events) {
    int still_running = 0;
    curl_multi_socket_action(multi_.get(), fd, events, &still_running);
}

void CurlMulti::collect_finished() {
    int left = 0;
    while (const auto* message = curl_multi_info_read(multi_.get(), &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const auto code = message->data.result;  // `message` dies with the removal of its handle.
        const auto place = running_.find(message->easy_handle);
        if (place == running_.end()) continue;
        keep_watch_on(place->first, *place->second.exchange);
        auto running = take(place);
        running.exchange->settle(running.easy.get(), code);
    }
}

}  // namespace ogi::crawler
