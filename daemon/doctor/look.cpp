#include "daemon/doctor/look.h"

#include "base/child_process.h"
#include "base/version.h"
#include "crawler/tls_support.h"
#include "daemon/api/tokens.h"
#include "daemon/cli/client.h"
#include "daemon/cli/reader.h"
#include "daemon/config/config.h"
#include "daemon/config/programs.h"
#include "daemon/config/user_agent.h"
#include "daemon/decisions/decisions_file.h"
#include "daemon/decisions/known_decisions.h"
#include "daemon/doctor/look_system.h"
#include "daemon/file_limit.h"
#include "daemon/makeable.h"
#include "daemon/sinks/kinds.h"
#include "daemon/sinks/web_access.h"
#include "daemon/sinks/webhook_signature.h"
#include "daemon/socket_path.h"
#include "daemon/visit/doubtful_visits.h"
#include "model/names.h"
#include "storage/blob_files.h"
#include "storage/store.h"
#include "storage/table_check.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace ogi::daemon {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace std::chrono_literals;

std::string text_of(const json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->as_string()} : std::string{};
}

std::optional<base::UtcTime> time_of_newest_entry(const storage::Store& store) {
    const auto last = store.last_sequence();
    if (!last || *last == 0) return std::nullopt;
    std::optional<base::UtcTime> newest;
    const auto read = store.for_each_change(*last - 1, [&](std::uint64_t, std::string_view line) {
        const auto time = base::parse_iso_time(text_of(json::parse(line).as_object(), "time"));
        if (time) newest = *time;
        return true;
    });
    return read ? newest : std::nullopt;
}

std::optional<base::UtcTime> noted_clock(const storage::Store& store) {
    const auto noted = store.setting(clock_setting);
    if (!noted || !*noted) return std::nullopt;
    const auto time = base::parse_iso_time(**noted);
    return time ? std::optional{*time} : std::nullopt;
}

bool is_roster_empty(const storage::Store& store) {
    bool has_agency = false;
    const auto walked = store.for_each_agency([&](const model::Agency&) { return !(has_agency = true); });
    return walked && !has_agency;
}

// So much is read in a few seconds, and is some hundred thousand reports.
constexpr std::uint64_t tables_bytes_max = 1ULL << 30;

void look_into_store(const storage::Store& store, const fs::path& decisions_file, StoreFacts& facts) {
    if (const auto known = known_decisions(store, decisions_file))
        facts.decisions_lacking = told_lacking(*known, decisions_file);
    facts.newest = std::max(time_of_newest_entry(store), noted_clock(store));
    if (const auto suspects = store.suspects()) facts.suspects = *suspects;
    facts.roster_is_empty = is_roster_empty(store);
    const auto tables = storage::check_tables(store, tables_bytes_max);
    facts.damaged_table = tables.damage;
    if (!tables.looked) facts.unchecked_table_bytes = tables.bytes;
    const auto damaged = storage::damaged_blob_files(store);
    facts.damaged_files = damaged.size();
    if (!damaged.empty()) facts.damaged_file = damaged.front().file + ": " + damaged.front().what;
}

StoreFacts look_at_store(const Config& config) {
    StoreFacts facts{.folder = config.store_path.string()};
    facts.is_there = path_exists(config.store_path / "CURRENT");
    if (const auto decided = read_decisions(config.decisions_file()); !decided)
        facts.decisions_problem = decided.error();
    if (!facts.is_there) facts.cannot_be_made = why_not_makeable(config.store_path);
    std::error_code hidden;
    const bool is_folder = fs::is_directory(config.store_path, hidden);
    if (!facts.is_there && !is_folder && hidden != std::errc::permission_denied) return facts;
    const auto foreign = foreign_files(config.store_path);
    facts.foreign_files = foreign.count, facts.foreign_file = foreign.first;
    facts.owner = owner_name(config.store_path);
    facts.writable = may_write(config.store_path);
    facts.shut_to_owner = is_shut_to_owner(config.store_path);
    facts.read_only = is_read_only(config.store_path);
    facts.locked_by = holder_of_lock(config.store_path / "LOCK");
    facts.lock_is_no_file =
        path_exists(config.store_path / "LOCK") && !fs::is_regular_file(config.store_path / "LOCK", hidden);
    const auto store = storage::Store::open(config.store_path, storage::OpenMode::read_only);
    if (!store) {
        // A folder without a store in it is no damage.
        if (store.error().code != base::ErrorCode::not_found)
            facts.is_there = true, facts.problem = store.error();
        return facts;
    }
    look_into_store(**store, config.decisions_file(), facts);
    return facts;
}

// Of a program of ours, which prints "ogi-pdf 0.1.0"; empty: it is not there, or tells none.
std::string version_of(const fs::path& program) {
    constexpr base::ChildLimits little{.wall_max = 5s, .cpu_max = 5s, .output_bytes_max = 1 << 12};
    if (program.empty()) return {};
    const auto told = base::run_child({.program = program, .arguments = {"--version"}, .limits = little});
    if (!told || !told->succeeded()) return {};
    const std::string_view words{told->output};
    const auto begin = words.find(' ');
    if (begin == words.npos || !words.ends_with('\n')) return {};
    return std::string{words.substr(begin + 1, words.size() - begin - 2)};
}

std::vector<ProgramFacts> look_at_programs(const ProgramSettings& settings) {
    const auto found = find_programs(settings);
    const auto wanted = [](const auto& written) { return !written || !written->empty(); };
    std::vector<ProgramFacts> facts = {
        {"ogi-pdf", "PDF documents", "", !found.pdf.empty(), wanted(settings.pdf), version_of(found.pdf)},
        {"ogi-ocr", "scans and images", "", !found.ocr.empty(), wanted(settings.ocr), version_of(found.ocr)},
        {"soffice", "DOC, XLS, WPS and RTF", "libreoffice-writer-nogui libreoffice-calc-nogui",
         !found.office.empty(), wanted(settings.office)}};
    if (!found.ocr.empty())
        facts.push_back({"Tesseract's model chi_sim", "scans and images", "tesseract-ocr-chi-sim",
                         has_tesseract_model("chi_sim"), true});
    return facts;
}

// Why no daemon can have a socket there; empty: one can. Rights are those of who asks.
std::string why_no_socket(const fs::path& socket, bool may_judge_rights) {
    const auto folder = socket.parent_path();
    if (path_exists(folder)) {
        const auto path = ShortSocketPath::of(socket);
        return path || path.error().code != base::ErrorCode::usage ? std::string{} : path.error().context;
    }
    const auto why = may_judge_rights ? why_not_makeable(folder) : std::string{};
    return why.empty() ? why : "there is no folder for the socket " + socket.string() + ": " + why;
}

void look_at_status(std::string_view line, DaemonFacts& facts) {
    const auto status = json::parse(line).as_object();
    facts.version = text_of(status, "version");
    const auto* live = status.if_contains("daemon");
    if (live == nullptr || !live->is_object()) return;
    const auto* waiting = live->as_object().if_contains("needs_restart");
    if (waiting == nullptr || !waiting->is_array()) return;
    for (const auto& key : waiting->as_array())
        if (key.is_string()) facts.needs_restart.emplace_back(key.as_string());
}

DaemonFacts look_at_daemon(const Config& config, bool may_judge_rights, std::vector<NamedState>& sinks) {
    DaemonFacts facts{.path = config.control_socket().string()};
    facts.problem = why_no_socket(config.control_socket(), may_judge_rights);
    if (!facts.problem.empty()) {
        facts.socket = DaemonFacts::Socket::impossible;
        return facts;
    }
    auto client = Client::connect(config.control_socket());
    if (!client) {
        const bool silent = client.error().code == base::ErrorCode::busy;
        facts.socket = silent ? DaemonFacts::Socket::silent : DaemonFacts::Socket::refused;
        facts.problem = client.error().context;
        return facts;
    }
    if (!*client) {
        facts.socket = !path_exists(config.control_socket())     ? DaemonFacts::Socket::none
                       : is_socket_file(config.control_socket()) ? DaemonFacts::Socket::stale
                                                                 : DaemonFacts::Socket::blocked;
        return facts;
    }
    facts.socket = DaemonFacts::Socket::answers;
    const auto asked = (*client)->ask("GET", "/v1/status", [&](std::string_view line) {
        look_at_status(line, facts);
        return true;
    });
    if (!asked) facts.socket = DaemonFacts::Socket::refused, facts.problem = asked.error().context;
    auto again = Client::connect(config.control_socket());
    if (!again || !*again) return facts;
    const auto told = (*again)->ask("GET", "/v1/sinks", [&](std::string_view line) {
        const auto sink = json::parse(line).as_object();
        sinks.push_back({text_of(sink, "sink"), text_of(sink, "state"), text_of(sink, "last_error")});
        return true;
    });
    static_cast<void>(told);  // A daemon without sinks' resource is of another version, which is told.
    return facts;
}

TlsFacts look_at_tls() {
    const auto curl = crawler::tls_support();
    TlsFacts facts{.speaks_https = curl.speaks_https};
    facts.certificates = !curl.ca_file.empty() ? curl.ca_file : curl.ca_folder;
    facts.has_certificates = facts.certificates.empty() || path_exists(facts.certificates);
    return facts;
}

ApiFacts look_at_api(const Config& config, bool daemon_runs) {
    ApiFacts facts;
    if (!config.token_file.empty())
        if (const auto tokens = Tokens::load(config.token_file); !tokens)
            facts.tokens_problem = tokens.error().context;
    if (config.api_host.empty()) return facts;
    facts.listen = config.api_host + ":" + std::to_string(config.api_port);
    if (!daemon_runs) facts.bind_errno = try_to_listen(config.api_host, config.api_port);
    return facts;
}

// What was asked for and read at none of the pages it begins with.
std::vector<UnreadSource> look_at_sources(const Config& config) {
    std::map<std::string, UnreadSource> unread;
    std::set<std::string> read_ones;
    Question question;
    question.about = About::sources;
    const auto told = read(config, question, [&](std::string_view line) {
        const auto entry = json::parse(line).as_object();
        const auto name = text_of(entry, "source");
        const auto outcome = text_of(entry, "outcome");
        const bool brought_a_page = outcome == model::name_of(model::VisitOutcome::changed) ||
                                    outcome == model::name_of(model::VisitOutcome::unchanged);
        if (!outcome.empty() && !brought_a_page) {
            unread.try_emplace(name, UnreadSource{name, text_of(entry, "entry"), outcome});
        } else {
            read_ones.insert(name);
        }
        return true;
    });
    static_cast<void>(told);  // What is wrong with the store is told of the store.
    std::vector<UnreadSource> found;
    for (auto& [name, source] : unread)
        if (!read_ones.contains(name)) found.push_back(std::move(source));
    return found;
}

// Files and folders of the installation that any user may write.
std::vector<std::string> look_at_rights(const Config& config) {
    std::vector<std::string> open;
    for (const auto& path : {config.file, config.sources_folder, config.store_path, config.decisions_file()})
        if (!path.empty() && may_be_written_by_all(path)) open.push_back(path.string());
    return open;
}

// As the sinks read them.
std::string why_no_secret(std::string_view option, const fs::path& file) {
    if (option == "password_file" || option == "token_file") {
        const auto line = read_secret_line(file);
        return line ? std::string{} : line.error().context;
    }
    if (option != "secret_file") return {};
    const auto text = read_secret_file(file);
    if (!text) return text.error().context;
    const auto secrets = read_webhook_secrets(*text);
    return secrets ? std::string{} : file.string() + " " + secrets.error().context;
}

// Folders that cannot be and secrets that cannot be read tell more than what a daemon says of such a sink,
// and are seen also where none runs. Rights are those of who asks.
std::vector<NamedState> look_at_sinks(const Config& config, std::vector<NamedState> told) {
    std::vector<NamedState> found;
    for (const auto& sink : config.sinks) {
        const fs::path folder = sink.kind == "files" ? sink.text("folder") : "";
        if (!folder.empty())
            if (const auto why = why_not_makeable(folder); !why.empty())
                found.push_back({sink.name, "blocked", why});
        for (const auto& option : find_sink_kind(sink.kind)->options) {
            const auto file = option.name.ends_with("_file") ? sink.text(option.name) : "";
            if (file.empty()) continue;
            auto why = why_not_readable(file);
            if (why.empty()) why = why_no_secret(option.name, file);
            if (!why.empty()) found.push_back({sink.name, "unread", why});
        }
    }
    std::erase_if(told, [&](const NamedState& sink) {
        return std::ranges::find(found, sink.name, &NamedState::name) != found.end();
    });
    std::ranges::move(told, std::back_inserter(found));
    return found;
}

std::vector<NamedState> look_at_hosts(const Config& config) {
    std::vector<NamedState> hosts;
    Question question;
    question.about = About::hosts;
    const auto read_hosts = read(config, question, [&](std::string_view line) {
        const auto host = json::parse(line).as_object();
        const auto reason = text_of(host, "reason");
        if (reason == "failing" || reason == "robots_unreachable" || reason == "challenged" ||
            reason == "asked_to_wait" || reason == "paused")
            hosts.push_back({text_of(host, "host"), reason, text_of(host, "note")});
        return true;
    });
    static_cast<void>(read_hosts);  // What is wrong with the store is told of the store.
    return hosts;
}

}  // namespace

Facts look_at_installation(const fs::path& config_file) {
    Facts facts{.version = std::string{base::version},
                .now = base::utc_now(),
                .user = user_name(),
                .config_file = config_file.string()};
    const auto config = load_config(config_file);
    if (!config) {
        facts.config_problem = config.error().context;
        return facts;
    }
    facts.user_agent_doubt = doubt_of(config->transport.user_agent, host_name()).value_or("");
    facts.sources = config->sources.size();
    if (!config->sources_folder.empty() && !holds_file_ending_in(config->sources_folder, ".toml"))
        facts.empty_sources_folder = config->sources_folder.string();
    for (const auto& path : {config->store_path, config->control_socket()})
        if (is_hidden(path)) facts.shut_out = path.string();
    if (!facts.shut_out.empty()) return facts;
    facts.store = look_at_store(*config);
    facts.disk = look_at_disk(config->store_path);
    facts.files_max = files_allowed();
    facts.files_needed = files_needed(*config);
    facts.programs = look_at_programs(config->programs);
    const bool may_judge_rights = facts.user == facts.store.owner || facts.user == "root";
    facts.daemon = look_at_daemon(*config, may_judge_rights, facts.sinks);
    facts.api = look_at_api(*config, facts.daemon.is_running());
    facts.tls = look_at_tls();
    if (may_judge_rights) facts.sinks = look_at_sinks(*config, std::move(facts.sinks));
    facts.open_to_all = look_at_rights(*config);
    if (facts.daemon.socket != DaemonFacts::Socket::silent) {
        facts.hosts = look_at_hosts(*config);
        facts.unread_sources = look_at_sources(*config);
    }
    if (const auto unit = look_at_unit("ogid.service")) {
        facts.unit = unit->state;
        facts.unit_is_enabled = unit->is_enabled;
    }
    return facts;
}

}  // namespace ogi::daemon
