#include "daemon/service.h"

#include "crawler/curl_transport.h"
#include "crawler/fetcher.h"
#include "daemon/api/feed_signal.h"
#include "daemon/api/http_server.h"
#include "daemon/api/routes.h"
#include "daemon/crawl.h"
#include "daemon/seed.h"
#include "storage/store.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::Result;

// Members are destroyed from last to first: the threads end before what they use, and the contexts, which
// hold the frames of coroutines that were dropped, after everything that refers to them.
struct Service::Parts {
    explicit Parts(const Config& config, std::unique_ptr<storage::Store> opened)
        : store{std::move(opened)},
          transport{network.get_executor(), config.transport},
          fetcher{transport, config.fetch, base::utc_now},
          signal{std::make_shared<FeedSignal>(api)},
          desk{*store},
          crawl{*store,
                fetcher,
                network,
                {.hosts_max = config.hosts_max,
                 .workers = config.workers,
                 .decide = {.revisit = config.revisit, .depth_max = config.depth_max}},
                base::utc_now,
                [this](const model::Page& page, std::size_t changes) { visited(page, changes); }},
          routes{*store, signal, api,
                 [this](RecrawlSelector selector, bool wait, RecrawlDesk::Done done) {
                     recrawl(std::move(selector), wait, std::move(done));
                 }},
          server{api, config.connections_max,
                 [this](const HttpCall& call, HttpReply& reply) { return routes.handle(call, reply); }} {}

    ~Parts() {
        api.stop();
        if (api_thread.joinable()) api_thread.join();
        server.close();
    }

    // On the writer thread.
    void visited(const model::Page& page, std::size_t changes) {
        {
            const std::scoped_lock lock{totals_mutex};
            totals.count(page, changes);
        }
        desk.visited(page, changes);
        if (changes > 0) signal->notify();
    }

    // On the API's thread.
    void recrawl(RecrawlSelector selector, bool wait, RecrawlDesk::Done done) {
        crawl.on_writer([this, selector = std::move(selector), wait, done = std::move(done)]() mutable {
            desk.request(selector, wait, std::move(done));
            asio::post(network, [this] { wake(); });
        });
    }

    // On the network thread.
    void wake() {
        crawl.wake();
        next_look.cancel();
    }

    void start_api() {
        server.start();
        api_thread = std::thread{[this] {
            const auto guard = asio::make_work_guard(api);
            api.run();
        }};
    }

    asio::awaitable<void> watch_signals();
    asio::awaitable<void> crawl_until_stopped();
    asio::awaitable<void> crawl_once(Due due);
    Result<void> run_network(asio::awaitable<void> work);

    asio::io_context network{1};
    asio::io_context api{1};
    std::unique_ptr<storage::Store> store;
    crawler::CurlTransport transport;
    crawler::Fetcher fetcher;
    std::shared_ptr<FeedSignal> signal;
    RecrawlDesk desk;
    std::mutex totals_mutex;
    CrawlTotals totals;
    asio::steady_timer next_look{network};
    asio::signal_set signals{network, SIGTERM, SIGINT};
    bool stopped = false;
    Result<void> outcome;
    Crawl crawl;
    Routes routes;
    HttpServer server;
    std::thread api_thread;
};

asio::awaitable<void> Service::Parts::watch_signals() {
    boost::system::error_code cancelled;
    auto token = asio::redirect_error(asio::use_awaitable, cancelled);
    const int number = co_await signals.async_wait(token);
    if (cancelled) co_return;  // The work ended by itself.
    spdlog::info("stopping signal={} grace_s={}", number, drain_grace.count());
    stopped = true;
    crawl.stop();
    wake();
    asio::steady_timer grace{network, drain_grace};
    auto again = asio::redirect_error(asio::use_awaitable, cancelled);
    co_await grace.async_wait(again);
    spdlog::warn("visits dropped reason=\"they took longer than the grace period\"");
    crawl.abandon();
    network.stop();
}

asio::awaitable<void> Service::Parts::crawl_once(Due due) {
    auto done = co_await crawl.run_until_idle(due);
    outcome = std::move(done);
}

asio::awaitable<void> Service::Parts::crawl_until_stopped() {
    while (!stopped) {
        auto done = co_await crawl.run_until_idle(Due::by_now);
        auto pause = std::chrono::duration_cast<std::chrono::milliseconds>(look_again);
        if (!done && store->broken()) {
            outcome = std::move(done);  // Whoever starts us again opens it again.
            co_return;
        }
        if (!done) {
            spdlog::error("crawl interrupted reason=\"{}\" retry_s={}", done.error().context,
                          store_retry.count());
            pause = store_retry;
        } else if (const auto next = store->next_due(); next && *next) {
            pause = std::clamp(**next - base::utc_now(), std::chrono::milliseconds{0}, pause);
        }
        if (stopped) co_return;
        boost::system::error_code woken;
        next_look.expires_after(pause);
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await next_look.async_wait(token);
    }
}

// Runs the network thread's loop until `work` is done or was stopped and could not end in time.
Result<void> Service::Parts::run_network(asio::awaitable<void> work) {
    start_api();
    asio::co_spawn(network, watch_signals(), [](std::exception_ptr bug) {
        if (bug) std::rethrow_exception(bug);
    });
    asio::co_spawn(network, std::move(work), [this](std::exception_ptr bug) {
        network.stop();
        if (bug) std::rethrow_exception(bug);
    });
    network.run();
    // Behind everything the writer still has to tell of.
    std::promise<void> told;
    crawl.on_writer([&] {
        desk.close();
        told.set_value();
    });
    told.get_future().wait();
    return outcome;
}

Service::Service(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::start(const Config& config) {
    TRY(store, storage::Store::open(config.store_path, storage::OpenMode::read_write));
    TRY(added, seed_sources(*store, config.sources, base::utc_now()));
    auto parts = std::make_unique<Parts>(config, std::move(store));
    TRY_VOID(parts->server.listen_unix(config.control_socket()));
    if (!config.api_host.empty()) TRY_VOID(parts->server.listen_tcp(config.api_host, config.api_port));
    spdlog::info("started store={} sources={} new_entries={} listen={}", config.store_path.string(),
                 config.sources.size(), added,
                 config.api_host.empty() ? "none" : config.api_host + ":" + std::to_string(config.api_port));
    return std::unique_ptr<Service>{new Service{std::move(parts)}};
}

Result<std::size_t> Service::make_due(const RecrawlSelector& selector) {
    TRY(urls, request_recrawl(*parts_->store, selector));
    return urls.size();
}

Result<CrawlTotals> Service::run_once(Due due) {
    TRY_VOID(parts_->run_network(parts_->crawl_once(due)));
    const std::scoped_lock lock{parts_->totals_mutex};
    if (parts_->stopped) {
        return base::fail(base::ErrorCode::busy,
                          "stopped before everything due was visited; run it again to go on");
    }
    return parts_->totals;
}

Result<void> Service::run() {
    return parts_->run_network(parts_->crawl_until_stopped());
}

}  // namespace ogi::daemon
