#include "daemon/service_parts.h"

#include "base/child_process.h"
#include "daemon/api/server_settings.h"
#include "daemon/crawl/seed.h"
#include "daemon/file_limit.h"
#include "daemon/open_store.h"
#include "daemon/service/supervisor.h"
#include "daemon/sinks/store_parking.h"
#include "daemon/thread_limit.h"
#include "storage/disk_space.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <mutex>
#include <optional>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::Result;

namespace {

// Network, API, its readers and makers of pages, writer, syncer, those of RocksDB, and a few of libcurl's
// resolver.
constexpr int other_threads = 19;

}  // namespace

asio::awaitable<void> Service::Parts::watch_signals() {
    boost::system::error_code cancelled;
    auto token = asio::redirect_error(asio::use_awaitable, cancelled);
    const int number = co_await signals.async_wait(token);
    if (cancelled) co_return;  // The work ended by itself.
    spdlog::info("stopping signal={} grace_s={}", number, drain_grace.count());
    stopped = true;
    stop_signal = number;
    if (supervised) supervisor::tell_stopping();
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
        carry_out(Reload{}, [](const Result<std::string>&) {});  // It tells the log by itself.
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
    api_thread.begin(server);
    if (supervised) begin_supervision();
    const auto no_bug = [](std::exception_ptr bug) {
        if (bug) std::rethrow_exception(bug);
    };
    asio::co_spawn(network, watch_signals(), no_bug);
    asio::co_spawn(network, watch_hangups(), no_bug);
    asio::co_spawn(network, pulse.beat(), no_bug);
    const auto at_end = [&](std::exception_ptr bug) { network.stop(), no_bug(bug); };
    asio::co_spawn(network, std::move(work), at_end);
    network.run();
    end_supervision();
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
    TRY(doubtful, settle_clock(*store, base::utc_now()));
    if (doubtful != 0) spdlog::info("doubtful visits due again pages={}", doubtful);
    TRY(seeded, seed_sources(*store, SourceScope{config.sources}, base::utc_now()));
    TRY(paused_text, store->setting(paused_setting));
    auto paused = Paused::parse(paused_text.value_or(""));
    for (const auto& name : paused.names()) spdlog::warn("paused host={} resume=\"ogi resume\"", name);
    TRY(decisions, DecisionDesk::open(*store, config.decisions_file(), base::utc_now()));
    TRY(settings, server_settings_of(config));
    auto parts = std::make_unique<Parts>(config, std::move(store), std::move(decisions), std::move(paused),
                                         std::move(settings));
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

int Service::stopped_by() const {
    return parts_->stop_signal;
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
    parts_->supervised = true;
    TRY_VOID(parts_->run_network(parts_->crawl_until_stopped()));
    return parts_->stopped ? Ended::told_to : Ended::begin_anew;
}

}  // namespace ogi::daemon
