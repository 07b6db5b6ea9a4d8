#include "daemon/crawl.h"

#include "daemon/known_copies.h"
#include "daemon/run_call.h"
#include "model/names.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::Result;
using model::VisitOutcome;

namespace {

// Pages of a host that are read from the schedule at a time.
constexpr std::size_t due_batch = 32;

void log_visit(const model::Page& page) {
    const auto outcome = model::name_of(*page.outcome);
    switch (*page.outcome) {
        case VisitOutcome::changed:
        case VisitOutcome::unchanged:
            spdlog::debug("visited url={} outcome={} note=\"{}\"", page.url.text(), outcome,
                          page.outcome_note);
            return;
        case VisitOutcome::gone:
        case VisitOutcome::disallowed:
            spdlog::info("visited url={} outcome={} note=\"{}\"", page.url.text(), outcome,
                         page.outcome_note);
            return;
        case VisitOutcome::challenged:
        case VisitOutcome::failed:
            spdlog::warn("visited url={} outcome={} note=\"{}\" failures={} next={}", page.url.text(),
                         outcome, page.outcome_note, page.failures, base::to_iso(page.due_at));
            return;
    }
}

}  // namespace

Crawl::Crawl(storage::Store& store, crawler::Fetcher& fetcher, asio::io_context& network,
             CrawlSettings settings, base::Clock clock, OnVisit on_visit)
    : store_{store},
      fetcher_{fetcher},
      network_{network},
      settings_{settings},
      clock_{std::move(clock)},
      on_visit_{std::move(on_visit)},
      event_{network},
      workers_{static_cast<std::size_t>(settings.workers)} {}

Crawl::~Crawl() {
    workers_.join();
    syncer_.join();
    writer_.join();
}

void Crawl::stop() {
    stopping_ = true;
    wake();
}

void Crawl::wake() {
    woken_ = true;
    event_.cancel();
}

void Crawl::on_writer(std::function<void()> work) {
    asio::post(writer_, std::move(work));
}

base::UtcTime Crawl::horizon(Due due) const {
    return due == Due::on_demand ? due_on_demand_last : clock_();
}

asio::awaitable<Result<void>> Crawl::run_until_idle(Due due) {
    health_ = Result<void>{};
    while (true) {
        woken_ = false;
        if (!stopping_ && health_) start_hosts(due);
        if (active_.empty()) break;
        while (!woken_) {
            boost::system::error_code cancelled;
            event_.expires_at(asio::steady_timer::time_point::max());
            auto wait = asio::redirect_error(asio::use_awaitable, cancelled);
            co_await event_.async_wait(wait);
        }
    }
    co_return health_;
}

void Crawl::start_hosts(Due due) {
    auto hosts = store_.due_hosts(horizon(due));
    if (!hosts) {
        health_ = std::move(hosts).error();
        return;
    }
    for (auto& host : *hosts) {
        if (active_.size() >= static_cast<std::size_t>(settings_.hosts_max)) return;
        if (!active_.insert(host).second) continue;
        asio::co_spawn(network_, visit_host(host, due), [this, host](std::exception_ptr bug) {
            active_.erase(host);
            wake();
            if (bug) std::rethrow_exception(bug);
        });
    }
}

asio::awaitable<void> Crawl::visit_host(std::string authority, Due due) {
    while (!stopping_ && health_) {
        auto pages = store_.due_pages(authority, horizon(due), due_batch);
        if (!pages) {
            health_ = std::move(pages).error();
            co_return;
        }
        if (pages->empty()) co_return;
        for (auto& page : *pages) {
            if (stopping_ || !health_) co_return;
            // The visits before it may have changed what is known of it.
            auto known = store_.page(page.url);
            if (!known) {
                health_ = std::move(known).error();
                co_return;
            }
            if (*known) page = **std::move(known);
            auto done = co_await visit(std::move(page));
            if (!done) health_ = std::move(done).error();
        }
    }
}

asio::awaitable<Result<void>> Crawl::visit(model::Page page) {
    auto visited = co_await reader_.visit(std::move(page));
    if (!visited) co_return std::move(visited).error();
    if (abandoned_) co_return Result<void>{};
    auto write = [&] { return commit(*std::move(visited)); };
    auto write_job = run_call(write);
    auto recorded = co_await asio::co_spawn(writer_, std::move(write_job), asio::use_awaitable);
    if (!recorded) co_return std::move(recorded).error();

    // Numbers rise with every commit, so one sync that covers this number covers ours.
    auto sync = [this, number = commits_.load()] { return make_durable(number); };
    auto sync_job = run_call(sync);
    auto synced = co_await asio::co_spawn(syncer_, std::move(sync_job), asio::use_awaitable);
    if (!synced) co_return std::move(synced).error();
    if (recorded->found_other_host) wake();
    on_writer([this, record = *std::move(recorded)] { on_visit_(record.page, record.changes); });
    co_return Result<void>{};
}

Result<void> Crawl::make_durable(std::uint64_t number) {
    if (durable_commits_ >= number) return {};
    const auto written = commits_.load();
    TRY_VOID(store_.sync());
    durable_commits_ = written;
    return {};
}

Result<std::optional<Standing>> Crawl::standing(const model::ReportKey& key) const {
    if (key.empty()) return std::optional<Standing>{};
    TRY(state, store_.state(key));
    if (!state) return std::optional<Standing>{};
    TRY(current, store_.revision(key, state->revision));
    if (!current) {
        return base::fail(base::ErrorCode::malformed, "the store lacks revision " +
                                                          std::to_string(state->revision) + " of " +
                                                          key.agency + "/" + std::to_string(key.year));
    }
    TRY(copies, store_.copies(key));
    return std::optional{Standing{*std::move(state), *std::move(current), std::move(copies)}};
}

Result<Crawl::Recorded> Crawl::commit(Visited visited) {
    for (auto& key : concern_of(visited)) {
        TRY(known, standing(key));
        if (known) visited.standings.emplace(std::move(key), *std::move(known));
    }

    if (visited.ingested && visited.ingested->breaks_off && !visited.page.snapshot.empty()) {
        TRY(held, store_.body(visited.page.snapshot));
        visited.held_was_whole = held && !breaks_off(*held);
    }

    TRY(copies, copies_of_known(store_, visited));
    visited.copies_of_known = std::move(copies);
    auto decided = decide(std::move(visited), clock_(), settings_.decide);
    for (const auto& url : decided.read_again) {
        TRY(known, store_.page(url));
        if (!known) continue;
        known->etag.clear(), known->last_modified.clear(), known->snapshot.clear();
        // Before the page's own second look, which may follow at once.
        known->due_at = decided.commit.pages.front().visited_at.value_or(base::UtcTime{}) -
                        std::chrono::milliseconds{1};
        decided.commit.pages.push_back(*std::move(known));
    }
    Recorded recorded{decided.commit.pages.front(), decided.commit.changes.size(), false};
    TRY(committed, store_.commit(std::move(decided.commit), storage::Durability::at_next_sync));
    ++commits_;
    log_visit(recorded.page);
    recorded.found_other_host = std::ranges::any_of(committed.added, [&](const model::Page& added) {
        return added.url.authority() != recorded.page.url.authority();
    });
    return recorded;
}

}  // namespace ogi::daemon
