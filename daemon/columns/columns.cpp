#include "daemon/columns/columns.h"

#include "daemon/columns/column_makers.h"
#include "daemon/columns/decided_columns.h"
#include "parser/catalogue.h"

namespace ogi::daemon {

namespace {

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
                                   at("withdrawn_at", "withdrawn_at"),
                                   at("copies", "copies"),
                                   at("copies_with_other_figures", "copies_with_other_figures"),
                                   at("copies_with_other_words", "copies_with_other_words"),
                                   {"corrected_cells", corrected_cells},
                                   {"suspect_cells", suspect_cells}};
    for (const auto& entry : parser::form_cells()) {
        columns.push_back({entry.id, [id = entry.id](const json::object& line) {
                               const auto* cells = object_in(line, "cells");
                               const auto* cell = cells == nullptr ? nullptr : object_in(*cells, id);
                               return cell == nullptr ? std::string{} : text_at(*cell, "value");
                           }});
    }
    return columns;
}

std::vector<Column> status_columns() {
    return {at("VERSION", "version"),
            at("STORE", "store"),
            at("LAST", "last_sequence"),
            at("SUSPECTS", "suspects"),
            due_at("NEXT DUE", "next_due"),
            {"DAEMON", running_for},
            at("VISITS", "daemon.visits"),
            at("VISITS/S", "daemon.visits_per_s"),
            at("HOSTS", "daemon.hosts_known"),
            at("ASKED", "daemon.hosts_asked"),
            at("BEHIND", "daemon.pages_behind"),
            {"MIB", mebibytes},
            joined_at("PAUSED", "daemon", "paused"),
            at("LOG", "daemon.log_level"),
            joined_at("NEEDS RESTART", "daemon", "needs_restart")};
}

std::vector<Column> diff_columns() {
    return {{"WHAT", diff_name},
            side_column("OLD", "old"),
            side_column("NEW", "new"),
            at("SEVERITY", "severity"),
            {"CHECKS", turned_checks}};
}

// What stands on one side; a decision has columns of its own.
Column figure_column(std::string side) {
    return {side, [side](const json::object& line) {
                return object_in(line, side) == nullptr ? text_at(line, side) : std::string{};
            }};
}

std::vector<Column> diff_csv_columns() {
    return {{"what", diff_name},         figure_column("old"),
            figure_column("new"),        at("old_kind", "old_kind"),
            at("new_kind", "new_kind"),  at("old_raw", "old_raw"),
            at("new_raw", "new_raw"),    at("old_unit", "old_unit"),
            at("new_unit", "new_unit"),  at("op", "op"),
            at("severity", "severity"),  {"checks", turned_checks},
            at("old_by", "old.by"),      at("old_at", "old.at"),
            at("old_why", "old.reason"), at("new_by", "new.by"),
            at("new_at", "new.at"),      at("new_why", "new.reason")};
}

std::vector<Column> status_csv_columns() {
    return {at("version", "version"),
            at("store", "store"),
            at("last_sequence", "last_sequence"),
            at("suspects", "suspects"),
            at("next_due", "next_due"),
            at("asked_for", "asked_for"),
            at("uptime_s", "daemon.uptime_s"),
            at("visits", "daemon.visits"),
            at("visits_per_s", "daemon.visits_per_s"),
            at("hosts_known", "daemon.hosts_known"),
            at("hosts_asked", "daemon.hosts_asked"),
            at("pages_behind", "daemon.pages_behind"),
            at("memory_bytes", "daemon.memory_bytes"),
            joined_at("paused", "daemon", "paused"),
            at("log_level", "daemon.log_level"),
            joined_at("needs_restart", "daemon", "needs_restart")};
}

std::vector<Column> suspect_columns() {
    return {at("URL", "url"),
            joined_at("DOUBTS", "suspect", "doubts"),
            time_at("SINCE", "suspect.since"),
            at("LOOKS", "suspect.looks"),
            due_at("DUE", "due_at"),
            {"REPORTS", reports_shown},
            at("NOTE", "outcome_note")};
}

std::vector<Column> suspect_csv_columns() {
    return {at("url", "url"),
            joined_at("doubts", "suspect", "doubts"),
            at("since", "suspect.since"),
            at("looks", "suspect.looks"),
            at("snapshot", "suspect.snapshot"),
            at("due_at", "due_at"),
            {"reports", reports_shown},
            at("note", "outcome_note")};
}

std::vector<Column> history_columns() {
    return {at("REV", "revision"),
            time_at("OBSERVED", "observed_at"),
            time_at("RECORDED", "recorded_at"),
            at("PUBLISHED", "published"),
            at("CAUSE", "cause"),
            at("CLASS", "class"),
            at("VERDICT", "verdict"),
            time_at("WITHDRAWN", "withdrawn_at"),
            {"CHANGED", what_changed},
            {"CORRECTIONS", what_people_put_right},
            {"THEN", what_befell},
            at("SOURCE", "source_url")};
}

std::vector<Column> history_csv_columns() {
    return {at("agency", "agency"),
            at("year", "year"),
            at("revision", "revision"),
            at("type", "type"),
            at("cause", "cause"),
            at("class", "class"),
            at("sequence", "sequence"),
            at("observed_at", "observed_at"),
            at("recorded_at", "recorded_at"),
            at("published", "published"),
            at("verdict", "verdict"),
            at("current", "current"),
            at("withdrawn_at", "withdrawn_at"),
            {"changed", what_changed},
            {"corrections", what_people_put_right},
            {"then", what_befell},
            at("source_url", "source_url"),
            at("snapshot", "snapshot"),
            at("parser_version", "parser_version")};
}

std::vector<Column> copy_columns() {
    return {at("RANK", "rank"),
            at("FOLLOWED", "followed"),
            at("DIFFERS", "differs"),
            {"IN", what_changed},
            at("OFFICIAL", "official"),
            at("FIGURES", "figures"),
            at("VERDICT", "verdict"),
            time_at("MISSING", "missing_since"),
            at("BEFORE THE NEXT AS", "before_the_next_as"),
            at("URL", "url")};
}

std::vector<Column> copy_csv_columns() {
    return {at("agency", "agency"),
            at("year", "year"),
            at("rank", "rank"),
            at("url", "url"),
            at("followed", "followed"),
            at("before_the_next_as", "before_the_next_as"),
            at("differs", "differs"),
            {"in", what_changed},
            at("official", "official"),
            at("figures", "figures"),
            at("verdict", "verdict"),
            at("first_seen", "first_seen"),
            at("missing_since", "missing_since"),
            at("snapshot", "snapshot"),
            at("content_digest", "content_digest")};
}

std::vector<Column> capture_columns() {
    return {time_at("TIME", "fetched_at"),
            at("STATUS", "http_status"),
            at("CLASS", "class"),
            at("BYTES", "bytes"),
            at("HELD AS", "held_as"),
            at("DIGEST", "digest"),
            at("NOTE", "note")};
}

std::vector<Column> capture_csv_columns() {
    return {at("url", "url"),
            at("fetched_at", "fetched_at"),
            at("http_status", "http_status"),
            at("class", "class"),
            at("bytes", "bytes"),
            at("held_as", "held_as"),
            at("digest", "digest"),
            at("content_type", "content_type"),
            at("final_url", "final_url"),
            at("origin", "origin"),
            at("note", "note")};
}

std::vector<Column> page_csv_columns() {
    return {at("url", "url"),
            at("source", "source"),
            at("role", "role"),
            at("outcome", "outcome"),
            at("reason", "reason"),
            at("gone_reason", "gone_reason"),
            at("class", "class"),
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

std::vector<Column> table_columns(About about) {
    switch (about) {
        case About::reports:
        case About::report:
            return {at("AGENCY", "agency.name"), at("YEAR", "year"),           at("VERDICT", "verdict"),
                    {"FIGURES", figures},        at("PUBLISHED", "published"), at("REV", "revision"),
                    {"STATE", standing},         at("SOURCE", "source_url")};
        case About::history:
            return history_columns();
        case About::copies:
            return copy_columns();
        case About::diff:
            return diff_columns();
        case About::changes:
            return {at("SEQ", "sequence"),
                    time_at("TIME", "time"),
                    {"TYPE", change_type},
                    at("CLASS", "data.class"),
                    at("AGENCY", "data.agency"),
                    at("YEAR", "data.year"),
                    {"CHANGED", what_changed_in_feed},
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
            return {at("URL", "url"),        at("ROLE", "role"),        at("OUTCOME", "outcome"),
                    {"REASON", why_no_page}, at("CLASS", "class"),      time_at("VISITED", "visited_at"),
                    due_at("DUE", "due_at"), at("NOTE", "outcome_note")};
        case About::suspects:
            return suspect_columns();
        case About::captures:
            return capture_columns();
        case About::status:
            return status_columns();
        case About::hosts:
            return {at("HOST", "host"),        at("WAITS", "reason"),
                    time_at("UNTIL", "until"), due_at("NEXT DUE", "next_due"),
                    {"DUE", due_pages},        at("URLS", "urls"),
                    {"LAST", last_outcome},    at("NOTE", "note")};
        case About::sources:
            return {at("SOURCE", "source"),   at("KIND", "kind"),    at("AGENCIES", "agencies"),
                    at("REPORTS", "reports"), at("LAST", "outcome"), time_at("VISITED", "visited_at"),
                    due_at("NEXT", "due_at"), at("ENTRY", "entry")};
        case About::agencies:
        case About::agency:
        case About::doubts:
        case About::decisions:
            return decided_columns(about);
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
            return history_csv_columns();
        case About::copies:
            return copy_csv_columns();
        case About::diff:
            return diff_csv_columns();
        case About::changes:
            return {at("sequence", "sequence"),
                    at("cursor", "cursor"),
                    at("time", "time"),
                    at("recorded_at", "recordedtime"),
                    {"type", change_type},
                    at("cause", "data.cause"),
                    at("class", "data.class"),
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
        case About::suspects:
            return suspect_csv_columns();
        case About::captures:
            return capture_csv_columns();
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
        case About::agencies:
        case About::agency:
        case About::doubts:
        case About::decisions:
            return decided_csv_columns(about);
        case About::paused:
            return {at("paused", "paused")};
        case About::limits:
            return {at("key", "key"), at("value", "value"), at("configured", "configured")};
    }
    return {};
}

}  // namespace ogi::daemon
