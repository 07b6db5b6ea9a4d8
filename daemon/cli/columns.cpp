#include "daemon/cli/columns.h"

#include "daemon/host_line.h"
#include "parser/catalogue.h"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

std::string text_of(const json::value& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return std::string{value.as_string().data(), value.as_string().size()};
    return json::serialize(value);
}

const json::object* object_in(const json::object& line, std::string_view name) {
    const auto* value = line.if_contains(name);
    return value != nullptr && value->is_object() ? &value->as_object() : nullptr;
}

const json::array* array_in(const json::object& line, std::string_view name) {
    const auto* value = line.if_contains(name);
    return value != nullptr && value->is_array() ? &value->as_array() : nullptr;
}

Column at(std::string title, std::string path) {
    return {std::move(title),
            [path = std::move(path)](const json::object& line) { return text_at(line, path); }};
}

// "2019-01-31T10:00:00.000Z" is more than a person wants to see.
Column time_at(std::string title, std::string path) {
    return {std::move(title), [path = std::move(path)](const json::object& line) {
                auto text = text_at(line, path);
                if (text.size() == 24) text = text.substr(0, 10) + " " + text.substr(11, 5);
                return text;
            }};
}

// storage::due_never.
constexpr std::string_view not_visited_any_more = "9999-";

// When a page is due, from a line that has `asked_for`.
Column due_at(std::string title, std::string path) {
    auto time = time_at(title, std::move(path));
    return {std::move(title), [time = std::move(time)](const json::object& line) {
                if (text_at(line, "asked_for") == "true") return std::string{"now"};
                auto text = time.text(line);
                return text.starts_with(not_visited_any_more) ? std::string{"never"} : text;
            }};
}

// "1000+" where they were counted no further.
std::string due_pages(const json::object& line) {
    const auto count = text_at(line, "due_pages");
    return count == std::to_string(DueCounter::a_host_max) ? count + "+" : count;
}

std::string last_outcome(const json::object& line) {
    const auto reason = text_at(line, "outcome_reason");
    return text_at(line, "outcome") + (reason.empty() ? "" : ": " + reason);
}

std::string figures(const json::object& line) {
    const auto* cells = object_in(line, "cells");
    if (cells == nullptr) return {};
    std::size_t filled = 0;
    for (const auto& [id, cell] : *cells) filled += cell.at("kind").as_string() == "number" ? 1 : 0;
    return std::to_string(filled) + "/" + std::to_string(cells->size());
}

std::string standing(const json::object& line) {
    return text_at(line, "withdrawn_at").empty() ? "online" : "withdrawn";
}

std::string side(const json::object& change, const std::string& name) {
    const auto kind = text_at(change, name + "_kind");
    if (kind == "number") return text_at(change, name);
    const auto raw = text_at(change, name + "_raw");
    return raw.empty() ? kind : raw;
}

// "requests.new_received.total 36 → 38; …".
std::string changed_cells(const json::array& changes) {
    std::string text;
    for (const auto& value : changes) {
        const auto& change = value.as_object();
        text += (text.empty() ? "" : "; ") + text_at(change, "id") + " " + side(change, "old") + " → " +
                side(change, "new");
    }
    return text;
}

std::string what_changed(const json::object& holder) {
    std::string text;
    if (const auto* cells = array_in(holder, "cells")) text = changed_cells(*cells);
    if (const auto* aspects = array_in(holder, "aspects")) {
        for (const auto& aspect : *aspects) text += (text.empty() ? "" : "; ") + text_of(aspect);
    }
    return text;
}

// Of a withdrawal, how the page is gone.
std::string what_changed_in_feed(const json::object& line) {
    const auto* data = object_in(line, "data");
    if (data == nullptr) return {};
    const auto reason = text_at(*data, "reason");
    return reason.empty() ? what_changed(*data) : reason;
}

std::string why_no_page(const json::object& line) {
    const auto gone = text_at(line, "gone_reason");
    return gone.empty() ? text_at(line, "reason") : gone;
}

// "示例县财政局/2023", several of them with a blank between.
std::string reports_shown(const json::object& line) {
    std::string shown;
    const auto* reports = line.if_contains("reports");
    if (reports == nullptr || !reports->is_array()) return shown;
    for (const auto& key : reports->as_array()) {
        if (!key.is_object()) continue;
        if (!shown.empty()) shown += ' ';
        shown += text_at(key.as_object(), "agency") + "/" + text_at(key.as_object(), "year");
    }
    return shown;
}

std::string change_type(const json::object& line) {
    const auto type = text_at(line, "type");
    return type.substr(type.rfind('.') + 1);
}

std::string diff_name(const json::object& line) {
    return line.contains("aspect") ? text_at(line, "aspect") : text_at(line, "id");
}

// "3 d 4 h", "12 min"; "not running" where no daemon says anything.
std::string running_for(const json::object& line) {
    const auto* daemon = object_in(line, "daemon");
    if (daemon == nullptr) return "not running";
    const auto* seconds = daemon->if_contains("uptime_s");
    const auto minutes = seconds == nullptr ? 0 : seconds->to_number<std::int64_t>() / 60;
    if (minutes < 60) return std::to_string(minutes) + " min";
    const auto hours = minutes / 60;
    if (hours < 24) return std::to_string(hours) + " h " + std::to_string(minutes % 60) + " min";
    return std::to_string(hours / 24) + " d " + std::to_string(hours % 24) + " h";
}

std::string mebibytes(const json::object& line) {
    const auto* daemon = object_in(line, "daemon");
    const auto* bytes = daemon == nullptr ? nullptr : daemon->if_contains("memory_bytes");
    return bytes == nullptr ? std::string{} : std::to_string(bytes->to_number<std::uint64_t>() >> 20);
}

std::string what_is_paused(const json::object& line) {
    const auto* daemon = object_in(line, "daemon");
    const auto* names = daemon == nullptr ? nullptr : array_in(*daemon, "paused");
    std::string text;
    if (names == nullptr) return text;
    for (const auto& name : *names) text += (text.empty() ? "" : " ") + text_of(name);
    return text;
}

Column side_column(std::string title, std::string name) {
    return {std::move(title), [name = std::move(name)](const json::object& line) {
                return line.contains("aspect") ? std::string{} : side(line, name);
            }};
}

std::vector<Column> report_csv_columns() {
    std::vector<Column> columns = {at("agency", "agency.name"),
                                   at("division", "agency.division"),
                                   at("year", "year"),
                                   at("title", "title"),
                                   at("published", "published"),
                                   at("generation", "generation"),
                                   at("verdict", "verdict"),
                                   at("official", "provenance.official"),
                                   at("source_url", "source_url"),
                                   at("observed_at", "observed_at"),
                                   at("revision", "revision"),
                                   at("withdrawn_at", "withdrawn_at")};
    for (const auto& entry : parser::form_cells()) {
        columns.push_back({entry.id, [id = entry.id](const json::object& line) {
                               const auto* cells = object_in(line, "cells");
                               const auto* cell = cells == nullptr ? nullptr : object_in(*cells, id);
                               return cell == nullptr ? std::string{} : text_at(*cell, "value");
                           }});
    }
    return columns;
}

std::vector<Column> status_csv_columns() {
    return {at("version", "version"),
            at("store", "store"),
            at("last_sequence", "last_sequence"),
            at("next_due", "next_due"),
            at("asked_for", "asked_for"),
            at("uptime_s", "daemon.uptime_s"),
            at("visits", "daemon.visits"),
            at("visits_per_s", "daemon.visits_per_s"),
            at("hosts_known", "daemon.hosts_known"),
            at("hosts_asked", "daemon.hosts_asked"),
            at("pages_behind", "daemon.pages_behind"),
            at("memory_bytes", "daemon.memory_bytes"),
            {"paused", what_is_paused}};
}

std::vector<Column> page_csv_columns() {
    return {at("url", "url"),
            at("source", "source"),
            at("role", "role"),
            at("outcome", "outcome"),
            at("reason", "reason"),
            at("gone_reason", "gone_reason"),
            at("outcome_note", "outcome_note"),
            at("visited_at", "visited_at"),
            at("due_at", "due_at"),
            at("asked_for", "asked_for"),
            at("failures", "failures"),
            {"reports", reports_shown}};
}

std::vector<Column> host_csv_columns() {
    return {at("host", "host"),
            at("reason", "reason"),
            at("until", "until"),
            at("next_due", "next_due"),
            at("asked_for", "asked_for"),
            at("due_pages", "due_pages"),
            at("urls", "urls"),
            at("outcome", "outcome"),
            at("outcome_reason", "outcome_reason"),
            at("crawl_delay_ms", "crawl_delay_ms"),
            at("failures", "failures"),
            at("challenges", "challenges"),
            at("links_refused", "links_refused"),
            at("note", "note")};
}

}  // namespace

std::string text_at(const json::object& line, std::string_view path) {
    const auto dot = path.find('.');
    const auto name = path.substr(0, dot);
    if (dot != std::string_view::npos) {
        const auto* inner = object_in(line, name);
        return inner == nullptr ? std::string{} : text_at(*inner, path.substr(dot + 1));
    }
    const auto* value = line.if_contains(name);
    if (value == nullptr) return {};
    if (value->is_double()) {
        // The exact digits stand beside: "decimal" for a cell's value, "old_decimal" in a change.
        const auto exact = name == "value" ? std::string{"decimal"} : std::string{name} + "_decimal";
        if (const auto* digits = line.if_contains(exact); digits != nullptr) return text_of(*digits);
    }
    return text_of(*value);
}

std::vector<Column> table_columns(About about) {
    switch (about) {
        case About::reports:
        case About::report:
            return {at("AGENCY", "agency.name"), at("YEAR", "year"),           at("VERDICT", "verdict"),
                    {"FIGURES", figures},        at("PUBLISHED", "published"), at("REV", "revision"),
                    {"STATE", standing},         at("SOURCE", "source_url")};
        case About::history:
            return {at("REV", "revision"),     time_at("OBSERVED", "observed_at"),
                    at("VERDICT", "verdict"),  time_at("WITHDRAWN", "withdrawn_at"),
                    {"CHANGED", what_changed}, at("SOURCE", "source_url")};
        case About::diff:
            return {{"WHAT", diff_name}, side_column("OLD", "old"), side_column("NEW", "new")};
        case About::changes:
            return {at("SEQ", "sequence"),          time_at("TIME", "time"),
                    {"TYPE", change_type},          at("AGENCY", "data.agency"),
                    at("YEAR", "data.year"),        {"CHANGED", what_changed_in_feed},
                    at("SOURCE", "data.source_url")};
        case About::roster:
            return {at("AGENCY", "name"),       at("LEVEL", "level"),     at("KIND", "kind"),
                    at("DIVISION", "division"), at("FROM", "valid_from"), at("TO", "valid_to"),
                    at("DEADLINE", "deadline"), at("KNOWN BY", "origin"), at("PARENT", "parent")};
        case About::overdue:
            return {at("AGENCY", "agency"),     at("YEAR", "year"),   at("DEADLINE", "deadline"),
                    at("DAYS", "days_overdue"), at("STATE", "state"), at("LEVEL", "level"),
                    at("KNOWN BY", "origin")};
        case About::pages:
            return {at("URL", "url"),
                    at("ROLE", "role"),
                    at("OUTCOME", "outcome"),
                    {"REASON", why_no_page},
                    time_at("VISITED", "visited_at"),
                    due_at("DUE", "due_at"),
                    at("NOTE", "outcome_note")};
        case About::status:
            return {at("VERSION", "version"),
                    at("STORE", "store"),
                    at("LAST", "last_sequence"),
                    due_at("NEXT DUE", "next_due"),
                    {"DAEMON", running_for},
                    at("VISITS", "daemon.visits"),
                    at("VISITS/S", "daemon.visits_per_s"),
                    at("HOSTS", "daemon.hosts_known"),
                    at("ASKED", "daemon.hosts_asked"),
                    at("BEHIND", "daemon.pages_behind"),
                    {"MIB", mebibytes},
                    {"PAUSED", what_is_paused}};
        case About::hosts:
            return {at("HOST", "host"),        at("WAITS", "reason"),
                    time_at("UNTIL", "until"), due_at("NEXT DUE", "next_due"),
                    {"DUE", due_pages},        at("URLS", "urls"),
                    {"LAST", last_outcome},    at("NOTE", "note")};
        case About::sources:
            return {at("SOURCE", "source"),   at("KIND", "kind"),    at("AGENCIES", "agencies"),
                    at("REPORTS", "reports"), at("LAST", "outcome"), time_at("VISITED", "visited_at"),
                    due_at("NEXT", "due_at"), at("ENTRY", "entry")};
        case About::paused:
            return {at("PAUSED", "paused")};
        case About::limits:
            return {at("LIMIT", "key"), at("IN FORCE", "value"), at("CONFIGURED", "configured")};
    }
    return {};
}

std::vector<Column> csv_columns(About about) {
    switch (about) {
        case About::reports:
        case About::report:
            return report_csv_columns();
        case About::history:
            return {at("agency", "agency"),
                    at("year", "year"),
                    at("revision", "revision"),
                    at("observed_at", "observed_at"),
                    at("verdict", "verdict"),
                    at("current", "current"),
                    at("withdrawn_at", "withdrawn_at"),
                    {"changed", what_changed},
                    at("source_url", "source_url"),
                    at("snapshot", "snapshot"),
                    at("parser_version", "parser_version")};
        case About::diff:
            return {{"what", diff_name},        at("old", "old"),           at("new", "new"),
                    at("old_kind", "old_kind"), at("new_kind", "new_kind"), at("old_raw", "old_raw"),
                    at("new_raw", "new_raw")};
        case About::changes:
            return {at("sequence", "sequence"),
                    at("time", "time"),
                    {"type", change_type},
                    at("agency", "data.agency"),
                    at("year", "data.year"),
                    at("revision", "data.revision"),
                    {"changed", what_changed_in_feed},
                    at("source_url", "data.source_url")};
        case About::roster:
            return {at("name", "name"),         at("level", "level"),      at("kind", "kind"),
                    at("division", "division"), at("parent", "parent"),    at("valid_from", "valid_from"),
                    at("valid_to", "valid_to"), at("deadline", "deadline")};
        case About::overdue:
            return {at("agency", "agency"),     at("year", "year"),
                    at("deadline", "deadline"), at("days_overdue", "days_overdue"),
                    at("state", "state"),       at("level", "level"),
                    at("kind", "kind"),         at("division", "division"),
                    at("parent", "parent"),     at("origin", "origin")};
        case About::pages:
            return page_csv_columns();
        case About::status:
            return status_csv_columns();
        case About::hosts:
            return host_csv_columns();
        case About::sources:
            return {at("source", "source"),      at("kind", "kind"),
                    at("system", "system"),      at("entry", "entry"),
                    at("agency", "agency"),      at("agencies", "agencies"),
                    at("reports", "reports"),    at("visited_at", "visited_at"),
                    at("outcome", "outcome"),    at("due_at", "due_at"),
                    at("asked_for", "asked_for")};
        case About::paused:
            return {at("paused", "paused")};
        case About::limits:
            return {at("key", "key"), at("value", "value"), at("configured", "configured")};
    }
    return {};
}

}  // namespace ogi::daemon
