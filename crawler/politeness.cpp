#include "crawler/politeness.h"

#include <algorithm>

namespace ogi::crawler {

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

void Politeness::hold(std::string_view host, base::SteadyTime until) {
    auto& entry = find_or_add(host);
    entry.hold_until = std::max(entry.hold_until, until);
}

std::optional<base::SteadyTime> Politeness::held_until(std::string_view host, base::SteadyTime now) const {
    const auto found = hosts_.find(host);
    if (found == hosts_.end() || found->second.hold_until <= now) return std::nullopt;
    return found->second.hold_until;
}

void Politeness::set_delay(std::string_view host, std::chrono::milliseconds delay) {
    find_or_add(host).delay = delay;
}

base::SteadyTime Politeness::free_at(const Host& host) const {
    if (!host.last_end) return host.hold_until;
    const auto pause_over = *host.last_end + std::max(default_delay_, host.delay);
    return std::max(pause_over, host.hold_until);
}

Politeness::Host& Politeness::find_or_add(std::string_view host) {
    const auto found = hosts_.lower_bound(host);
    if (found != hosts_.end() && found->first == host) return found->second;
    return hosts_.emplace_hint(found, std::string{host}, Host{})->second;
}

void Politeness::forget_idle(base::SteadyTime now) {
    if (hosts_.size() <= forget_above_) return;
    std::erase_if(hosts_, [&](const auto& entry) {
        return !entry.second.under_way && entry.second.last_end && free_at(entry.second) <= now;
    });
    // Looking again at every new host would cost the square of their number.
    forget_above_ = std::max(idle_hosts_max, 2 * hosts_.size());
}

}  // namespace ogi::crawler
