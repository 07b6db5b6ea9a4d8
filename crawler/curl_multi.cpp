#include "crawler/curl_multi.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <mutex>
#include <new>

namespace ogi::crawler {

namespace asio = boost::asio;
using model::FailureReason;

namespace {

CurlMultiHandle new_multi() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    CurlMultiHandle multi{curl_multi_init()};
    if (!multi) throw std::bad_alloc{};
    return multi;
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
    : executor_{std::move(executor)}, settings_{std::move(settings)}, timer_{executor_}, multi_{new_multi()} {
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
    idle_.clear();
    multi_.reset();  // Closes the connections, through on_close_socket.
    watches_.clear();
    timer_.cancel();
}

asio::awaitable<HttpResult> CurlMulti::get(std::shared_ptr<CurlMulti> self, HttpRequest request) {
    if (self->closed_) co_return closed_error(request.url.text());
    auto exchange = std::make_shared<CurlExchange>(self->executor_, std::move(request), self->settings_);
    const Abandoner abandoner{*self, *exchange};
    self->start(exchange);
    if (!exchange->result) {
        const auto woken = asio::as_tuple(asio::use_awaitable);
        co_await exchange->over.async_wait(woken);
    }
    if (!exchange->result) co_return TransportError{FailureReason::stopping, "the request was cancelled"};
    co_return std::move(*exchange->result);
}

void CurlMulti::start(std::shared_ptr<CurlExchange> exchange) {
    CurlEasy easy;
    if (idle_.empty()) {
        easy.reset(curl_easy_init());
        if (!easy) throw std::bad_alloc{};
    } else {
        easy = std::move(idle_.back());
        idle_.pop_back();
    }
    exchange->prepare(easy.get());
    // A connection outlives its request, so the close callback gets us and not the exchange.
    curl_easy_setopt(easy.get(), CURLOPT_CLOSESOCKETFUNCTION, &CurlMulti::on_close_socket);
    curl_easy_setopt(easy.get(), CURLOPT_CLOSESOCKETDATA, this);
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
    if (place != running_.end()) recycle(take(place).easy);
}

CurlMulti::Running CurlMulti::take(std::unordered_map<CURL*, Running>::iterator place) {
    curl_multi_remove_handle(multi_.get(), place->first);
    auto running = std::move(place->second);
    running_.erase(place);
    return running;
}

void CurlMulti::recycle(CurlEasy easy) {
    if (idle_.size() >= idle_handles_max) return;
    curl_easy_reset(easy.get());
    idle_.push_back(std::move(easy));
}

void CurlMulti::act(curl_socket_t fd, int events) {
    int still_running = 0;
    curl_multi_socket_action(multi_.get(), fd, events, &still_running);
    collect_finished();
}

void CurlMulti::collect_finished() {
    int left = 0;
    while (const auto* message = curl_multi_info_read(multi_.get(), &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const auto code = message->data.result;  // `message` dies with the removal of its handle.
        const auto place = running_.find(message->easy_handle);
        if (place == running_.end()) continue;
        auto running = take(place);
        running.exchange->settle(running.easy.get(), code);
        recycle(std::move(running.easy));
    }
}

}  // namespace ogi::crawler
