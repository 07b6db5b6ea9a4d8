#pragma once

#include "base/time.h"
#include "model/host.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::crawler {

// When may each host be asked again? One request at a time a host, and a pause from the end of one response
// to the start of the next request. Holds times and makes decisions; it never sleeps, reads no clock and
// opens no socket. A host is what base::Url::authority gives; those of one server (server_of) share their
// turns, pauses and holds.
//
// http and https of one name, with and without "www.", are doors of one server. Other ports are other
// servers, and so are other names, also where they lead to one address: a platform serves thousands of sites
// from it, and neither browsers nor robots.txt know hosts by address.
std::string_view server_of(std::string_view authority);
// The authorities that such a server may have, the given one included.
std::vector<std::string> doors_of(std::string_view authority);

class Politeness {
  public:
    // Idle hosts are forgotten once more than this many are known; a host under way, held or pausing never
    // is.
    static constexpr std::size_t idle_hosts_max = 10'000;
    // From so many requests in a row without an answer a host is held, first for failure_hold_first, then
    // twice as long with each more.
    static constexpr int failures_free = 5;
    static constexpr std::chrono::seconds failure_hold_first{
        35};  // A run that is to end does not wait for it.
    static constexpr std::chrono::hours failure_hold_max{6};
    // The same from so many in a row that brought nothing where the host did answer. Some of its pages may
    // refuse and others not, so a run goes on after the first of these pauses.
    static constexpr int refusals_free = 10;
    static constexpr std::chrono::seconds refusal_hold_first{1};
    static constexpr std::chrono::seconds refusal_hold_max{60};
    // From so many visits in a row that met an anti-bot page a host is held for challenge_hold.
    static constexpr int challenges_free = 3;
    static constexpr std::chrono::hours challenge_hold{72};
    // No hold that is read back reaches further than this.
    static constexpr std::chrono::hours hold_ahead_max{24 * 7};

    // `default_delay`: least pause between two requests to one host; 0 is allowed.
    explicit Politeness(std::chrono::milliseconds default_delay) : default_delay_{default_delay} {}

    // Takes the host's turn and returns when it starts, at or after `now`. Nullopt while another turn is
    // under way: ask again after finished().
    std::optional<base::SteadyTime> reserve(std::string_view host, base::SteadyTime now);

    // Ends the turn; the pause counts from `now`.
    void finished(std::string_view host, base::SteadyTime now);

    // Keeps every later turn of `host` at or after `until` (Retry-After, 429, 503).
    void hold(std::string_view host, base::SteadyTime until,
              model::WaitReason why = model::WaitReason::asked_to_wait, std::string note = {});

    // Until when `host` is held; nullopt if it is not.
    std::optional<base::SteadyTime> held_until(std::string_view host, base::SteadyTime now) const;

    // ---- how requests end; a host that answers nothing, or only anti-bot pages, is left alone for a while
    void answered(std::string_view host);
    // It gave an answer that is none, HTTP 403 or 500, whatever was asked for.
    void refused(std::string_view host, base::SteadyTime now, std::string note);
    void unanswered(std::string_view host, base::SteadyTime now, std::string note);
    void challenged(std::string_view host, base::SteadyTime now, std::string note);
    void unchallenged(std::string_view host);

    // ---- what others want to know
    // From when `host` may be asked, and why not before.
    struct Freedom {
        base::SteadyTime at;
        model::WaitReason why = model::WaitReason::delay;
        std::string note{};
    };
    Freedom freedom(std::string_view host) const;

    // ---- over a restart
    struct Now {
        base::SteadyTime steady;
        base::UtcTime utc;
    };
    // What another run has to know of the host. The pause between two requests is not part of it: begin_anew
    // keeps it.
    model::HostManners manners(std::string_view host, Now now) const;
    // Takes up what manners() said in another run. What it says of the calendar counts at most hold_ahead_max
    // from now: a clock may have been wrong.
    void restore(std::string_view host, const model::HostManners& manners, Now now);
    // A run before this one may have asked any host until just now, without having been able to note it.
    void begin_anew(base::SteadyTime now) { asked_before_ = now; }

    // Crawl-delay from robots.txt; used only if longer than the default.
    void set_delay(std::string_view host, std::chrono::milliseconds delay);

    void set_default_delay(std::chrono::milliseconds delay) { default_delay_ = delay; }

    std::size_t hosts_known() const { return hosts_.size(); }

  private:
    struct Host {
        bool under_way = false;
        std::optional<base::SteadyTime> last_end;  // Of the last response.
        base::SteadyTime hold_until = base::SteadyTime::min();
        model::WaitReason why = model::WaitReason::delay;  // It is held.
        std::string note{};
        std::chrono::milliseconds delay{};
        int failures = 0;
        int challenges = 0;
    };
    const Host* find(std::string_view host) const;
    base::SteadyTime free_at(const Host&) const;
    Host& find_or_add(std::string_view host);
    struct Patience {
        int free;  // So many are nothing.
        std::chrono::seconds hold_first;
        std::chrono::seconds hold_max;
    };
    void count_failure(Host& host, const Patience& patience, base::SteadyTime now, std::string note);
    static void hold(Host& host, base::SteadyTime until, model::WaitReason why, std::string note);
    void forget_idle(base::SteadyTime now);

    std::chrono::milliseconds default_delay_;
    std::map<std::string, Host, std::less<>> hosts_;  // By server_of.
    std::size_t forget_above_ = idle_hosts_max;
    std::optional<base::SteadyTime> asked_before_{};
};

}  // namespace ogi::crawler
