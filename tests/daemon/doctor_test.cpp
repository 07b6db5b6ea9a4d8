#include "daemon/doctor/examine.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <functional>
#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;

constexpr base::UtcTime now{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

// An installation without a fault.
Facts well() {
    Facts facts{.version = "1.2", .now = now, .user = "ogid", .config_file = "/etc/ogid/ogid.toml"};
    facts.sources = 3;
    facts.store = {.folder = "/var/lib/ogid/store", .is_there = true, .owner = "ogid", .newest = now - 1h};
    facts.disk = {
        .bytes_free = 50ULL << 30, .bytes = 100ULL << 30, .inodes_free = 5'000'000, .inodes = 6'000'000};
    facts.files_max = 4096, facts.files_needed = 1500;
    facts.programs = {{"ogi-pdf", "PDF documents", "", true, true, "1.2"}};
    facts.daemon = {
        .socket = DaemonFacts::Socket::answers, .path = "/var/lib/ogid/store/ogid.sock", .version = "1.2"};
    facts.api.listen = "127.0.0.1:8470";
    facts.unit = NamedState{"ogid", "active", "success"};
    return facts;
}

void stop_daemon(Facts& facts) {
    facts.daemon = {.path = facts.daemon.path};
    facts.unit.reset();
}

TEST(Doctor, FindsNothingWhereAllIsWell) {
    EXPECT_TRUE(examine(well()).empty());
}

struct Case {
    std::function<void(Facts&)> break_it;
    std::string check;
    Gravity gravity;
    std::string seen;
    std::string next;
};
const std::vector<Case> faults = {
    {[](Facts& f) { f.config_problem = "ogid.toml:3: unknown key"; }, "config", Gravity::error, "ogid.toml:3",
     "/etc/ogid/ogid.toml"},
    {[](Facts& f) { f.user_agent_doubt = "crawl.user_agent is not set"; }, "config", Gravity::warning,
     "not set", "user_agent"},
    {[](Facts& f) { f.sources = 0; }, "sources", Gravity::warning, "no source", "ogi sources check"},
    {[](Facts& f) { f.empty_sources_folder = "/etc/ogid/sources.d"; }, "sources", Gravity::note,
     "/etc/ogid/sources.d holds no file", "ogi reload"},
    {[](Facts& f) {
         stop_daemon(f), f.store.is_there = false, f.store.cannot_be_made = "/proc: Permission denied";
     },
     "store", Gravity::error, "cannot make one: /proc: Permission denied", "[store] path"},
    {[](Facts& f) { f.store.damaged_files = 2, f.store.damaged_file = "000013.blob: it is not there"; },
     "store", Gravity::error, "2 files of pages and revisions cannot be read (000013.blob: it is not there)",
     "ogi store verify"},
    {[](Facts& f) { f.store.foreign_files = 1, f.store.foreign_file = "000012.sst of root"; }, "store",
     Gravity::error, "1 file does not belong to ogid (000012.sst of root)",
     "chown -R ogid: /var/lib/ogid/store"},
    {[](Facts& f) { f.store.damaged_files = 1, f.store.damaged_file = "000013.blob: it is not there"; },
     "store", Gravity::error, "1 file of pages", "ogi store verify"},
    {[](Facts& f) { stop_daemon(f), f.store.lock_is_no_file = true; }, "store", Gravity::error,
     "/var/lib/ogid/store/LOCK is no file", "move it away"},
    {[](Facts& f) {
         f.unread_sources = {{"广元市", "https://www.example.gov.cn/", "failed"}};
     },
     "sources", Gravity::warning, "could not be read (failed)",
     "ogi sources check https://www.example.gov.cn/"},
    {[](Facts& f) { f.open_to_all = {"/etc/ogid/ogid.toml"}; }, "rights", Gravity::warning,
     "every user of this machine may change /etc/ogid/ogid.toml", "chmod o-w /etc/ogid/ogid.toml"},
    {[](Facts& f) { f.programs[0].version = "1.1"; }, "programs", Gravity::warning,
     "ogi-pdf is of version 1.1, ogi of 1.2", "as a whole"},
    {[](Facts& f) { f.programs[0].version.clear(); }, "programs", Gravity::warning, "version unknown",
     "as a whole"},
    {[](Facts& f) { stop_daemon(f), f.daemon.socket = DaemonFacts::Socket::blocked; }, "daemon",
     Gravity::error, "ogid.sock is no socket", "move it away"},
    {[](Facts& f) {
         stop_daemon(f), f.sinks = {{"lines", "blocked", "/srv/lines is no folder"}};
     },
     "sinks", Gravity::error, "lines cannot write: /srv/lines is no folder", "[[sink]]"},
    {[](Facts& f) {
         stop_daemon(f), f.sinks = {{"hook", "unread", "/etc/ogid/hook.secret: No such file"}};
     },
     "sinks", Gravity::error, "hook cannot read: /etc/ogid/hook.secret", "let the user"},
    {[](Facts& f) { f.store.shut_to_owner = true; }, "store", Gravity::error, "ogid owns /var/lib/ogid/store",
     "chmod u+rwx"},
    {[](Facts& f) { f.store.read_only = f.store.shut_to_owner = true; }, "store", Gravity::error,
     "can only be read", "remount"},
    {[](Facts& f) {
         stop_daemon(f), f.daemon.socket = DaemonFacts::Socket::impossible,
                         f.daemon.problem = "socket /run/x: its name is too long";
     },
     "daemon", Gravity::error, "too long; ogid cannot start", "[api] socket"},
    {[](Facts& f) {
         f.daemon.needs_restart = {"api.listen", "crawl.workers"};
     },
     "daemon", Gravity::warning, "before a restart: api.listen, crawl.workers", "systemctl restart"},
    {[](Facts& f) { f.store.roster_is_empty = true; }, "roster", Gravity::note, "roster is empty",
     "ogi roster import"},
    {[](Facts& f) { f.tls.speaks_https = false; }, "tls", Gravity::error, "does not speak https", "libcurl"},
    {[](Facts& f) { f.tls = {.has_certificates = false, .certificates = "/etc/ssl/none.crt"}; }, "tls",
     Gravity::error, "/etc/ssl/none.crt", "ca-certificates"},
    {[](Facts& f) { f.api.tokens_problem = "api.token_file: /etc/ogid/tokens: others may read or write it"; },
     "api", Gravity::error, "others may read", "put the file right"},
    {[](Facts& f) { f.unit_is_enabled = false; }, "systemd", Gravity::warning, "does not begin",
     "systemctl enable ogid"},
    {[](Facts& f) { f.store.is_there = false; }, "store", Gravity::warning, "no store", "start ogid"},
    {[](Facts& f) { f.store.problem = base::fail(base::ErrorCode::malformed, "this store has format 99"); },
     "store", Gravity::error, "format 99", "restore"},
    {[](Facts& f) { f.store.problem = base::fail(base::ErrorCode::busy, "a restore is under way"); }, "store",
     Gravity::error, "under way", "again"},
    {[](Facts& f) { f.store.problem = base::fail(base::ErrorCode::io, "Permission denied"); }, "store",
     Gravity::error, "denied", "own /var/lib"},
    {[](Facts& f) { stop_daemon(f), f.store.writable = false, f.user = "guest"; }, "store", Gravity::warning,
     "guest may not write", "as ogid"},
    {[](Facts& f) { stop_daemon(f), f.store.locked_by = 4711; }, "store", Gravity::error, "process 4711",
     "ps -p 4711"},
    {[](Facts& f) {
         f.store.decisions_problem =
             base::fail(base::ErrorCode::malformed, "decisions.ndjson:7: no decision");
     },
     "store", Gravity::error, ":7", "backup"},
    {[](Facts& f) { f.store.decisions_problem = base::fail(base::ErrorCode::io, "Permission denied"); },
     "store", Gravity::error, "denied", "let the user that runs ogid read it"},
    {[](Facts& f) { f.store.suspects = 2; }, "store", Gravity::note, "2 pages with", "ogi suspects"},
    {[](Facts& f) { f.disk.bytes_free = 1ULL << 30; }, "disk", Gravity::warning, "1024 MiB", "prune"},
    {[](Facts& f) { f.disk.bytes_free = 100ULL << 20; }, "disk", Gravity::error, "100 MiB", "make room"},
    {[](Facts& f) { f.disk.inodes_free = 50'000; }, "disk", Gravity::warning, "50000 files", "small files"},
    {[](Facts& f) { f.disk.inodes_free = 10; }, "disk", Gravity::error, "10 files", "small files"},
    {[](Facts& f) { f.now = base::UtcTime{}; }, "clock", Gravity::error, "1970", "timedatectl"},
    {[](Facts& f) { f.store.newest = now + 48h; }, "clock", Gravity::error, "2026-03-03", "timedatectl"},
    {[](Facts& f) { f.files_max = 1024; }, "files", Gravity::error, "1024 files", "LimitNOFILE"},
    {[](Facts& f) { f.programs[0].is_there = false; }, "programs", Gravity::warning, "ogi-pdf is not there",
     "ogi reparse"},
    {[](Facts& f) {
         f.programs = {{"soffice", "DOC", "libreoffice", false, true}};
     },
     "programs", Gravity::warning, "soffice", "apt install libreoffice"},
    {[](Facts& f) { f.programs[0].is_there = f.programs[0].is_wanted = false; }, "programs", Gravity::note,
     "switched off", "[programs]"},
    {[](Facts& f) { stop_daemon(f); }, "daemon", Gravity::note, "no daemon", "systemctl start"},
    {[](Facts& f) { stop_daemon(f), f.daemon.socket = DaemonFacts::Socket::stale; }, "daemon",
     Gravity::warning, "killed", "start ogid"},
    {[](Facts& f) {
         stop_daemon(f), f.daemon.socket = DaemonFacts::Socket::refused,
                         f.daemon.problem = "Permission denied";
     },
     "daemon", Gravity::error, "denied", "group"},
    {[](Facts& f) {
         f.daemon.socket = DaemonFacts::Socket::silent, f.daemon.problem = "does not answer within 5 s";
         f.store.locked_by = 7;
     },
     "daemon", Gravity::error, "does not answer", "restart"},
    {[](Facts& f) { f.daemon.version = "1.1"; }, "daemon", Gravity::warning, "version 1.1", "restart"},
    {[](Facts& f) { f.api.bind_errno = EADDRINUSE; }, "api", Gravity::error, "another process", "ss -ltnp"},
    {[](Facts& f) { f.api.bind_errno = EADDRNOTAVAIL; }, "api", Gravity::error, "no address of this machine",
     "listen"},
    {[](Facts& f) { f.api.bind_errno = EACCES; }, "api", Gravity::warning, "denied", "listen"},
    {[](Facts& f) {
         f.hosts = {{"a.cn", "failing", "refused"}};
     },
     "hosts", Gravity::warning, "a.cn gave no answer", "ogi pages"},
    {[](Facts& f) {
         f.hosts = {{"a.cn", "robots_unreachable", ""}};
     },
     "hosts", Gravity::warning, "robots.txt", "again"},
    {[](Facts& f) {
         f.hosts = {{"a.cn", "challenged", ""}};
     },
     "hosts", Gravity::warning, "against robots", "ogi import"},
    {[](Facts& f) {
         f.hosts = {{"a.cn", "asked_to_wait", ""}};
     },
     "hosts", Gravity::note, "wait", "nothing"},
    {[](Facts& f) {
         f.hosts = {{"a.cn", "paused", ""}};
     },
     "hosts", Gravity::note, "paused", "ogi resume HOST"},
    {[](Facts& f) {
         f.sinks = {{"index", "halted", "401"}};
     },
     "sinks", Gravity::error, "index has halted: 401", "ogi sinks resume index"},
    {[](Facts& f) {
         f.sinks = {{"index", "retrying", "no route"}};
     },
     "sinks", Gravity::warning, "cannot deliver: no route", "target"},
    {[](Facts& f) {
         f.unit = NamedState{"ogid", "failed", "exit-code"};
     },
     "systemd", Gravity::error, "exit-code", "journalctl"},
    {[](Facts& f) {
         stop_daemon(f), f.unit = NamedState{"ogid", "active", ""};
     },
     "systemd", Gravity::warning, "not on this store", "--config"},
};

TEST(Doctor, FindsEachFaultAndSaysWhatToDo) {
    for (const auto& [break_it, check, gravity, seen, next] : faults) {
        auto facts = well();
        break_it(facts);
        const auto findings = examine(facts);
        const auto found = std::ranges::find_if(findings, [&](const Finding& finding) {
            return finding.check == check && finding.gravity == gravity &&
                   finding.seen.find(seen) != std::string::npos;
        });
        ASSERT_NE(found, findings.end()) << check << " " << seen;
        EXPECT_NE(found->next.find(next), std::string::npos) << found->next;
    }
}

TEST(Doctor, TellsErrorsFirstAndOfABrokenConfigurationNothingElse) {
    auto facts = well();
    facts.store.suspects = 1;
    facts.sinks = {{"a", "retrying", ""}, {"b", "halted", ""}};
    const auto findings = examine(facts);
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_EQ(findings[0].gravity, Gravity::error);
    EXPECT_EQ(findings[1].gravity, Gravity::warning);
    EXPECT_EQ(findings[2].gravity, Gravity::note);
    facts.config_problem = "no";
    EXPECT_EQ(examine(facts).size(), 1U);
}

TEST(Doctor, WhoIsShutOutIsToldThatAlone) {
    auto facts = well();
    facts.user = "mallory", facts.shut_out = "/var/lib/ogid/store";
    facts.store = {}, facts.daemon = {}, facts.api.bind_errno = EADDRINUSE;
    const auto findings = examine(facts);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].gravity, Gravity::error);
    EXPECT_NE(findings[0].seen.find("mallory may not look at /var/lib/ogid/store"), std::string::npos);
    EXPECT_NE(findings[0].next.find("sudo adduser mallory ogid"), std::string::npos);
}

TEST(Doctor, DoesNotBlameTheDaemonsOwnLock) {
    auto facts = well();
    facts.store.locked_by = 4711, facts.store.writable = false;
    EXPECT_TRUE(examine(facts).empty());
}

}  // namespace
}  // namespace ogi::daemon
