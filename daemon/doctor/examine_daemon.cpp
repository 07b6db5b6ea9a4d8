#include "daemon/doctor/findings.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace ogi::daemon::findings {

namespace {

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
     {"paused", Gravity::note, "is paused by a person",
      "ogi resume HOST lets it go on, or ogi resume where everything is paused"}}};

}  // namespace

Findings daemon(const Facts& facts) {
    const auto& daemon = facts.daemon;
    switch (daemon.socket) {
        case DaemonFacts::Socket::none:
            return {{"daemon", Gravity::note, "no daemon runs on this store",
                     "start one: systemctl start ogid, or ogid --config " + facts.config_file}};
        case DaemonFacts::Socket::impossible:
            return {{"daemon", Gravity::error, daemon.problem + "; ogid cannot start",
                     "give [api] socket another path; the default is ogid.sock in the folder of the store"}};
        case DaemonFacts::Socket::stale:
            return {{"daemon", Gravity::warning,
                     daemon.path + " is there, and nobody listens: a daemon was killed",
                     "start ogid, which takes its place; what was committed is safe"}};
        case DaemonFacts::Socket::blocked:
            return {{"daemon", Gravity::error,
                     daemon.path + " is no socket: ogid cannot start while it is there",
                     "move it away; ogid makes its own"}};
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
    Findings found;
    if (daemon.version != facts.version)
        found.push_back({"daemon", Gravity::warning,
                         "the daemon is of version " + daemon.version + ", ogi of " + facts.version,
                         "restart it, so that both are the same: systemctl restart ogid"});
    std::string waiting;
    for (const auto& key : daemon.needs_restart) waiting += (waiting.empty() ? "" : ", ") + key;
    if (!waiting.empty())
        found.push_back({"daemon", Gravity::warning, "changed, and not in force before a restart: " + waiting,
                         "systemctl restart ogid"});
    return found;
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
        if (sink.state == "blocked") {
            found.push_back({"sinks", Gravity::error, "the sink " + sink.name + " cannot write" + why,
                             "give its [[sink]] a folder in which the user that runs ogid may write"});
        } else if (sink.state == "unread") {
            found.push_back({"sinks", Gravity::error, "the sink " + sink.name + " cannot read" + why,
                             "let the user that runs ogid read it, or name another file"});
        } else if (sink.state == "halted") {
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

}  // namespace ogi::daemon::findings
