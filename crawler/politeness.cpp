#include "crawler/politeness.h"

#include <algorithm>

namespace ogi::crawler {

using model::WaitReason;

namespace {

constexpr std::string_view www = "www.";
constexpr std::string_view plain_ports[] = {":80", ":443"};

}  // namespace

std::string_view server_of(std::string_view authority) {
    if (authority.starts_with(www)) authority.remove_prefix(www.size());
    for (const auto port : plain_ports) {
        if (authority.ends_with(port)) authority.remove_suffix(port.size());
    }
    return authority;
}

std::vector<std::string> doors_of(std::string_view authority) {
    const auto server = server_of(authority);
    std::vector<std::string> doors;
    for (const auto prefix : {std::string_view{}, www}) {
        // Any other port is a part of the server's name.
        if (server.find(':', server.rfind(']') + 1) != std::string_view::npos) {
            doors.push_back(std::string{prefix} + std::string{server});
            continue;
        }
        for (const auto port : plain_ports)
            doors.push_back(std::string{prefix} + std::string{server} + std::string{port});
    }
    return doors;
}

std::optional<base::SteadyTime> Politeness::reserve(std::string_view host, base::SteadyTime now) {
    forget_idle(now);
    auto& entry = find_or_add(host);
    if (entry.under_way) return std::nullopt;
    entry.under_way = true;
    return std::max(now, free_at(entry));
}

void Politeness::finished(std::string_view host, base::SteadyTime now) {
    auto& entry = find_or_add(host);
    entry.under_way = false;
    entry.last_end = now;
}

void Politeness::hold(std::string_view host, base::SteadyTime until, WaitReason why, std::string note) {
    hold(find_or_add(host), until, why, std::move(note));
}

void Politeness::hold(Host& host, base::SteadyTime until, WaitReason why, std::string note) {
    if (until <= host.hold_until) return;
    host.hold_until = until;
    host.why = why;
    host.note = std::move(note);
}

std::optional<base::SteadyTime> Politeness::held_until(std::string_view host, base::SteadyTime now) const {
    const auto* entry = find(host);
    if (entry == nullptr || entry->hold_until <= now) return std::nullopt;
    return entry->hold_until;
}

void Politeness::answered(std::string_view host) {
    find_or_add(host).failures = 0;
}

void Politeness::unanswered(std::string_view host, base::SteadyTime now, std::string note) {
    constexpr Patience patience{failures_free, failure_hold_first, failure_hold_max};
    count_failure(find_or_add(host), patience, now, std::move(note));
}

void Politeness::refused(std::string_view host, base::SteadyTime now, std::string note) {
    constexpr Patience patience{refusals_free, refusal_hold_first, refusal_hold_max};
    count_failure(find_or_add(host), patience, now, std::move(note));
}

void Politeness::count_failure(Host& host, const Patience& patience, base::SteadyTime now, std::string note) {
    ++host.failures;
    if (host.failures < patience.free) return;
    auto pause = patience.hold_first;
    for (int i = patience.free; i < host.failures && pause < patience.hold_max; ++i) pause *= 2;
    hold(host, now + std::min(pause, patience.hold_max), WaitReason::failing, std::move(note));
}

void Politeness::challenged(std::string_view host, base::SteadyTime now, std::string note) {
    auto& entry = find_or_add(host);
    ++entry.challenges;
    if (entry.challenges >= challenges_free)
        hold(host, now + challenge_hold, WaitReason::challenged, std::move(note));
}

void Politeness::unchallenged(std::string_view host) {
    find_or_add(host).challenges = 0;
}

Politeness::Freedom Politeness::freedom(std::string_view host) const {
    const auto* entry = find(host);
    if (entry == nullptr) return {.at = free_at({})};
    const auto at = free_at(*entry);
    if (entry->hold_until < at) return {.at = at};
    return {.at = at, .why = entry->why, .note = entry->note};
}

model::HostManners Politeness::manners(std::string_view host, Now now) const {
    const auto* entry = find(host);
    if (entry == nullptr) return {};
    model::HostManners manners{
        .crawl_delay = entry->delay, .failures = entry->failures, .challenges = entry->challenges};
    if (entry->hold_until > now.steady) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(entry->hold_until - now.steady);
        manners.not_before = now.utc + left;
        manners.reason = entry->why;
        manners.note = entry->note;
    }
    return manners;
}

void Politeness::restore(std::string_view host, const model::HostManners& manners, Now now) {
    auto& entry = find_or_add(host);
    if (entry.under_way || entry.last_end) return;  // We know better.
    const auto left = std::min<std::chrono::milliseconds>(manners.not_before - now.utc, hold_ahead_max);
    if (left.count() > 0) hold(host, now.steady + left, manners.reason, manners.note);
    entry.delay = std::max(entry.delay, manners.crawl_delay);
    // Another door of the server may have been restored already.
    entry.failures = std::max(entry.failures, manners.failures);
    entry.challenges = std::max(entry.challenges, manners.challenges);
}

void Politeness::set_delay(std::string_view host, std::chrono::milliseconds delay) {
    find_or_add(host).delay = delay;
}

base::SteadyTime Politeness::free_at(const Host& host) const {
    const auto last_end = host.last_end ? host.last_end : asked_before_;
    if (!last_end) return host.hold_until;
    return std::max(*last_end + std::max(default_delay_, host.delay), host.hold_until);
}

const Politeness::Host* Politeness::find(std::string_view host) const {
    const auto found = hosts_.find(server_of(host));
    return found == hosts_.end() ? nullptr : &found->second;
}

Politeness::Host& Politeness::find_or_add(std::string_view host) {
    const auto server = server_of(host);
    const auto found = hosts_.lower_bound(server);
    if (found != hosts_.end() && found->first == server) return found->second;
    return hosts_.emplace_hint(found, std::string{server}, Host{})->second;
}

void Politeness::forget_idle(base::SteadyTime now) {
    if (hosts_.size() <= forget_above_) return;
    std::erase_if(hosts_, [&](const auto& entry) {
        const auto& host = entry.second;
        const bool idle = !host.under_way && (host.last_end || asked_before_) && free_at(host) <= now;
        return idle && host.failures == 0 && host.challenges == 0;
    });
    // Looking again at every new host would cost the square of their number.
    forget_above_ = std::max(idle_hosts_max, 2 * hosts_.size());
}

}  // namespace ogi::crawler
