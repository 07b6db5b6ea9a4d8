#pragma once

#include "daemon/api/api.h"
#include "daemon/api/http_server.h"
#include "daemon/api/server_thread.h"
#include "daemon/cli/client.h"
#include "raw_exchange.h"
#include "small_store.h"

#include <gtest/gtest.h>
#include <boost/asio/post.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <thread>

namespace ogi::daemon {

namespace asio = boost::asio;
namespace json = boost::json;
using base::ErrorCode;
using Texts = std::vector<std::string>;

// The feed of a real store over a Unix socket, served on a thread of its own.
class FeedHttp : public testing::Test {
  protected:
    void SetUp() override {
        signal_ = std::make_shared<FeedSignal>(context_);
        answering_.emplace(ApiContext{
            small_.store(), std::make_shared<const RulingBook>(), signal_, context_, metrics_, {}});
        resources_ = all_resources(*answering_);
        server_ = std::make_unique<HttpServer>(
            context_, settings_,
            [this](const HttpCall& call, HttpReply& reply) { return resources_.handle(call, reply); });
        ASSERT_TRUE(server_->listen_unix(small_.folder() / "ogid.sock"));
        thread_.begin(*server_);
    }
    ~FeedHttp() override { thread_.end(); }

    // One more revision of a report; tells those who wait.
    void report(std::string_view agency, int year, int figure) {
        small_.report(agency, year, figure, "http://a.example/" + std::string{agency} + std::to_string(year));
        signal_->notify();
    }

    struct Answered {
        base::Result<void> outcome;
        Texts lines;
    };
    Answered ask(const std::string& target, std::string_view method = "GET", std::string body = {}) {
        auto to = Client::connect(small_.folder() / "ogid.sock").value().value();
        Answered answered;
        answered.outcome = to.ask(
            method, target,
            [&](std::string_view line) {
                answered.lines.emplace_back(line);
                return true;
            },
            std::move(body));
        return answered;
    }
    static json::object object(std::string_view line) { return json::parse(line).as_object(); }
    static std::string member(std::string_view line, std::string_view name) {
        const auto all = object(line);
        const auto* found = all.if_contains(name);
        return found == nullptr ? "" : std::string{found->as_string()};
    }
    // Of each line.
    Texts members(const Texts& lines, std::string_view name) {
        Texts all;
        for (const auto& line : lines) all.push_back(member(line, name));
        return all;
    }
    std::string exchange(const std::string& head, std::string_view enough) {
        return raw_exchange(small_.folder() / "ogid.sock", head + "\r\nHost: a\r\n\r\n", enough);
    }

    SmallStore small_;
    ServerSettings settings_{};
    asio::io_context context_{1};
    std::shared_ptr<FeedSignal> signal_;
    Metrics metrics_;
    std::optional<ApiContext> answering_;
    Resources resources_;
    std::unique_ptr<HttpServer> server_;
    ServerThread thread_{context_};
};

}  // namespace ogi::daemon
