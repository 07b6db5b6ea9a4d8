#include "daemon/doctor/examine.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace ogi::daemon {

namespace {

using base::ErrorCode;
using Findings = std::vector<Finding>;

// The daemon stops writing at 128 MiB (storage/disk_space.h); whoever is told at this has time.
constexpr std::uint64_t bytes_free_error = 256ULL << 20;
constexpr std::uint64_t bytes_free_warning = 2ULL << 30;
constexpr std::uint64_t inodes_free_error = 1'000;
constexpr std::uint64_t inodes_free_warning = 100'000;
constexpr std::chrono::hours clock_ahead_max{24};
constexpr base::UtcTime before_us{std::chrono::sys_days{std::chrono::year{2025} / 1 / 1}};

std::string mebibytes(std::uint64_t bytes) {
    return std::to_string(bytes >> 20) + " MiB";
}

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
    if (facts.empty_sources_folder.empty()) return {};
    return {{"sources", Gravity::note, facts.empty_sources_folder + " holds no file of sources",
             "nothing, if that is meant; else put one there whose name ends in .toml, then: ogi reload"}};
}

Findings store_problem(const StoreFacts& store) {
    switch (store.problem->code) {
        case ErrorCode::malformed:
            return {{"store", Gravity::error, store.problem->context,
                     "if it is damaged: ogi store restore FOLDER has a backup take its place"}};
        case ErrorCode::busy:
            return {{"store", Gravity::error, store.problem->context, "try again in a moment"}};
        default:
            return {{"store", Gravity::error, store.problem->context,
                     "let the user that runs ogid own " + store.folder + " and be able to read it"}};
    }
}

// Of a store that can be opened, and yet is not as it should be.
Findings store_files(const StoreFacts& store) {
    Findings found;
    if (store.damaged_files != 0)
        found.push_back({"store", Gravity::error,
                         std::to_string(store.damaged_files) +
                             " files of pages and revisions cannot be read (" + store.damaged_file + ")",
                         "ogi store verify names what is lost; put the files back, or have ogi store restore "
                         "FOLDER bring a backup"});
    if (store.foreign_files != 0)
        found.push_back({"store", Gravity::error,
                         std::to_string(store.foreign_files) + " files of the store do not belong to " +
                             store.owner + " (" + store.foreign_file + ")",
                         "chown -R " + store.owner + ": " + store.folder +
                             "; run commands that change the store as " + store.owner});
    if (store.roster_is_empty)
        found.push_back(
            {"roster", Gravity::note, "the roster is empty: nobody is known to owe a report",
             "ogi roster import takes a table of agencies; those that are found come by themselves"});
    return found;
}

Findings store(const Facts& facts) {
    const auto& store = facts.store;
    if (!store.is_there && !store.cannot_be_made.empty())
        return {
            {"store", Gravity::error,
             "there is no store at " + store.folder + ", and " + facts.user +
                 " cannot make one: " + store.cannot_be_made,
             "give [store] path a folder in which the user that runs ogid may write; or ask as that user"}};
    if (!store.is_there)
        return {{"store", Gravity::warning, "there is no store at " + store.folder + " yet",
                 "start ogid: systemctl start ogid, or ogid --config " + facts.config_file}};
    Findings found;
    if (store.problem) found = store_problem(store);
    std::ranges::move(store_files(store), std::back_inserter(found));
    if (!store.writable && !store.problem && !facts.daemon.is_running())
        found.push_back(
            {"store", Gravity::warning,
             store.folder + " belongs to " + store.owner + ", and " + facts.user + " may not write there",
             "run ogid, and commands that change the store, as " + store.owner});
    if (store.locked_by != 0 && !facts.daemon.is_running())
        found.push_back(
            {"store", Gravity::error,
             "process " + std::to_string(store.locked_by) + " has " + store.folder +
                 " open for writing, and no daemon answers there",
             "see what it is (ps -p " + std::to_string(store.locked_by) + "), and let it end or stop it"});
    if (!store.decisions_lacking.empty())
        found.push_back({"store", Gravity::error, store.decisions_lacking,
                         "restart ogid, which puts them back from the store; a decision is taken back by ogi "
                         "decisions revoke alone"});
    if (store.decisions_problem) {
        const bool is_a_line = store.decisions_problem->code == ErrorCode::malformed;
        found.push_back(
            {"store", Gravity::error, store.decisions_problem->context,
             std::string{is_a_line ? "put the line right" : "let the user that runs ogid read it"} +
                 ", or have the file back from a backup: decisions of people stand there"});
    }
    if (store.suspects != 0)
        found.push_back({"store", Gravity::note,
                         std::to_string(store.suspects) + " pages show what is not believed yet",
                         "ogi suspects tells which, and why"});
    return found;
}

Findings disk(const Facts& facts) {
    Findings found;
    const auto& disk = facts.disk;
    if (disk.bytes != 0 && disk.bytes_free < bytes_free_warning)
        found.push_back(
            {"disk", disk.bytes_free < bytes_free_error ? Gravity::error : Gravity::warning,
             mebibytes(disk.bytes_free) + " are free where " + facts.store.folder +
                 " lies; nothing is written below 128 MiB",
             "make room, or move the store; ogi store prune --dry-run and ogi store compact may help"});
    if (disk.inodes != 0 && disk.inodes_free < inodes_free_warning)
        found.push_back({"disk", disk.inodes_free < inodes_free_error ? Gravity::error : Gravity::warning,
                         std::to_string(disk.inodes_free) + " files can still be made where " +
                             facts.store.folder + " lies",
                         "remove small files there, or move the store"});
    return found;
}

Findings clock(const Facts& facts) {
    if (facts.now < before_us)
        return {{"clock", Gravity::error, "the clock says " + base::to_iso(facts.now),
                 "set it (timedatectl set-ntp true): visits and deadlines go by it"}};
    if (!facts.store.newest || *facts.store.newest - facts.now <= clock_ahead_max) return {};
    return {{"clock", Gravity::error,
             "the clock says " + base::to_iso(facts.now) + ", and the feed has an entry of " +
                 base::to_iso(*facts.store.newest),
             "set it (timedatectl set-ntp true); if it is right now, it was wrong then"}};
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
        if (program.is_there) continue;
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

Findings daemon(const Facts& facts) {
    const auto& daemon = facts.daemon;
    switch (daemon.socket) {
        case DaemonFacts::Socket::none:
            return {{"daemon", Gravity::note, "no daemon runs on this store",
                     "start one: systemctl start ogid, or ogid --config " + facts.config_file}};
        case DaemonFacts::Socket::stale:
            return {{"daemon", Gravity::warning,
                     daemon.path + " is there, and nobody listens: a daemon was killed, or it is no socket",
                     "start ogid, which takes its place; what was committed is safe"}};
        case DaemonFacts::Socket::refused:
            return {{"daemon", Gravity::error, "the daemon's socket cannot be used: " + daemon.problem,
                     std::string{"run ogi as "} + (facts.store.owner == "root" ? "" : "root or as ") +
                         facts.store.owner + ", or join that user's group"}};
        case DaemonFacts::Socket::silent:
            return {{"daemon", Gravity::error, daemon.problem,
                     "journalctl -u ogid -n 50 tells what it did last; then: systemctl restart ogid"}};
        case DaemonFacts::Socket::answers:
            break;
    }
    if (daemon.version == facts.version) return {};
    return {{"daemon", Gravity::warning,
             "the daemon is of version " + daemon.version + ", ogi of " + facts.version,
             "restart it, so that both are the same: systemctl restart ogid"}};
}

Findings tokens(const Facts& facts) {
    if (facts.api.tokens_problem.empty()) return {};
    return {
        {"api", Gravity::error, facts.api.tokens_problem, "put the file right: ogid does not start with it"}};
}

Findings api(const Facts& facts) {
    if (facts.api.listen.empty() || facts.api.bind_errno == 0) return {};
    switch (facts.api.bind_errno) {
        case EADDRINUSE:
            return {{"api", Gravity::error, "another process listens on " + facts.api.listen,
                     "see which (ss -ltnp), or give [api] listen another port"}};
        case EADDRNOTAVAIL:
            return {{"api", Gravity::error, facts.api.listen + " is no address of this machine",
                     "give [api] listen one that is, or \"\" for none"}};
        default:
            return {{"api", Gravity::warning, facts.api.listen + ": " + std::strerror(facts.api.bind_errno),
                     "give [api] listen an address and port that ogid may use"}};
    }
}

// Why a host does not answer as it should: the word of `ogi hosts` and what to do.
struct HostAdvice {
    std::string_view state;
    Gravity gravity;
    std::string_view seen;
    std::string_view next;
};
constexpr std::array<HostAdvice, 5> host_advice = {
    {{"failing", Gravity::warning, "gave no answer several times in a row",
      "see ogi pages for the reason; is the address right, and the network?"},
     {"robots_unreachable", Gravity::warning, "its robots.txt cannot be read, so nothing is asked for",
      "wait: it is tried again; or see it in a browser"},
     {"challenged", Gravity::warning, "answers with pages against robots",
      "ask its operator, or take in captures of others with ogi import"},
     {"asked_to_wait", Gravity::note, "asked us to wait", "nothing: it is asked again when it said so"},
     {"paused", Gravity::note, "is paused by a person", "ogi resume lets it go on"}}};

Findings hosts(const Facts& facts) {
    Findings found;
    for (const auto& host : facts.hosts) {
        const auto* advice = std::ranges::find(host_advice, host.state, &HostAdvice::state);
        if (advice == host_advice.end()) continue;
        found.push_back(
            {"hosts", advice->gravity,
             host.name + " " + std::string{advice->seen} + (host.why.empty() ? "" : " (" + host.why + ")"),
             std::string{advice->next}});
    }
    return found;
}

Findings sinks(const Facts& facts) {
    Findings found;
    for (const auto& sink : facts.sinks) {
        const auto why = sink.why.empty() ? std::string{} : ": " + sink.why;
        if (sink.state == "halted") {
            found.push_back({"sinks", Gravity::error, "the sink " + sink.name + " has halted" + why,
                             "mend what it says, then: ogi sinks resume " + sink.name});
        } else if (sink.state == "retrying") {
            found.push_back({"sinks", Gravity::warning, "the sink " + sink.name + " cannot deliver" + why,
                             "is its target there? It is tried again by itself"});
        }
    }
    return found;
}

Findings unit(const Facts& facts) {
    if (!facts.unit) return {};
    const auto& unit = *facts.unit;
    if (unit.state == "failed")
        return {{"systemd", Gravity::error, unit.name + " has failed (" + unit.why + ")",
                 "journalctl -u " + unit.name + " -n 50 tells why; then: systemctl restart " + unit.name}};
    if (unit.state == "active" && !facts.daemon.is_running())
        return {{"systemd", Gravity::warning, unit.name + " runs, and not on this store",
                 "give ogi the configuration of the unit with --config"}};
    if (!facts.unit_is_enabled)
        return {{"systemd", Gravity::warning, unit.name + " does not begin when the machine does",
                 "systemctl enable " + unit.name}};
    return {};
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
    for (const auto check : {user_agent, sources, store, disk, clock, files, programs, tls, daemon, tokens,
                             api, hosts, sinks, unit})
        std::ranges::move(check(facts), std::back_inserter(found));
    std::ranges::stable_sort(found, {}, &Finding::gravity);
    return found;
}

}  // namespace ogi::daemon
