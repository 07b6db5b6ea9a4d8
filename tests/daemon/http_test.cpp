#include "daemon/api/api.h"
#include "daemon/api/feed_signal.h"
#include "daemon/api/give_question.h"
#include "daemon/api/http_server.h"
#include "daemon/api/server_thread.h"
#include "daemon/cli/client.h"
#include "odd_names.h"
#include "raw_exchange.h"
#include "small_store.h"

#include <gtest/gtest.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/json.hpp>

#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace ogi::daemon {
namespace {

namespace asio = boost::asio;
using asio::local::stream_protocol;
using base::ErrorCode;

// The API of a real store, served on a thread of its own over a Unix socket in the store's folder.
class HttpTest : public testing::Test {
  protected:
    void serve(ServerSettings settings = {}) {
        signal_ = std::make_shared<FeedSignal>(context_);
        ApiContext::Daemon daemon{
            .carry_out =
                [this](Order order, Told told) {
                    orders_.push_back(to_target(order));
                    if (const auto* import = std::get_if<ImportRoster>(&order))
                        orders_.back() += " " + import->csv;
                    if (const auto* recrawl = std::get_if<Recrawl>(&order); recrawl != nullptr && held_) {
                        recrawl->watch->write(
                            {.asked = 3, .open = 2, .totals = {}, .next = "http://a.example/1"});
                        *held_ = std::move(told);
                        return;
                    }
                    told(RecrawlSummary{.asked = 3, .waited = true, .totals = {}}.to_json() + "\n");
                },
            .tell = [](About about, Told told) { told(about == About::limits ? "limits\n" : "other\n"); },
            .why = [](const std::string& host, const Told& told) { told(host + ": delay"); }};
        answering_.emplace(ApiContext{small_.store(), std::make_shared<const RulingBook>(), signal_, context_,
                                      metrics_, std::move(daemon)});
        resources_ = all_resources(*answering_);
        server_ = std::make_unique<HttpServer>(
            context_, std::move(settings),
            [this](const HttpCall& call, HttpReply& reply) { return resources_.handle(call, reply); });
        ASSERT_TRUE(server_->listen_unix(socket()));
        ASSERT_TRUE(server_->listen_tcp("127.0.0.1", 0));
        thread_.begin(*server_);
    }
    ~HttpTest() override { thread_.end(); }

    std::filesystem::path socket() const { return small_.folder() / "ogid.sock"; }
    Client client() { return Client::connect(socket()).value().value(); }

    struct Answered {
        base::Result<void> outcome;
        std::vector<std::string> lines;
    };
    Answered ask(Client& to, const std::string& target, std::string_view method = "GET") {
        Answered answered;
        answered.outcome = to.ask(method, target, [&](std::string_view line) {
            answered.lines.emplace_back(line);
            return true;
        });
        return answered;
    }
    Answered ask(const std::string& target, std::string_view method = "GET") {
        auto to = client();
        return ask(to, target, method);
    }
    std::string exchange(std::string_view bytes, std::string_view enough = "\r\n\r\n") {
        return raw_exchange(socket(), bytes, enough);
    }

    SmallStore small_;
    asio::io_context context_{1};
    std::shared_ptr<FeedSignal> signal_;
    Metrics metrics_;
    std::optional<ApiContext> answering_;
    Resources resources_;
    std::unique_ptr<HttpServer> server_;
    ServerThread thread_{context_};
    std::vector<std::string> orders_;
    std::optional<Told>* held_ = nullptr;  // Takes the answer of a recrawl instead of giving it.
};

TEST_F(HttpTest, AQuestionThatTakesLongKeepsNobodyWaitingForTheFeed) {
    serve();
    std::promise<void> store_walked;
    const auto walker = make_walker();
    boost::asio::post(*walker, [&] { store_walked.get_future().wait(); });
    resources_ = Resources{};  // Nobody asks yet.
    resources_.add(question_resource(*answering_, About::reports, walker));
    auto slow = std::async(std::launch::async, [&] { return ask("/v1/reports").outcome.has_value(); });
    // So often that it has asked by then.
    for (int i = 0; i < 50; ++i) EXPECT_EQ(ask("/v1/nothing").outcome.error().code, ErrorCode::not_found);
    EXPECT_NE(slow.wait_for(std::chrono::milliseconds{0}), std::future_status::ready);
    store_walked.set_value();
    EXPECT_TRUE(slow.get());
}

TEST_F(HttpTest, WhateverAnAgencyIsCalledItsReportIsWhereTheApiSaysItIs) {
    for (const auto name : odd_names) small_.report(name, 2020, 7, "http://a.example/");
    serve();
    Question question;
    question.about = About::report;
    question.year = 2020;
    for (const auto name : odd_names) {
        question.agency = name;
        const auto target = to_target(question);
        const auto given = ask(target);
        ASSERT_EQ(given.lines.size(), 1U) << target;
        EXPECT_EQ(boost::json::parse(given.lines[0]).at("agency").at("name").as_string(), name);
        const auto cell = ask(target + "/cells/requests.new_received.total");
        ASSERT_EQ(cell.lines.size(), 1U) << target;
        EXPECT_NE(cell.lines[0].find("\"source\":\"" + target + "/source?"), std::string::npos)
            << cell.lines[0];
        EXPECT_EQ(ask(target + "/revisions").lines.size(), 1U) << target;
    }
}

TEST_F(HttpTest, StreamsAnAnswerThatIsLongerThanAPiece) {
    // Long names make a page of few reports larger than one piece.
    const std::string long_name(900, 'x');
    std::size_t bytes = 0;
    for (int i = 0; bytes <= 2 * piece_bytes; ++i) {
        small_.report(long_name + std::to_string(1'000 + i), 2020, i,
                      "http://a.example/" + std::to_string(i));
        bytes += 2 * long_name.size();
    }
    Question everything;
    std::vector<std::string> expected;
    ASSERT_TRUE(answer(small_.store(), everything, [&](std::string_view line) {
        expected.emplace_back(line);
        return true;
    }));
    serve();
    const auto answered = ask("/v1/reports");
    ASSERT_TRUE(answered.outcome) << answered.outcome.error().context;
    EXPECT_EQ(answered.lines, expected);
    EXPECT_GT(expected.size(), 250U);
}

TEST_F(HttpTest, AnswersSeveralQuestionsOnOneConnection) {
    small_.report("甲县财政局", 2020, 1, "http://a.example/");
    serve();
    auto to = client();
    EXPECT_EQ(ask(to, "/v1/reports").lines.size(), 1U);
    EXPECT_EQ(ask(to, "/v1/reports/none/2020").outcome.error().code, ErrorCode::not_found);
    EXPECT_EQ(ask(to, "/v1/changes").lines.size(), 1U);
    EXPECT_EQ(ask(to, "/v1/reports?year=1999").lines.size(), 0U);
    EXPECT_EQ(ask(to, "/v1/status").lines.size(), 1U);
    EXPECT_EQ(ask(to, "/healthz").lines, std::vector<std::string>{"ok"});
}

TEST_F(HttpTest, BringsErrorsWithTheirCodeAndWords) {
    serve();
    const auto unknown = ask("/v1/reports?agncy=a").outcome;
    EXPECT_EQ(unknown.error().code, ErrorCode::usage);
    EXPECT_EQ(unknown.error().context, "unknown parameter \"agncy\"");
    const auto missing = ask("/v1/reports/%E7%94%B2/2020/diff").outcome;
    EXPECT_EQ(missing.error().code, ErrorCode::not_found);
    EXPECT_EQ(missing.error().context,
              "no report of \"甲\" for 2020; ogi agencies lists all, ogi reports their years");
    EXPECT_EQ(ask("/v1/changes?feed=carrier_pigeon").outcome.error().context,
              "feed must be normal, longpoll, continuous or eventsource");
    EXPECT_EQ(ask("/v1/changes", "DELETE").outcome.error().context, "the method is not one of GET, HEAD");
}

TEST_F(HttpTest, SaysGoneAndWhereToResumeForACursorBeyondTheLog) {
    small_.report("甲县财政局", 2020, 1, "http://a.example/");
    serve();
    EXPECT_EQ(ask("/v1/changes?since=2").outcome.error().code, ErrorCode::usage);
    const auto raw = exchange("GET /v1/changes?since=2 HTTP/1.1\r\nHost: a\r\n\r\n", "}\n");
    EXPECT_TRUE(raw.starts_with("HTTP/1.1 410 Gone\r\n")) << raw;
    EXPECT_NE(raw.find(R"("code":"cursor_gone")"), std::string::npos) << raw;
    EXPECT_NE(raw.find(R"("resume":"/v1/snapshot","cursor":"1-1","last_sequence":"1")"), std::string::npos)
        << raw;
    EXPECT_TRUE(ask("/v1/changes?since=1").outcome);
}

TEST_F(HttpTest, ALongPollIsAnsweredByTheNextEntry) {
    serve();
    auto poll =
        std::async(std::launch::async, [this] { return ask("/v1/changes?feed=longpoll&since=0").lines; });
    // Whether the entry comes before the poll or while it waits, the poll brings it.
    small_.report("甲县财政局", 2020, 1, "http://a.example/");
    while (poll.wait_for(std::chrono::milliseconds{1}) != std::future_status::ready) signal_->notify();
    EXPECT_EQ(poll.get().size(), 1U);
}

TEST_F(HttpTest, AnEventStreamBeginsAfterTheLastEventSeen) {
    small_.report("甲县财政局", 2020, 1, "http://a.example/");
    small_.report("甲县财政局", 2020, 2, "http://a.example/");
    serve();
    const auto raw = exchange(
        "GET /v1/changes?feed=eventsource HTTP/1.1\r\nHost: a\r\nLast-Event-ID: 1\r\n\r\n", ": alive\n");
    EXPECT_NE(raw.find("Content-Type: text/event-stream"), std::string::npos) << raw;
    EXPECT_NE(raw.find("id: 1-2\ndata: {\"specversion\":\"1.0\""), std::string::npos) << raw;
    EXPECT_EQ(raw.find("id: 1-1\n"), std::string::npos) << raw;
}

TEST_F(HttpTest, PassesOrdersOnAndRefusesWhatItDoesNotUnderstand) {
    serve();
    const std::string target = "/v1/recrawl?wait=1&agency=%E7%94%B2&source=s&year=2020";
    const auto done = ask(target, "POST");
    ASSERT_TRUE(done.outcome) << done.outcome.error().context;
    EXPECT_EQ(RecrawlSummary::parse(done.lines.at(0)).value().asked, 3U);
    EXPECT_EQ(orders_, std::vector<std::string>{target});
    for (const char* query : {"year=next", "year=", "year=0", "agncy=a", "wait=yes"}) {
        EXPECT_EQ(ask(std::string{"/v1/recrawl?"} + query, "POST").outcome.error().code, ErrorCode::usage)
            << query;
    }
    EXPECT_TRUE(ask("/v1/pause?host=a.example", "POST").outcome);
    EXPECT_EQ(orders_.back(), "/v1/pause?host=a.example");
    EXPECT_EQ(orders_.size(), 2U);
    for (const char* order : {"/v1/recrawl", "/v1/pause", "/v1/resume", "/v1/reload"})
        EXPECT_EQ(ask(order).outcome.error().context, "the method is not one of POST") << order;
    EXPECT_EQ(orders_.size(), 2U);
}

TEST_F(HttpTest, TakesATableForTheRosterBesideTellingIt) {
    serve();
    const auto ignore = [](std::string_view) { return true; };
    auto to = client();
    const std::string table(RequestLimits{}.header_bytes_max + 1, 'x');
    ASSERT_TRUE(to.ask("POST", "/v1/roster", ignore, table));
    EXPECT_EQ(orders_.back(), "/v1/roster " + table);
    EXPECT_TRUE(ask("/v1/roster?agency=x").outcome);
    EXPECT_EQ(ask("/v1/roster?agency=x", "POST").outcome.error().code, ErrorCode::usage);
    auto other = client();
    EXPECT_FALSE(other.ask("POST", "/v1/roster", ignore, std::string(HttpServer::body_bytes_max + 1, 'x')));
    EXPECT_EQ(orders_.size(), 1U);
}

TEST_F(HttpTest, AsksTheDaemonItselfForWhatOnlyItKnows) {
    serve();
    EXPECT_EQ(ask("/v1/limits").lines, std::vector<std::string>{"limits"});
    EXPECT_EQ(ask("/v1/hosts").lines, std::vector<std::string>{"other"});
    EXPECT_EQ(ask("/v1/sources").lines, std::vector<std::string>{"other"});
    EXPECT_EQ(ask("/v1/status").lines, std::vector<std::string>{"other"});
}

TEST_F(HttpTest, ARecrawlThatIsWaitedForTellsHowFarItIs) {
    std::optional<Told> answer;
    held_ = &answer;
    serve();
    std::vector<std::string> lines;
    auto to = client();
    const auto done = to.ask("POST", "/v1/recrawl?wait=progress", [&](std::string_view line) {
        lines.emplace_back(line);
        if (lines.size() == 1)
            (*answer)(RecrawlSummary{.asked = 3, .waited = true, .totals = {}}.to_json() + "\n");
        return true;
    });
    ASSERT_TRUE(done) << done.error().context;
    ASSERT_GE(lines.size(), 2U);
    const auto progress = RecrawlProgress::parse(lines.front());
    ASSERT_TRUE(progress) << lines.front();
    EXPECT_EQ(progress->open, 2U);
    EXPECT_EQ(progress->waiting_for, "a.example:80: delay");
    EXPECT_EQ(RecrawlSummary::parse(lines.back()).value().asked, 3U);
}

TEST_F(HttpTest, AnErrorThatComesAfterProgressIsTheLastLine) {
    std::optional<Told> answer;
    held_ = &answer;
    serve();
    std::string last;
    auto to = client();
    const auto done = to.ask("POST", "/v1/recrawl?wait=progress", [&](std::string_view line) {
        if (last.empty()) (*answer)(base::fail(ErrorCode::busy, "the daemon is shutting down"));
        last = line;
        return true;
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::busy);
    EXPECT_EQ(done.error().context, "the daemon is shutting down");
    EXPECT_TRUE(RecrawlProgress::parse(last)) << last;
}

TEST_F(HttpTest, TakesThePlaceOfASocketThatNobodyListensOn) {
    {
        asio::io_context context;
        const stream_protocol::acceptor left{context, stream_protocol::endpoint{socket().string()}};
    }
    EXPECT_TRUE(std::filesystem::exists(socket()));
    EXPECT_FALSE(Client::connect(socket()).value());  // Nobody there is not an error.
    serve();
    EXPECT_TRUE(ask("/healthz").outcome);
}

TEST(Client, FindsNobodyWhereThereIsNoSocket) {
    TemporaryFolder folder;
    EXPECT_FALSE(Client::connect(folder.path() / "ogid.sock").value());
}

TEST(HttpServer, NamesAnAddressItCannotListenOn) {
    asio::io_context context{1};
    HttpServer server{context, ServerSettings{}, {}};
    const auto refused = server.listen_tcp("localhost", 0);
    EXPECT_EQ(refused.error().context, "api.listen: localhost is not an IP address");
    asio::ip::tcp::acceptor taken{context, {asio::ip::address_v4::loopback(), 0}};
    const auto port = taken.local_endpoint().port();
    const auto busy = server.listen_tcp("127.0.0.1", port);
    EXPECT_EQ(busy.error().code, ErrorCode::busy);
    EXPECT_TRUE(
        busy.error().context.starts_with("api.listen: cannot listen on 127.0.0.1:" + std::to_string(port)));
}

}  // namespace
}  // namespace ogi::daemon
