#include "daemon/crawl/crawl.h"

#include "crawler/host_turns.h"
#include "crawler/robots_cache.h"

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
using Steady = std::chrono::steady_clock;

Crawl::Crawl(storage::Store& store, crawler::Fetcher& fetcher, asio::io_context& network,
             CrawlSettings settings, base::Clock clock, OnVisit on_visit)
    : store_{store},
      fetcher_{fetcher},
      network_{network},
      settings_{std::move(settings)},
      record_settings_{settings_.decide, settings_.bounds, settings_.rulings, settings_.programs},
      clock_{std::move(clock)},
      on_visit_{std::move(on_visit)},
      event_{network},
      alarm_{network},
      worker_threads_{workers_, settings_.workers, "pages"} {
    auto& turns = fetcher_.turns();
    turns.requests_max = static_cast<std::size_t>(std::max(settings_.hosts_max, 1));
    if (!store_.is_new()) turns.politeness.begin_anew(Steady::now());
    fetcher_.robots().set_shelf(
        {.find =
             [this](std::string_view authority) {
                 auto kept = store_.robots(authority);
                 return kept ? *std::move(kept) : std::nullopt;
             },
         .put = [this](std::string_view authority,
                       model::RobotsRecord robots) { keep_robots(authority, std::move(robots)); }});
}

Crawl::~Crawl() {
    fetcher_.robots().set_shelf({});
    reader_thread_.finish();
    if (abandoned_) workers_.stop();  // What waits for one is not read any more.
    worker_threads_.finish();
}

void Crawl::stop() {
    stopping_ = true;
    pump();
}

void Crawl::wake() {
    look_at_hosts();
}

asio::awaitable<Result<void>> Crawl::run_until_idle(Due due) {
    due_ = due;
    return run_until([this] { return idle(); });
}

asio::awaitable<Result<void>> Crawl::run() {
    due_ = Due::by_now;
    return run_until([this] { return (stopping_ || !health_) && under_way_ == 0 && pages_behind_ == 0; });
}

asio::awaitable<Result<void>> Crawl::run_until(std::function<bool()> over) {
    health_ = Result<void>{};
    damage_ = Result<void>{};
    running_ = true;
    look_at_hosts();
    while (!over()) {
        boost::system::error_code cancelled;
        event_.expires_at(Steady::time_point::max());
        auto wait = asio::redirect_error(asio::use_awaitable, cancelled);
        co_await event_.async_wait(wait);
    }
    running_ = false;
    alarm_.cancel();
    alarm_at_ = base::SteadyTime::max();
    co_return health_ ? damage_ : health_;
}

bool Crawl::idle() {
    if (under_way_ > 0 || pages_behind_ > 0) return false;
    return stopping_ || !health_ || !queue_.has_work(now(), work());
}

crawler::HostQueue::Now Crawl::now() const {
    return {Steady::now(), clock_()};
}

storage::DueRange Crawl::range() const {
    if (due_ == Due::on_demand) return {.until = due_on_demand_last};
    const auto utc = clock_();
    return {.until = utc, .too_far = utc + model::due_ahead_max};
}

// Starts whatever can be started. What it starts may end at once and come back here.
void Crawl::pump() {
    if (!running_) return;
    pump_again_ = true;
    if (pumping_) return;
    pumping_ = true;
    while (std::exchange(pump_again_, false)) {
        while (!stopping_ && health_ && !full()) {
            const auto authority = queue_.take(now(), work());
            if (!authority) break;
            take_up(*authority);
        }
    }
    pumping_ = false;
    arm_timer();
    if (under_way_ == 0 && pages_behind_ == 0) event_.cancel();
}

void Crawl::arm_timer() {
    if (stopping_ || !health_ || paused_.everything() || full() || queue_.asking() >= visits_max)
        return;  // Whatever ends comes here.
    const auto at_now = now();
    const auto pause =
        std::min<std::chrono::milliseconds>(queue_.next_change(at_now).value_or(look_again), look_again);
    const auto at = at_now.steady + pause;
    if (alarm_at_ <= at) return;
    alarm_at_ = at;
    alarm_.expires_at(at);
    alarm_.async_wait([this](boost::system::error_code cancelled) {
        if (cancelled) return;
        alarm_at_ = base::SteadyTime::max();
        pump();
        if (idle()) event_.cancel();
    });
}

void Crawl::take_up(const std::string& authority) {
    auto& host = hosts_[authority];
    if (!host.has_page()) {
        load(authority);
        return;
    }
    auto due = host.take();
    queue_.set_due(authority, host.due());
    if (settings_.wants && !settings_.wants(due.page)) {
        queue_.give_back(authority);
        retire_page(authority, std::move(due));
        return;
    }
    ++under_way_;
    asio::co_spawn(network_, visit(authority, std::move(due)), [this](std::exception_ptr bug) {
        --under_way_;
        if (bug) std::rethrow_exception(bug);
        pump();
    });
}

void Crawl::retire_page(const std::string& authority, storage::DuePage due) {
    spdlog::debug("page retired url={} source=\"{}\" reason=\"its source is not configured\"",
                  due.page.url.text(), due.page.source);
    quiet_.reset();
    auto url = due.page.url.text();
    VisitRecord left_out{.page = due.page, .visited = false};
    left_out.page.due_at = storage::due_never;
    ++pages_behind_;
    auto write = [this, page = std::make_shared<storage::DuePage>(std::move(due))] {
        return retire(store_, std::move(*page));
    };
    writer_.write(std::move(write), [this, url = std::move(url), authority,
                                     left_out = std::move(left_out)](const Result<void>& written) {
        if (written) on_visit_(left_out);
        Recorded nothing;
        nothing.stale = true;  // Nobody is told of a visit.
        told({authority, url, 0, std::move(nothing), written});
    });
}

asio::awaitable<void> Crawl::visit(std::string authority, storage::DuePage due) {
    auto visit = std::make_shared<Visit>();
    visit->stamp = due.stamp;
    auto& visited = visit->visited;
    visited.fetched = co_await fetcher_.fetch(due.page);
    visited.page = std::move(due.page);
    visited.parts = visited.page.parts;
    if (visited.fetched.snapshot) {
        auto& body = visited.fetched.snapshot->body;
        body.shrink_to_fit();  // It grew by doubling.
        visit->bytes = body.capacity();
    }
    bytes_behind_ += visit->bytes;
    ++pages_behind_;
    end_turn(authority, visited.fetched);
    if (PageReader::has_more(visited)) {
        pump();
        auto read = co_await reader_.complete(visited);
        if (!read) {
            if (health_) health_ = std::move(read).error();
            --pages_behind_;
            bytes_behind_ -= visit->bytes;
            hosts_[authority].release(visited.page.url.text());
            lower_due(authority, clock_());
            co_return;
        }
    }
    bytes_behind_ -= std::exchange(visit->bytes, 0);  // The body was let go.
    visit->hosts = news_of_hosts();
    record(std::move(visit));
}

struct Crawl::Quiet {
    std::mutex mutex;
    std::vector<Visit> visits;
    bool taken = false;  // By the writer; visits that come later need another one.

    // Once taken, the writer's own.
    std::vector<Ended> ended;
};

void Crawl::record(std::shared_ptr<Visit> visit) {
    if (is_quiet(*visit)) return record_quietly(std::move(*visit));
    quiet_.reset();  // Later visits of a host must not overtake this one.
    Ended begun{.authority = visit->visited.page.url.authority(),
                .url = visit->visited.page.url.text(),
                .bytes = visit->bytes,
                .recorded = {},
                .written = {}};
    auto ended = std::make_shared<Ended>(std::move(begun));
    auto write = [this, visit = std::move(visit), ended]() -> Result<void> {
        if (abandoned_) return base::fail(base::ErrorCode::busy, "the program is about to leave");
        TRY(done, record_visit(store_, std::move(*visit), clock_(), record_settings_));
        ended->recorded = std::move(done);
        return {};
    };
    writer_.write(std::move(write), [this, ended](const Result<void>& written) {
        ended->written = written;
        if (written) tell_of(ended->recorded);
        told(std::move(*ended));
    });
}

// While the writer is busy with other things, all that come are recorded by one write.
void Crawl::record_quietly(Visit visit) {
    if (quiet_) {
        const std::scoped_lock lock{quiet_->mutex};
        if (!quiet_->taken) {
            quiet_->visits.push_back(std::move(visit));
            return;
        }
    }
    quiet_ = std::make_shared<Quiet>();
    quiet_->visits.push_back(std::move(visit));
    auto write = [this, quiet = quiet_]() -> Result<void> {
        std::vector<Visit> visits;
        {
            const std::scoped_lock lock{quiet->mutex};
            quiet->taken = true;
            std::swap(visits, quiet->visits);
        }
        for (const auto& one : visits) {
            const auto& url = one.visited.page.url;
            quiet->ended.push_back({url.authority(), url.text(), one.bytes, {}, {}});
        }
        if (abandoned_) return base::fail(base::ErrorCode::busy, "the program is about to leave");
        TRY(recorded, record_quiet(store_, std::move(visits), clock_(), record_settings_));
        for (std::size_t i = 0; i < recorded.size(); ++i) quiet->ended[i].recorded = std::move(recorded[i]);
        return {};
    };
    writer_.write(std::move(write), [this, quiet = quiet_](const Result<void>& written) {
        for (auto& ended : quiet->ended) {
            ended.written = written;
            if (written) tell_of(ended.recorded);
            told(std::move(ended));
        }
    });
}

void Crawl::tell_of(Recorded& recorded) {
    if (recorded.stale) return;
    on_visit_({.page = std::move(recorded.page),
               .asked_for = recorded.asked_for,
               .changes = recorded.changes,
               .led_to = std::move(recorded.led_to)});
}

void Crawl::told(Ended ended) {
    const std::scoped_lock lock{ended_mutex_};
    ended_.push_back(std::move(ended));
    if (std::exchange(collecting_, true)) return;
    asio::post(network_, [this] { collect(); });
}

void Crawl::collect() {
    std::vector<Ended> ended;
    {
        const std::scoped_lock lock{ended_mutex_};
        collecting_ = false;
        std::swap(ended, ended_);
    }
    for (auto& one : ended) {
        --pages_behind_;
        bytes_behind_ -= one.bytes;
        if (!one.written && health_) health_ = one.written.error();
        const auto& authority = one.authority;
        if (const auto host = hosts_.find(authority); host != hosts_.end()) {
            const bool waited = host->second.awaits_others();
            host->second.release(one.url);
            if (waited && !host->second.awaits_others()) queue_.set_due(authority, host->second.due());
        }
        if (!one.written) lower_due(authority, clock_());
        for (const auto& [other, due] : one.recorded.due) {
            if (due != storage::due_never) lower_due(other, due);
        }
        if (const auto host = hosts_.find(authority); host != hosts_.end() && host->second.empty())
            hosts_.erase(host);
    }
    pump();
}

void Crawl::lower_due(const std::string& authority, base::UtcTime due) {
    const auto host = hosts_.find(authority);
    if (host != hosts_.end()) host->second.lower_due(due, clock_());
    if (paused_.names_host(authority)) queue_.pause(authority);
    queue_.lower_due(authority, due);
}

}  // namespace ogi::daemon
