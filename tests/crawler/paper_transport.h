#pragma once

#include "crawler/transport.h"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ogi::crawler {

// Answers from a table, without a network; 404 for what is not in it. Every answer comes after a turn of the
// event loop, as real ones do, so that coroutines interleave.
class PaperTransport : public Transport {
  public:
    std::map<std::string, HttpResult> answers;  // By URL.
    std::vector<std::string> asked;
    std::vector<base::SteadyTime> asked_at;  // Beside asked.
    std::function<void(const std::string& url)> on_asked{};
    std::vector<std::string> posted;  // The forms of those that were asked for by POST.

    void answer(const std::string& url, std::uint16_t status, std::string body = {},
                std::string location = {}) {
        HttpResponse response;
        response.status = status;
        response.body = std::move(body);
        response.location = std::move(location);
        answers.insert_or_assign(url, HttpResult{std::move(response)});
    }
    void fail(const std::string& url, model::FailureReason reason) {
        answers.insert_or_assign(url, HttpResult{TransportError{reason, url + ": out of order"}});
    }

    boost::asio::awaitable<HttpResult> get(HttpRequest request) override {
        asked.push_back(request.url.text());
        asked_at.push_back(std::chrono::steady_clock::now());
        if (on_asked) on_asked(asked.back());
        if (!request.form.empty()) posted.push_back(request.form);
        const auto executor = co_await boost::asio::this_coro::executor;
        co_await boost::asio::post(executor, boost::asio::use_awaitable);
        const auto found = answers.find(request.url.text());
        if (found != answers.end()) co_return found->second;
        HttpResponse missing;
        missing.status = 404;
        co_return missing;
    }
};

}  // namespace ogi::crawler
