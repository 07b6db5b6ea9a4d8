#include "crawler/host_queue.h"

#include <algorithm>

namespace ogi::crawler {

using base::SteadyTime;
using base::UtcTime;
using model::WaitReason;

HostQueue::Entry& HostQueue::entry(std::string_view host) {
    const auto found = hosts_.lower_bound(host);
    if (found != hosts_.end() && found->first == host) return *found;
    return *hosts_.emplace_hint(found, std::string{host}, Host{});
}

void HostQueue::take_out(Entry& host) {
    switch (host.second.place) {
        case Place::nowhere:
            return;
        case Place::sleeping:
            sleeping_.erase({*host.second.due, &host});
            break;
        case Place::waiting:
            waiting_.erase({host.second.free_at, &host});
            break;
        case Place::ready:
            ready_.erase({host.second.free_at, &host});
            break;
        case Place::ready_urgent:
            urgent_.erase({host.second.free_at, &host});
            break;
    }
    host.second.place = Place::nowhere;
}

void HostQueue::put_in(Entry& host) {
    auto& state = host.second;
    if (state.asking || state.paused || !state.due) return;
    state.rank = ++last_rank_;
    sleeping_.insert({*state.due, &host});
    state.place = Place::sleeping;
}

void HostQueue::set_due(std::string_view name, std::optional<UtcTime> due) {
    auto& host = entry(name);
    if (host.second.due == due) return;
    take_out(host);
    host.second.due = due;
    put_in(host);
}

void HostQueue::lower_due(std::string_view name, UtcTime due) {
    auto& host = entry(name);
    if (host.second.due && *host.second.due <= due) return;
    // One that is ready keeps its place, unless it comes to be urgent.
    const bool keeps_place = host.second.place == Place::ready && due > urgent_until_;
    if (!keeps_place) take_out(host);
    host.second.due = due;
    if (!keeps_place) put_in(host);
}

void HostQueue::set_free(std::string_view name, SteadyTime at, WaitReason why, std::string note) {
    auto& host = entry(name);
    take_out(host);
    host.second.free_at = at;
    host.second.why = why;
    host.second.note = std::move(note);
    put_in(host);
}

void HostQueue::set_urls(std::string_view host, std::uint64_t urls) {
    entry(host).second.urls = urls;
}

void HostQueue::fall_due(Entry& host, Now now) {
    auto& state = host.second;
    take_out(host);
    // The Fetcher asks nothing of a host that is held for long; it says so, and that is the answer.
    const bool told_at_once = urgent(state) && state.free_at > now.steady + hold_wait_max;
    if (state.free_at > now.steady && !told_at_once) {
        waiting_.insert({state.free_at, &host});
        state.place = Place::waiting;
    } else if (urgent(state)) {
        urgent_.insert({state.free_at, &host});
        state.place = Place::ready_urgent;
    } else {
        ready_.insert({state.free_at, &host});
        state.place = Place::ready;
    }
}

void HostQueue::move_on(Now now) {
    while (!sleeping_.empty() && sleeping_.begin()->first <= now.utc)
        fall_due(*sleeping_.begin()->second, now);
    while (!sleeping_.empty() && sleeping_.rbegin()->first > now.utc + model::due_ahead_max)
        fall_due(*sleeping_.rbegin()->second, now);
    while (!waiting_.empty() && waiting_.begin()->first <= now.steady)
        fall_due(*waiting_.begin()->second, now);
}

std::optional<std::string> HostQueue::take_from(Line<SteadyTime>& line) {
    if (line.empty()) return std::nullopt;
    auto& host = *line.begin()->second;
    take_out(host);
    host.second.asking = true;
    ++asking_;
    return host.first;
}

std::optional<std::string> HostQueue::take(Now now, Work work) {
    if (all_paused_ || asking_ >= asking_max_) return std::nullopt;
    move_on(now);
    auto host = take_from(urgent_);
    if (!host && work == Work::any) host = take_from(ready_);
    return host;
}

void HostQueue::give_back(std::string_view name) {
    auto& host = entry(name);
    if (!host.second.asking) return;
    host.second.asking = false;
    --asking_;
    put_in(host);
}

void HostQueue::pause(std::string_view name) {
    auto& host = entry(name);
    take_out(host);
    host.second.paused = true;
}

void HostQueue::resume(std::string_view name) {
    auto& host = entry(name);
    if (!host.second.paused) return;
    host.second.paused = false;
    put_in(host);
}

bool HostQueue::is_paused(std::string_view name) const {
    const auto found = hosts_.find(name);
    return all_paused_ || (found != hosts_.end() && found->second.paused);
}

bool HostQueue::has_work(Now now, Work work) {
    if (all_paused_) return false;
    move_on(now);
    if (!urgent_.empty()) return true;
    const auto soon = now.steady + hold_wait_max;
    for (const auto& [free_at, host] : waiting_) {
        if (free_at > soon) break;
        if (work == Work::any || urgent(host->second)) return true;
    }
    return work == Work::any && !ready_.empty();
}

std::optional<std::chrono::milliseconds> HostQueue::next_change(Now now) const {
    using std::chrono::milliseconds;
    std::optional<milliseconds> next;
    const auto count = [&](milliseconds pause) {
        pause = std::max(pause, milliseconds{0});
        next = next ? std::min(*next, pause) : pause;
    };
    if (!waiting_.empty()) count(std::chrono::ceil<milliseconds>(waiting_.begin()->first - now.steady));
    if (!sleeping_.empty()) count(sleeping_.begin()->first - now.utc);
    return next;
}

model::HostStanding HostQueue::standing_of(const Entry& host, Now now) const {
    const auto& state = host.second;
    model::HostStanding standing{
        .authority = host.first, .note = state.note, .urls = state.urls, .next_due = state.due};
    const auto free_at = std::max(state.free_at, now.steady);
    const auto free_in = std::chrono::ceil<std::chrono::milliseconds>(free_at - now.steady);
    const bool is_due = state.due && (*state.due <= now.utc || *state.due > now.utc + model::due_ahead_max);
    if (state.asking) {
        standing.reason = WaitReason::asking;
    } else if (state.paused || all_paused_) {
        standing.reason = WaitReason::paused;
    } else if (free_in.count() > 0 && (is_due || state.why != WaitReason::delay)) {
        standing.reason = state.why;
        standing.until = now.utc + free_in;
    } else if (is_due) {
        standing.reason = WaitReason::ready;
    } else {
        standing.reason = WaitReason::nothing_due;
        standing.until = state.due;
    }
    if (free_in.count() <= 0) standing.note.clear();
    return standing;
}

std::vector<model::HostStanding> HostQueue::standings(Now now, std::string_view after,
                                                      std::size_t limit) const {
    std::vector<model::HostStanding> all;
    for (auto host = hosts_.upper_bound(after); host != hosts_.end() && all.size() < limit; ++host)
        all.push_back(standing_of(*host, now));
    return all;
}

std::optional<model::HostStanding> HostQueue::standing(std::string_view name, Now now) const {
    const auto found = hosts_.find(name);
    if (found == hosts_.end()) return std::nullopt;
    return standing_of(*found, now);
}

}  // namespace ogi::crawler
