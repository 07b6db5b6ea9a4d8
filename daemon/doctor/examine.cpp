#include "daemon/doctor/examine.h"

#include "daemon/doctor/findings.h"

#include <algorithm>
#include <chrono>

namespace ogi::daemon {

namespace {

using findings::Findings;

constexpr std::chrono::hours clock_ahead_max{24};
constexpr base::UtcTime before_us{std::chrono::sys_days{std::chrono::year{2025} / 1 / 1}};

Findings config(const Facts& facts) {
    if (facts.config_problem.empty()) return {};
    return {{"config", Gravity::error, facts.config_problem,
             "put what is named there right, or give another file than " + facts.config_file +
                 " with --config; ogid.toml(5) has all keys"}};
}

Findings user_agent(const Facts& facts) {
    if (facts.user_agent_doubt.empty()) return {};
    return {{"config", Gravity::warning, facts.user_agent_doubt,
             "set [crawl] user_agent, then: systemctl restart ogid"}};
}

Findings sources(const Facts& facts) {
    if (facts.sources == 0)
        return {{"sources", Gravity::warning, "the configuration names no source: nothing will be visited",
                 "add a [[source]]; ogi sources check URL tells what a page would lead to"}};
    Findings found;
    for (const auto& source : facts.unread_sources)
        found.push_back({"sources", Gravity::warning,
                         "nothing is found for the source \"" + source.name + "\": " + source.entry +
                             " could not be read (" + source.outcome + ")",
                         "ogi sources check " + source.entry + " tells what is there now"});
    if (!facts.empty_sources_folder.empty())
        found.push_back(
            {"sources", Gravity::note, facts.empty_sources_folder + " holds no file of sources",
             "nothing, if that is meant; else put one there whose name ends in .toml, then: ogi reload"});
    return found;
}

Findings rights(const Facts& facts) {
    Findings found;
    for (const auto& path : facts.open_to_all)
        found.push_back({"rights", Gravity::warning, "every user of this machine may change " + path,
                         "chmod o-w " + path});
    return found;
}

Findings clock(const Facts& facts) {
    if (facts.now < before_us)
        return {{"clock", Gravity::error, "the clock says " + base::to_iso(facts.now),
                 "set it (timedatectl set-ntp true): visits and deadlines go by it"}};
    if (!facts.store.newest || *facts.store.newest - facts.now <= clock_ahead_max) return {};
    return {{"clock", Gravity::error,
             "the clock says " + base::to_iso(facts.now) + ", and the store was written at " +
                 base::to_iso(*facts.store.newest),
             "set it (timedatectl set-ntp true); if it is right now, it was wrong then: restart ogid, which "
             "visits again what it visited under that time"}};
}

Findings files(const Facts& facts) {
    if (facts.files_max == 0 || facts.files_max >= facts.files_needed) return {};
    return {{"files", Gravity::error,
             "a process may open " + std::to_string(facts.files_max) + " files, ogid may need " +
                 std::to_string(facts.files_needed),
             "raise the limit (LimitNOFILE= of the unit, ulimit -n), or lower crawl.hosts_max or "
             "api.connections_max"}};
}

Findings programs(const Facts& facts) {
    Findings found;
    for (const auto& program : facts.programs) {
        if (program.is_there) {
            if (program.package.empty() && program.version != facts.version)
                found.push_back({"programs", Gravity::warning,
                                 program.name + " is of version " +
                                     (program.version.empty() ? "unknown" : program.version) + ", ogi of " +
                                     facts.version,
                                 "install the package ogid as a whole, or see [programs]"});
            continue;
        }
        if (!program.is_wanted) {
            found.push_back({"programs", Gravity::note,
                             program.name + " is switched off: " + program.reads + " stay unread",
                             "nothing, if that is meant; see [programs]"});
            continue;
        }
        const auto install =
            program.package.empty()
                ? std::string{"install the package ogid as a whole, or name its path under [programs]"}
                : "apt install " + program.package;
        found.push_back({"programs", Gravity::warning,
                         program.name + " is not there: " + program.reads + " are kept, and not read",
                         install + "; then: ogi reparse"});
    }
    return found;
}

Findings tls(const Facts& facts) {
    if (!facts.tls.speaks_https)
        return {{"tls", Gravity::error, "libcurl of this machine does not speak https",
                 "install one that does (apt install libcurl4)"}};
    if (facts.tls.has_certificates) return {};
    return {{"tls", Gravity::error,
             "there are no certificates to believe in at " +
                 (facts.tls.certificates.empty() ? std::string{"any place known"} : facts.tls.certificates) +
                 ": no site with https can be visited",
             "apt install ca-certificates"}};
}

}  // namespace

std::string_view name_of(Gravity gravity) {
    switch (gravity) {
        case Gravity::error:
            return "error";
        case Gravity::warning:
            return "warning";
        case Gravity::note:
            return "note";
    }
    return "note";
}

std::vector<Finding> examine(const Facts& facts) {
    auto found = config(facts);
    if (!facts.config_problem.empty()) return found;
    if (!facts.shut_out.empty())
        return {{"rights", Gravity::error,
                 facts.user + " may not look at " + facts.shut_out + ", so that nothing can be told",
                 "ask as root (sudo ogi doctor), or join the group of its folder (sudo adduser " +
                     facts.user + " ogid, and log in anew)"}};
    for (const auto check : {user_agent, sources, rights, findings::store, findings::disk, clock, files,
                             programs, tls, findings::daemon, findings::tokens, findings::api,
                             findings::hosts, findings::sinks, findings::unit})
        std::ranges::move(check(facts), std::back_inserter(found));
    std::ranges::stable_sort(found, {}, &Finding::gravity);
    return found;
}

}  // namespace ogi::daemon
