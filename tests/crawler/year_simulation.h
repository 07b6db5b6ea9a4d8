#pragma once

#include "crawler/revisit_policy.h"

#include <chrono>
#include <cstddef>
#include <cstdint>

// A year of many hosts, with time as a number: the revisit policy says when pages fall due, HostQueue which
// host is asked, Politeness how long it is left alone. The hosts are imagined: each has a list of reports,
// publishes a new one in season, mends some, changes its template now and then, and is out of order for some
// days.
namespace ogi::crawler {

struct YearSettings {
    std::size_t hosts = 2'000;
    int old_reports = 8;          // A host's, on the years before.
    std::size_t asking_max = 64;  // Requests under way at the same time.
    std::chrono::milliseconds host_delay{1'000};
    std::chrono::milliseconds response{250};  // How long a request takes, at most twice of it.
    std::uint64_t seed = 1;
    RevisitSettings revisit{};
};

struct YearResult {
    std::uint64_t requests = 0;
    std::uint64_t busiest_day = 0;   // Requests, the days of the first filling left out.
    std::uint64_t busiest_hour = 0;  // The same.
    double mean_day = 0;             // The same.
    double capacity_hour = 0;        // What asking_max would allow.

    std::chrono::milliseconds least_gap{};  // Between the end of a response and the next request to its host,
                                            // less the delay that the host asks for.
    std::size_t published = 0;
    std::size_t seen = 0;                    // Of those, before the year ended.
    std::size_t out_of_bound = 0;            // Seen later than promised, on hosts that answered all the time.
    std::chrono::seconds slowest_in_peak{};  // From being listed to being seen, on such hosts.
    std::chrono::seconds slowest{};
    std::size_t changes = 0;  // Of the reports that were known.
    std::size_t changes_seen = 0;

    std::chrono::seconds
        longest_wait{};  // Of a page that was due, on a host that answers, after the first filling.
    std::size_t starved_hosts = 0;  // Never asked in the last 30 days of the year though they answer.
};

// A report must be seen, once it is listed, before so much season time is over: the longest pause of a list
// page and this for the ways.
inline constexpr std::chrono::hours seen_slack{2};

YearResult simulate_year(const YearSettings& settings);

}  // namespace ogi::crawler
