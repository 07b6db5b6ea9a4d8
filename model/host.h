#pragma once

#include "base/time.h"
#include "model/failure.h"
#include "model/visit.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace ogi::model {

// Why a host is asked for nothing right now, or that it is.
enum class WaitReason {
    ready,               // Only waits for its place among the others.
    asking,              // A request to it is under way.
    delay,               // The pause between two requests.
    asked_to_wait,       // 429 or 503, with or without Retry-After.
    robots_unreachable,  // Its robots.txt could not be read (RFC 9309 §2.3.1.4).
    challenged,          // It answers with anti-bot pages.
    failing,             // It gave no answer several times in a row.
    nothing_due,         // No page of it is due.
    paused,              // By a person.
};

// A page that is due later than this from now was scheduled by a clock that was wrong: it is due now.
inline constexpr std::chrono::hours due_ahead_max{24 * 800};

enum class RobotsStanding {
    known,       // Its rules hold; there are none where the host has no robots.txt.
    suspended,   // It could not be read (5xx, no connection): the host is left alone for now (§2.3.1.4).
    challenged,  // An anti-bot page stands before it.
    refused,     // The address policy forbids the host.
};

// A host's robots.txt as it was received.
struct RobotsRecord {
    RobotsStanding standing = RobotsStanding::known;
    // Where the standing is not `known`: why, for machines and for a person.
    FailureReason failure = FailureReason::robots_unreadable;
    std::string reason{};
    base::UtcTime valid_until{};
    std::string body{};  // Empty where there is none, or none that could be read.

    bool operator==(const RobotsRecord&) const = default;
};

// How a host wants to be treated: what a restart must not forget. Written with every visit's result.
struct HostManners {
    base::UtcTime not_before{};               // Of the next request; 1970: it may be asked at once.
    WaitReason reason = WaitReason::delay;    // Why not before.
    std::string note{};                       // The same in words; may be empty.
    std::chrono::milliseconds crawl_delay{};  // From robots.txt.
    int failures = 0;                         // Requests in a row that got no answer.
    int challenges = 0;                       // Visits in a row that met an anti-bot page.

    bool operator==(const HostManners&) const = default;
};

// Everything the store remembers of one host (base::Url::authority), beside its pages.
struct HostRecord {
    std::uint32_t id = 0;  // Stands for the authority in the schedule; given once, from 1.
    // No page of it is due earlier. A bound: the earliest may be due later. Not set: no page is.
    std::optional<base::UtcTime> due_from{};
    HostManners manners{};
    std::uint64_t urls = 0;                  // Known ones.
    std::optional<VisitOutcome> outcome{};   // Of the last visit to a page of it.
    std::optional<FailureReason> failure{};  // Why that brought none.
    // Links that were not taken up, by the bound that refused them.
    std::uint64_t refused_host_full = 0;
    std::uint64_t refused_prefix_full = 0;
    std::uint64_t refused_trap = 0;

    bool operator==(const HostRecord&) const = default;
};

// What a host waits for, for a person who asks.
struct HostStanding {
    std::string authority;
    WaitReason reason = WaitReason::nothing_due;
    std::optional<base::UtcTime> until{};  // Not set: until something else happens.
    std::string note{};                    // Why, in words; may be empty.
    std::uint64_t urls = 0;                // Known ones, as of the last time its pages were read.
    std::optional<base::UtcTime> next_due{};

    bool operator==(const HostStanding&) const = default;
};

}  // namespace ogi::model
