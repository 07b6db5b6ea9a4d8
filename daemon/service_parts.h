#pragma once

#include "daemon/service.h"

#include "crawler/curl_transport.h"
#include "crawler/fetcher.h"
#include "daemon/answers/source_lines.h"
#include "daemon/answers/status.h"
#include "daemon/api/api.h"
#include "daemon/api/feed_signal.h"
#include "daemon/api/http_server.h"
#include "daemon/api/server_thread.h"
#include "daemon/control/control.h"
#include "daemon/control/store_care.h"
#include "daemon/crawl/crawl.h"
#include "daemon/crawl/pulse.h"
#include "daemon/crawl/visit_rate.h"
#include "daemon/decisions/decision_desk.h"
#include "daemon/replay/replay_desk.h"
#include "daemon/service/service_figures.h"
#include "daemon/service/watchdog.h"
#include "daemon/sinks/sink_desk.h"
#include "daemon/sinks/sink_resources.h"
#include "daemon/sinks/store_parking.h"
#include "daemon/visit/doubtful_visits.h"
#include "daemon/web/web.h"
#include "storage/disk_space.h"
#include "storage/store.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <spdlog/spdlog.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <thread>

namespace ogi::daemon {

// Members are destroyed from last to first: the threads end before what they use, and the contexts after
// everything that refers to them.
struct Service::Parts {
    Parts(const Config& config, std::unique_ptr<storage::Store> opened, std::unique_ptr<DecisionDesk> decided,
          Paused paused, ServerSettings settings)
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
                   [this](const std::vector<SinkSettings>& wanted) { sinks.adopt(wanted); },
                   [this](Tokens tokens) {
                       boost::asio::post(api, [this, tokens = std::move(tokens)]() mutable {
                           server.set_tokens(std::move(tokens));
                       });
                   }},
                  config,
                  std::move(paused)},
          answering{
              *store,
              decisions->book(),
              signal,
              api,
              metrics,
              {.carry_out = [this](Order order, Told told) { carry_out(std::move(order), std::move(told)); },
               .tell = [this](About about, Told told) { tell(about, std::move(told)); },
               .why = [this](std::string host,
                             Told told) { control.tell_why(std::move(host), std::move(told)); },
               .programs = programs,
               .writable = [this] { return writable(); }}},
          resources{all_resources(answering)},
          server{api, std::move(settings),
                 [this](const HttpCall& call, HttpReply& reply) { return resources.handle(call, reply); }} {
        add_server_metrics(metrics, server.counts());
        add_index(resources);
        add_sink_resources(resources, sinks);
        add_sink_metrics(metrics, sinks);
        if (config.pages) add_web_resources(resources, answering);
    }

    ~Parts() {
        api_thread.end();
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
    void carry_out(Order order, Told told);

    // From any thread.
    base::Result<void> writable() const {
        if (store->broken())
            return base::fail(base::ErrorCode::io, "a write to the store failed; it is opened again");
        return storage::check_free_space(store_path);
    }

    // From any thread.
    void tell(About about, Told told) {
        if (about == About::limits) return control.tell_limits(std::move(told));
        if (about == About::hosts) return control.tell_hosts(std::move(told));
        if (about == About::sources) return tell_sources_of(std::move(told));
        boost::asio::post(network, [this, told = std::move(told)] {
            auto line = status_line(*store, live_status());
            if (!line) return told(std::move(line).error());
            told(*std::move(line) + "\n");
        });
    }

    // Read on the API's thread, as other answers are.
    void tell_sources_of(Told told) {
        control.tell_scope([this, told = std::move(told)](std::shared_ptr<const SourceScope> scope) {
            boost::asio::post(
                api, [this, told, scope = std::move(scope)] { told(sources_text(store.get(), *scope)); });
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
                .paused = control.paused_names(),
                .log_level = control.log_level(),
                .needs_restart = control.needs_restart()};
    }

    // On the network thread.
    void on_news(ClockNews::What what) {
        wake();  // What is due may be so no longer, or more may be.
        const bool ahead = what == ClockNews::What::set_ahead;
        if (!ahead && what != ClockNews::What::corrected_back) return;
        crawl.on_writer([this, ahead] {
            const auto now = pulse.now();
            if (const auto noted = note_clock(*store, now); !noted)
                spdlog::error("clock not noted reason=\"{}\"", noted.error().context);
            if (ahead) return;
            const auto doubtful = visit_doubtful_again(*store, now);
            if (!doubtful) {
                spdlog::error("doubtful visits stay reason=\"{}\"", doubtful.error().context);
                return;
            }
            spdlog::info("doubtful visits due again pages={}", *doubtful);
            boost::asio::post(network, [this] { wake(); });
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
        boost::asio::post(network, [this] { wake(); });
    }

    // On the network thread.
    void wake() {
        crawl.wake();
        next_look.cancel();
    }

    // Tells systemd that it is ready, and from then on whether its threads are alive.
    void begin_supervision();
    void end_supervision();

    boost::asio::awaitable<void> watch_signals();
    boost::asio::awaitable<void> watch_hangups();
    boost::asio::awaitable<void> crawl_until_stopped();
    boost::asio::awaitable<void> crawl_once(Due due);
    boost::asio::awaitable<void> wait_for_disk();
    boost::asio::awaitable<void> pause_for(std::chrono::milliseconds time);
    base::Result<void> run_network(boost::asio::awaitable<void> work);

    boost::asio::io_context api{1};  // Outlives `network`, where answers for it may be left.
    boost::asio::io_context network{1};
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
    boost::asio::steady_timer next_look{network};
    boost::asio::signal_set signals{network, SIGTERM, SIGINT};
    boost::asio::signal_set hangups{network, SIGHUP};
    bool stopped = false;
    int stop_signal = 0;
    bool supervised = false;  // A service: what systemd is told of.
    base::Result<void> outcome;
    Crawl crawl;
    ImportDesk imports;
    ReplayDesk replay;
    SinkDesk sinks;
    Control control;
    Metrics metrics;
    ApiContext answering;
    Resources resources;
    HttpServer server;
    ServerThread api_thread{api};
    std::optional<ServiceFigures> figures;
    std::optional<Watchdog> watchdog;
};

}  // namespace ogi::daemon
