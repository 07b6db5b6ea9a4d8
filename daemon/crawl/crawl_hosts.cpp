// The half of Crawl that knows hosts: what the store remembers of them, their turns, and orders of a person.
#include "daemon/crawl/crawl.h"

#include "crawler/host_turns.h"
#include "crawler/robots_cache.h"

#include <boost/asio/post.hpp>

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::Result;
using model::FailureReason;
using model::WaitReason;

struct Crawl::Looked {
    std::string authority;
    std::optional<base::UtcTime> due_from;
    model::HostManners manners;
    std::uint64_t urls = 0;
};

namespace {

// Hosts handed to the network thread in one go.
constexpr std::size_t hosts_a_look = 4'096;

// Whether nothing came back but, at most, the wish to be left alone, whatever was asked for.
bool turns_us_away(FailureReason reason) {
    switch (reason) {
        case FailureReason::name_not_resolved:
        case FailureReason::connection_refused:
        case FailureReason::connection_broken:
        case FailureReason::timed_out:
        case FailureReason::no_answer:
        case FailureReason::tls_handshake:
        case FailureReason::tls_not_tls:
        case FailureReason::overloaded:
            return true;
        default:
            return false;
    }
}

// Whether the host was not asked at all, or what it said says nothing of it.
bool says_nothing(FailureReason reason) {
    return reason == FailureReason::host_held || reason == FailureReason::stopping ||
           reason == FailureReason::robots_unreadable || reason == FailureReason::robots_forbid ||
           reason == FailureReason::address_refused;
}

}  // namespace

void Crawl::look_at_hosts() {
    ++under_way_;
    asio::post(reader_pool_, [this] {
        std::vector<Looked> some;
        const auto hand_over = [&] {
            asio::post(network_, [this, hosts = std::exchange(some, {})] { learn(hosts); });
        };
        auto outcome = store_.for_each_host([&](std::string_view authority, const model::HostRecord& host) {
            some.push_back({std::string{authority}, host.due_from, host.manners, host.urls});
            if (some.size() >= hosts_a_look) hand_over();
            return true;
        });
        hand_over();
        asio::post(network_, [this, outcome = std::move(outcome)] {
            --under_way_;
            const bool damaged = !outcome && outcome.error().code == base::ErrorCode::malformed;
            auto& told = damaged ? damage_ : health_;  // A host that cannot be read stops no other.
            if (!outcome && told) told = outcome;
            pump();
            event_.cancel();
        });
    });
}

void Crawl::learn(const std::vector<Looked>& hosts) {
    const auto at = now();
    auto& politeness = fetcher_.turns().politeness;
    for (const auto& host : hosts) {
        const auto standing = queue_.standing(host.authority, at);
        if (!standing) {
            politeness.restore(host.authority, host.manners, {at.steady, at.utc});
            keep_manners(host.authority, host.manners);
        }
        // robots.txt is tried again by the calendar, which may have been set.
        const bool robots_due = standing && standing->reason == WaitReason::robots_unreachable &&
                                fetcher_.robots().peek(host.authority) == nullptr;
        if (!standing || robots_due) {
            const auto free = politeness.freedom(host.authority);
            queue_.set_free(host.authority, free.at, free.why, free.note);
        }
        queue_.set_urls(host.authority, host.urls);
        if (paused_.names_host(host.authority)) queue_.pause(host.authority);
        if (host.due_from) lower_due(host.authority, *host.due_from);
    }
    pump();
}

void Crawl::load(const std::string& authority) {
    auto& host = hosts_[authority];
    host.start_loading();
    ++under_way_;
    asio::post(reader_pool_,
               [this, authority, range = range(), limit = host.limit(), cursor = host.cursor()] {
                   auto batch = store_.next_batch(authority, range, limit, cursor);
                   asio::post(network_, [this, authority, batch = std::move(batch)]() mutable {
                       --under_way_;
                       loaded(authority, std::move(batch));
                       pump();
                   });
               });
}

void Crawl::loaded(const std::string& authority, Result<storage::DueBatch> batch) {
    auto& host = hosts_[authority];
    if (!batch) {
        if (health_) health_ = batch.error();
        host.finish_loading({});
        queue_.give_back(authority);
        return;
    }
    if (!batch->damage && damage_) {
        damage_ = batch->damage;
        spdlog::error("page unreadable host={} reason=\"{}\"", authority, damage_.error().context);
    }
    queue_.set_urls(authority, batch->urls);
    const bool bound_is_old = batch->pages.empty() && batch->due_from && *batch->due_from <= range().until;
    host.finish_loading(*std::move(batch));
    queue_.set_due(authority, host.due());
    if (host.has_page() && !stopping_ && health_) {
        take_up(authority);
        return;
    }
    queue_.give_back(authority);
    if (host.empty()) hosts_.erase(authority);
    if (!bound_is_old) return;
    writer_.post([this, authority] {
        if (const auto settled = store_.settle_host(authority); !settled)
            spdlog::warn("host not settled host={} reason=\"{}\"", authority, settled.error().context);
    });
}

void Crawl::end_turn(const std::string& authority, const crawler::Fetched& fetched) {
    const auto at = now();
    auto& politeness = fetcher_.turns().politeness;
    if (!fetched.reason) {
        politeness.answered(authority);
        politeness.unchallenged(authority);
    } else if (*fetched.reason == FailureReason::challenged) {
        politeness.answered(authority);
        politeness.challenged(authority, at.steady, fetched.note);
    } else if (turns_us_away(*fetched.reason)) {
        politeness.unanswered(authority, at.steady, fetched.note);
    } else if (*fetched.reason == FailureReason::http_status) {
        politeness.refused(authority, at.steady, fetched.note);
    } else if (!says_nothing(*fetched.reason)) {
        politeness.answered(authority);
    }
    auto free = politeness.freedom(authority);
    for (const auto& door : crawler::doors_of(authority)) {
        if (door != authority && queue_.knows(door)) queue_.set_free(door, free.at, free.why, free.note);
    }
    const auto* robots = fetcher_.robots().peek(authority);
    if (robots != nullptr && robots->standing == model::RobotsStanding::suspended) {
        const auto until = at.steady + (robots->valid_until - at.utc);
        if (until > free.at) free = {until, WaitReason::robots_unreachable, robots->reason};
    }
    queue_.set_free(authority, free.at, free.why, std::move(free.note));
    queue_.give_back(authority);
}

void Crawl::keep_manners(const std::string& authority, const model::HostManners& manners) {
    if (manners == model::HostManners{}) {
        manners_kept_.erase(authority);
    } else {
        manners_kept_.insert_or_assign(authority, manners);
    }
}

// Before the first page that it allows: a restart does not ask for it again.
void Crawl::keep_robots(std::string_view authority, model::RobotsRecord robots) {
    auto commit = std::make_shared<storage::Commit>();
    commit->hosts.push_back({.authority = std::string{authority}, .robots = std::move(robots)});
    ++pages_behind_;
    auto write = [this, commit]() -> Result<void> {
        TRY_VOID(store_.commit(std::move(*commit), storage::Durability::at_next_sync));
        return {};
    };
    writer_.write(std::move(write), [this](const Result<void>& written) {
        asio::post(network_, [this, written] {
            --pages_behind_;
            if (!written && health_) health_ = written;
            pump();
        });
    });
}

// What turns since the last call have taught of hosts, redirects to other hosts included.
std::vector<storage::HostUpdate> Crawl::news_of_hosts() {
    std::vector<storage::HostUpdate> news;
    const auto at = now();
    auto& turns = fetcher_.turns();
    for (const auto& authority : turns.take_touched()) {
        auto manners = turns.politeness.manners(authority, {at.steady, at.utc});
        const auto kept = manners_kept_.find(authority);
        if (manners == (kept == manners_kept_.end() ? model::HostManners{} : kept->second)) continue;
        keep_manners(authority, manners);
        news.push_back({.authority = authority, .manners = std::move(manners)});
    }
    return news;
}

void Crawl::set_paused(Paused paused) {
    paused_ = std::move(paused);
    paused_.everything() ? queue_.pause_all() : queue_.resume_all();
    for (const auto& host : hosts({}, queue_.hosts_known()))
        paused_.names_host(host.authority) ? queue_.pause(host.authority) : queue_.resume(host.authority);
    pump();
}

void Crawl::set_hosts_max(int hosts) {
    fetcher_.turns().requests_max = static_cast<std::size_t>(std::max(hosts, 1));
    pump();
}

void Crawl::set_wants(std::function<bool(const model::Page&)> wants) {
    settings_.wants = std::move(wants);
}

void Crawl::set_record_settings(RecordSettings settings) {
    writer_.post([this, settings] { record_settings_ = settings; });
}

std::vector<model::HostStanding> Crawl::hosts(std::string_view after, std::size_t limit) const {
    return queue_.standings(now(), after, limit);
}

std::optional<model::HostStanding> Crawl::host(std::string_view authority) const {
    return queue_.standing(authority, now());
}

}  // namespace ogi::daemon
