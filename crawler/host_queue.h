#pragma once

#include "base/time.h"
#include "model/host.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::crawler {

// Which host is asked next? Of those that have a page due and may be asked, the one that could have been
// asked first; before all of them those with work that a person asked for. Holds times and makes decisions;
// reads no clock. A host that waits costs an entry and nothing else.
//
// Two clocks: pages fall due by the calendar, pauses are kept by the steady clock, so that a calendar that
// jumps neither stops nor rushes a host.
class HostQueue {
  public:
    // A host held for longer than this is not worth waiting for where a run is to end.
    static constexpr std::chrono::seconds hold_wait_max{30};

    struct Now {
        base::SteadyTime steady;
        base::UtcTime utc;
    };
    enum class Work {
        any,     // Whatever is due.
        urgent,  // Only what a person asked for.
    };

    // `asking_max`: hosts taken and not given back at the same time. Pages due at or before `urgent_until`
    // are those that a person asked for.
    HostQueue(std::size_t asking_max, base::UtcTime urgent_until)
        : asking_max_{asking_max}, urgent_until_{urgent_until} {}

    // ---- what is known of a host; each makes it known
    // When its earliest page is due; nullopt: it has none.
    void set_due(std::string_view host, std::optional<base::UtcTime> due);
    // The same, unless an earlier one is known.
    void lower_due(std::string_view host, base::UtcTime due);
    // Not to be asked before; why, for those who want to know.
    void set_free(std::string_view host, base::SteadyTime at, model::WaitReason why, std::string note = {});
    void set_urls(std::string_view host, std::uint64_t urls);

    // ---- turns
    // The next host to ask. It is not given again until give_back. A host with urgent work is also given
    // where it is held for long: whoever asked is to learn that it is.
    std::optional<std::string> take(Now now, Work work);
    void give_back(std::string_view host);

    // ---- orders of a person
    void pause_all() { all_paused_ = true; }
    void resume_all() { all_paused_ = false; }
    void pause(std::string_view host);
    void resume(std::string_view host);
    bool is_paused(std::string_view host) const;
    void set_asking_max(std::size_t hosts) { asking_max_ = hosts; }

    // ---- what comes next
    std::size_t asking() const { return asking_; }
    // Whether a host can be taken now, or will be before `hold_wait_max` is over, as things stand.
    bool has_work(Now now, Work work);
    // How long until take may give something that it does not give now; nullopt: not by waiting.
    std::optional<std::chrono::milliseconds> next_change(Now now) const;
    std::size_t hosts_known() const { return hosts_.size(); }
    bool knows(std::string_view host) const { return hosts_.contains(host); }

    // ---- for people
    // In order of name, those that come after `after`, `limit` at most.
    std::vector<model::HostStanding> standings(Now now, std::string_view after, std::size_t limit) const;
    std::optional<model::HostStanding> standing(std::string_view host, Now now) const;

  private:
    // Where a host stands. It moves on from one to the next when its time has come.
    enum class Place { nowhere, sleeping, waiting, ready, ready_urgent };
    struct Host {
        std::optional<base::UtcTime> due{};
        base::SteadyTime free_at{};
        model::WaitReason why = model::WaitReason::delay;
        Place place = Place::nowhere;
        bool asking = false;
        bool paused = false;
        std::uint64_t rank = 0;  // Of those that became ready at one time: who came first.
        std::uint64_t urls = 0;
        std::string note{};
    };
    using Hosts = std::map<std::string, Host, std::less<>>;
    using Entry = Hosts::value_type;
    template <class Time>
    struct Earlier {
        bool operator()(const std::pair<Time, Entry*>& a, const std::pair<Time, Entry*>& b) const {
            if (a.first != b.first) return a.first < b.first;
            return a.second->second.rank < b.second->second.rank;
        }
    };
    template <class Time>
    using Line = std::set<std::pair<Time, Entry*>, Earlier<Time>>;

    Entry& entry(std::string_view host);
    void take_out(Entry& host);
    void put_in(Entry& host);
    void move_on(Now now);
    void fall_due(Entry& host, Now now);
    bool urgent(const Host& host) const { return host.due && *host.due <= urgent_until_; }
    std::optional<std::string> take_from(Line<base::SteadyTime>& line);
    model::HostStanding standing_of(const Entry& host, Now now) const;

    std::size_t asking_max_;
    base::UtcTime urgent_until_;
    Hosts hosts_;
    Line<base::UtcTime> sleeping_;    // Until a page is due.
    Line<base::SteadyTime> waiting_;  // A page is due; until it may be asked.
    Line<base::SteadyTime> ready_;    // By the time from which it could have been asked.
    Line<base::SteadyTime> urgent_;   // The same, asked for by a person.
    std::uint64_t last_rank_ = 0;
    std::size_t asking_ = 0;
    bool all_paused_ = false;
};

}  // namespace ogi::crawler
