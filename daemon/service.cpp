#include "daemon/service.h"

#include "base/child_process.h"
#include "crawler/curl_transport.h"
#include "crawler/fetcher.h"
#include "daemon/answers/source_lines.h"
#include "daemon/answers/status.h"
#include "daemon/api/api.h"
#include "daemon/api/feed_signal.h"
#include "daemon/api/http_server.h"
#include "daemon/control/control.h"
#include "daemon/control/store_care.h"
#include "daemon/crawl/crawl.h"
#include "daemon/crawl/pulse.h"
#include "daemon/crawl/seed.h"
#include "daemon/crawl/visit_rate.h"
#include "daemon/decisions/decision_desk.h"
#include "daemon/file_limit.h"
#include "daemon/open_store.h"
#include "daemon/replay/replay_desk.h"
#include "daemon/sinks/sink_desk.h"
#include "daemon/sinks/sink_resources.h"
#include "daemon/sinks/store_parking.h"
#include "daemon/thread_limit.h"
#include "daemon/visit/doubtful_visits.h"
#include "storage/disk_space.h"
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
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::Result;

namespace {

// Network, API and its readers, writer, syncer, those of RocksDB, and a few of libcurl's resolver.
constexpr int other_threads = 14;

}  // namespace

// Members are destroyed from last to first: the threads end before what they use, and the contexts, which
// hold the frames of coroutines that were dropped, after everything that refers to them.
struct Service::Parts {
    Parts(const Config& config, std::unique_ptr<storage::Store> opened, std::unique_ptr<DecisionDesk> decided,
          Paused paused)
        : store_path{config.store_path},
          store{std::move(opened)},
          decisions{std::move(decided)},
          programs{find_programs(config.programs)},
          care{*store, config.retention},
          pulse{network, [this](ClockNews::What what) { on_news(what); }},
          transport{network.get_executor(), transport_of(config)},
          fetcher{transport, config.fetch, [this] { return pulse.now(); }},
          signal{std::make_shared<FeedSignal>(api)},
          desk{*store, std::make_shared<SourceScope>(config.sources)},
          crawl{*store,
                fetcher,
                network,
                crawl_settings_of(config, std::make_shared<SourceScope>(config.sources), decisions->book(),
                                  programs),
                [this] { return pulse.now(); },
                [this](const VisitRecord& record) { visited(record); }},
          imports{*store, crawl, [this] { on_import(); }},
          replay{*store,
                 replay_threads(),
                 decisions->book(),
                 programs,
                 [this](std::function<void()> work) { crawl.on_writer(std::move(work)); },
                 [this] { tell_news(); }},
          sinks{*store,
                parking_in(*store, [this](std::function<void()> work) { crawl.on_writer(std::move(work)); })},
          control{{*store, fetcher, crawl, desk, *decisions, imports, replay, network, care,
                   [this] { wake(); }, [this] { tell_news(); }, programs,
                   [this](const std::vector<SinkSettings>& wanted) { sinks.adopt(wanted); }},
                  config,
                  std::move(paused)},
          answering{*store,
                    decisions->book(),
                    signal,
                    api,
                    metrics,
                    {.carry_out = [this](Order order,
                                         Told told) { control.carry_out(std::move(order), std::move(told)); },
                     .tell = [this](About about, Told told) { tell(about, std::move(told)); },
                     .why = [this](std::string host,
                                   Told told) { control.tell_why(std::move(host), std::move(told)); },
                     .programs = programs}},
          resources{all_resources(answering)},
          server{api, config.connections_max,
                 [this](const HttpCall& call, HttpReply& reply) { return resources.handle(call, reply); }} {
        add_sink_resources(resources, sinks);
        add_sink_metrics(metrics, sinks);
    }

    ~Parts() {
        api.stop();
        if (api_thread.joinable()) api_thread.join();
        server.close();
        sinks.stop();
        replay.close();
        crawl.drain_writer([] {});  // Orders that came last still refer to what ends now.
    }

    // On the writer thread.
    void visited(const VisitRecord& record) {
        if (record.visited) {
            const std::scoped_lock lock{totals_mutex};
            totals.count(record.page, record.changes);
            rate.count(std::chrono::steady_clock::now());
        }
        if (const auto told = desk.visited(record); !told) {
            spdlog::error("recrawl not served url={} reason=\"{}\"", record.page.url.text(),
                          told.error().context);
        }
        if (record.changes > 0) tell_news();
    }

    // From any thread.
    void tell(About about, Told told) {
        if (about == About::limits) return control.tell_limits(std::move(told));
        if (about == About::hosts) return control.tell_hosts(std::move(told));
        if (about == About::sources) return tell_sources_of(std::move(told));
        asio::post(network, [this, told = std::move(told)] {
            auto line = status_line(*store, live_status());
            if (!line) return told(std::move(line).error());
            told(*std::move(line) + "\n");
        });
    }

    // Read on the API's thread, as other answers are.
    void tell_sources_of(Told told) {
        control.tell_scope([this, told = std::move(told)](std::shared_ptr<const SourceScope> scope) {
            asio::post(api,
                       [this, told, scope = std::move(scope)] { told(sources_text(store.get(), *scope)); });
        });
    }

    // On the network thread.
    LiveStatus live_status() {
        const auto now = std::chrono::steady_clock::now();
        const std::scoped_lock lock{totals_mutex};
        return {.uptime = std::chrono::duration_cast<std::chrono::seconds>(now - began),
                .memory_bytes = resident_bytes(),
                .totals = totals,
                .visits_per_s = rate.per_second(now),
                .hosts_known = crawl.hosts_known(),
                .hosts_asked = crawl.hosts_asked(),
                .pages_behind = crawl.pages_behind(),
                .paused = control.paused_names()};
    }

    // On the network thread.
    void on_news(ClockNews::What what) {
        wake();  // What is due may be so no longer, or more may be.
        if (what != ClockNews::What::corrected_back) return;
        crawl.on_writer([this] {
            const auto doubtful = visit_doubtful_again(*store, pulse.now());
            if (!doubtful) {
                spdlog::error("doubtful visits stay reason=\"{}\"", doubtful.error().context);
                return;
            }
            spdlog::info("doubtful visits due again pages={}", *doubtful);
            asio::post(network, [this] { wake(); });
        });
    }

    // The feed has grown. From any thread.
    void tell_news() {
        signal->notify();
        sinks.notify();
    }

    // On the import's thread.
    void on_import() {
        tell_news();
        asio::post(network, [this] { wake(); });
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
    asio::awaitable<void> watch_hangups();
    asio::awaitable<void> crawl_until_stopped();
    asio::awaitable<void> crawl_once(Due due);
    asio::awaitable<void> wait_for_disk();
    asio::awaitable<void> pause_for(std::chrono::milliseconds time);
    Result<void> run_network(asio::awaitable<void> work);

    asio::io_context api{1};  // Outlives `network`, where answers for it may be left.
    asio::io_context network{1};
    std::filesystem::path store_path;
    std::unique_ptr<storage::Store> store;
    std::unique_ptr<DecisionDesk> decisions;  // The writer's.
    const extract::Programs programs;
    StoreCare care;
    Pulse pulse;
    crawler::CurlTransport transport;
    crawler::Fetcher fetcher;
    std::shared_ptr<FeedSignal> signal;
    RecrawlDesk desk;
    const base::SteadyTime began = std::chrono::steady_clock::now();
    std::mutex totals_mutex;
    CrawlTotals totals;
    VisitRate rate{began};
    asio::steady_timer next_look{network};
    asio::signal_set signals{network, SIGTERM, SIGINT};
    asio::signal_set hangups{network, SIGHUP};
    bool stopped = false;
    Result<void> outcome;
    Crawl crawl;
    ImportDesk imports;
    ReplayDesk replay;
    SinkDesk sinks;
    Control control;
    Metrics metrics;
    ApiContext answering;
    Resources resources;
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
    // The grace ends with its time, or with a second signal.
    asio::steady_timer grace{network, drain_grace};
    grace.async_wait([this](const boost::system::error_code& ended) {
        if (!ended) signals.cancel();
    });
    auto again = asio::redirect_error(asio::use_awaitable, cancelled);
    co_await signals.async_wait(again);
    spdlog::warn("visits dropped reason=\"{}\"",
                 cancelled ? "they took longer than the grace period" : "a second signal came");
    crawl.abandon();
    network.stop();
}

asio::awaitable<void> Service::Parts::watch_hangups() {
    while (true) {
        boost::system::error_code cancelled;
        auto token = asio::redirect_error(asio::use_awaitable, cancelled);
        co_await hangups.async_wait(token);
        if (cancelled) co_return;
        control.carry_out(Reload{}, [](const Result<std::string>&) {});  // It tells the log by itself.
    }
}

asio::awaitable<void> Service::Parts::crawl_once(Due due) {
    auto done = co_await crawl.run_until_idle(due);
    outcome = std::move(done);
}

asio::awaitable<void> Service::Parts::crawl_until_stopped() {
    while (!stopped) {
        auto done = co_await crawl.run();
        if (done) co_return;
        spdlog::error("crawl interrupted reason=\"{}\"", done.error().context);
        co_await wait_for_disk();
        if (store->broken()) co_return;
    }
}

asio::awaitable<void> Service::Parts::pause_for(std::chrono::milliseconds time) {
    if (stopped) co_return;
    boost::system::error_code woken;
    next_look.expires_after(time);
    auto token = asio::redirect_error(asio::use_awaitable, woken);
    co_await next_look.async_wait(token);
}

// After a failure of the store: until its disk takes what is written. Reading goes on meanwhile.
asio::awaitable<void> Service::Parts::wait_for_disk() {
    for (auto pause = store_retry_first; !stopped; pause = std::min(2 * pause, store_retry_max)) {
        co_await pause_for(pause);
        const auto writable = storage::check_writable(store_path);
        if (writable) {
            spdlog::info("store can be written again");
            co_return;
        }
        spdlog::error("store cannot be written reason=\"{}\" retry_s={}", writable.error().context,
                      std::min(2 * pause, store_retry_max).count());
    }
}

// Runs the network thread's loop until `work` is done or was stopped and could not end in time.
Result<void> Service::Parts::run_network(asio::awaitable<void> work) {
    start_api();
    const auto no_bug = [](std::exception_ptr bug) {
        if (bug) std::rethrow_exception(bug);
    };
    asio::co_spawn(network, watch_signals(), no_bug);
    asio::co_spawn(network, watch_hangups(), no_bug);
    asio::co_spawn(network, pulse.beat(), no_bug);
    const auto at_end = [&](std::exception_ptr bug) { network.stop(), no_bug(bug); };
    asio::co_spawn(network, std::move(work), at_end);
    network.run();
    if (stopped) base::end_children();
    // What they have not delivered is delivered by the next run.
    if (!stopped) sinks.drain(drain_grace);
    sinks.stop();
    replay.close();
    // Behind everything the writer still has to tell of.
    crawl.drain_writer([this] { desk.close(); });
    return outcome;
}

Service::Service(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
Service::~Service() = default;

Result<std::unique_ptr<Service>> Service::start(const Config& config) {
    TRY_VOID(allow_open_files(files_needed(config)));
    TRY_VOID(check_threads(config.workers + replay_threads() + other_threads +
                           static_cast<int>(config.sinks.size())));
    TRY(store, open_for_writing(config));
    TRY(seeded, seed_sources(*store, SourceScope{config.sources}, base::utc_now()));
    TRY(paused_text, store->setting(paused_setting));
    auto paused = Paused::parse(paused_text.value_or(""));
    for (const auto& name : paused.names()) spdlog::warn("paused host={} resume=\"ogi resume\"", name);
    TRY(decisions, DecisionDesk::open(*store, config.decisions_file(), base::utc_now()));
    auto parts = std::make_unique<Parts>(config, std::move(store), std::move(decisions), std::move(paused));
    parts->sinks.adopt(config.sinks);
    TRY_VOID(parts->server.listen_unix(config.control_socket()));
    if (!config.api_host.empty()) TRY_VOID(parts->server.listen_tcp(config.api_host, config.api_port));
    tell_absent(parts->programs);
    spdlog::info("started store={} sources={} new_entries={} listen={}", config.store_path.string(),
                 config.sources.size(), seeded.new_entries,
                 config.api_host.empty() ? "none" : config.api_host + ":" + std::to_string(config.api_port));
    return std::unique_ptr<Service>{new Service{std::move(parts)}};
}

Result<std::size_t> Service::make_due(const RecrawlSelector& selector, std::shared_ptr<RecrawlWatch> watch) {
    // Set before the call returns where nothing could be made due; what comes later run_once tells by itself.
    auto refused = std::make_shared<std::optional<base::Error>>();
    auto note = [refused](Result<RecrawlSummary> summary) {
        if (!summary) *refused = std::move(summary).error();
    };
    parts_->desk.request(selector, true, std::move(note), watch);
    if (*refused) return **refused;
    return watch->read().asked;
}

std::vector<std::string> Service::paused() const {
    return parts_->control.paused_names();
}

Result<CrawlTotals> Service::run_once(Due due) {
    TRY_VOID(parts_->run_network(parts_->crawl_once(due)));
    const std::scoped_lock lock{parts_->totals_mutex};
    if (parts_->stopped) {
        constexpr std::string_view why = "stopped before everything due was visited; run it again to go on";
        return base::fail(base::ErrorCode::busy, std::string{why});
    }
    return parts_->totals;
}

Result<Service::Ended> Service::run() {
    parts_->care.prune_daily();
    TRY_VOID(parts_->run_network(parts_->crawl_until_stopped()));
    return parts_->stopped ? Ended::told_to : Ended::begin_anew;
}

}  // namespace ogi::daemon
