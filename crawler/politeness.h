#pragma once

#include "base/time.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::crawler {

// When may each host be asked again? One request at a time a host, and a pause from the end of one response
// to the start of the next request. Holds times and makes decisions; it never sleeps, reads no clock and
// opens no socket. A host is what base::Url::authority gives.
class Politeness {
  public:
    // Idle hosts are forgotten once more than this many are known; a host under way, held or pausing never
    // is.
    static constexpr std::size_t idle_hosts_max = 10'000;

    // `default_delay`: least pause between two requests to one host; 0 is allowed.
    explicit Politeness(std::chrono::milliseconds default_delay) : default_delay_{default_delay} {}

    // Takes the host's turn and returns when it starts, at or after `now`. Nullopt while another turn is
    // under way: ask again after finished().
    std::optional<base::SteadyTime> reserve(std::string_view host, base::SteadyTime now);

    // Ends the turn; the pause counts from `now`.
    void finished(std::string_view host, base::SteadyTime now);

    // Keeps every later turn of `host` at or after `until` (Retry-After, 429, 503).
    void hold(std::string_view host, base::SteadyTime until);

    // Until when `host` is held; nullopt if it is not.
    std::optional<base::SteadyTime> held_until(std::string_view host, base::SteadyTime now) const;

    // Crawl-delay from robots.txt; used only if longer than the default.
    void set_delay(std::string_view host, std::chrono::milliseconds delay);

    void set_default_delay(std::chrono::milliseconds delay) { default_delay_ = delay; }

    std::size_t hosts_known() const { return hosts_.size(); }

  private:
    struct Host {
        bool under_way = false;
        std::optional<base::SteadyTime> last_end;  // Of the last response.
        base::SteadyTime hold_until = base::SteadyTime::min();
        std::chrono::milliseconds delay{};
    };
    base::SteadyTime free_at(const Host&) const;
    Host& find_or_add(std::string_view host);
    void forget_idle(base::SteadyTime now);

    std::chrono::milliseconds default_delay_;
    std::map<std::string, Host, std::less<>> hosts_;
    std::size_t forget_above_ = idle_hosts_max;
};

}  // namespace ogi::crawler
