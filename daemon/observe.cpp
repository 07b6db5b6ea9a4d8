#include "daemon/observe.h"

#include "crawler/change_rate.h"
#include "crawler/season.h"
#include "crawler/shell.h"

#include <string>

namespace ogi::daemon {

using crawler::Sight;
using model::FailureReason;
using model::VisitOutcome;

namespace {

// A page that brought back its content before so often in a row goes to and fro.
constexpr int flapping_from = 2;

void fail(Visited& visited, FailureReason reason, std::string note) {
    visited.fetched.outcome = VisitOutcome::failed;
    visited.fetched.reason = reason;
    visited.fetched.note = std::move(note);
    visited.fetched.snapshot.reset();
    visited.ingested.reset();
}

void keep_validators(model::Page& page, const Visited& visited) {
    const auto& fetched = visited.fetched;
    if (fetched.snapshot) {
        page.etag = fetched.snapshot->etag;
        page.last_modified = fetched.snapshot->last_modified;
        page.snapshot = fetched.snapshot->digest;
    }
    if (visited.ingested || fetched.outcome == VisitOutcome::unchanged) page.parts = visited.parts;
    if (fetched.outcome == VisitOutcome::unchanged) {
        // A server that rebuilds its files gives the same bytes new validators.
        if (!fetched.etag.empty()) page.etag = fetched.etag;
        if (!fetched.last_modified.empty()) page.last_modified = fetched.last_modified;
    }
    if (fetched.outcome == VisitOutcome::gone) {
        // Without validators the page is read again in full when it is back.
        page.etag.clear(), page.last_modified.clear(), page.snapshot.clear(), page.parts.clear();
    }
}

// What the page says now, compared with what it said.
Sight compare_content(model::Page& page, const std::string& content) {
    if (content == page.content) return Sight::new_template;
    const bool flipped = !page.content_before.empty() && content == page.content_before;
    page.flips = flipped ? page.flips + 1 : 0;
    page.content_before = std::exchange(page.content, content);
    return flipped ? Sight::new_template : Sight::new_content;
}

Sight sight_of(model::Page& page, const model::Page& before, const Visited& visited) {
    const bool was_gone = before.gone_reason.has_value();
    switch (visited.fetched.outcome) {
        case VisitOutcome::gone:
            return was_gone ? Sight::same : Sight::new_content;
        case VisitOutcome::changed: {
            // A body that cannot be read tells no more than that it is another.
            const auto sight =
                visited.ingested ? compare_content(page, visited.ingested->content) : Sight::new_template;
            return was_gone ? Sight::new_content : sight;
        }
        case VisitOutcome::unchanged:
        case VisitOutcome::challenged:
        case VisitOutcome::disallowed:
        case VisitOutcome::failed:
            break;
    }
    return Sight::same;
}

void count_look(model::Page& page, const Visited& visited, base::UtcTime now) {
    const auto outcome = visited.fetched.outcome;
    if (outcome != VisitOutcome::changed && outcome != VisitOutcome::unchanged &&
        outcome != VisitOutcome::gone)
        return;
    const auto sight = sight_of(page, visited.page, visited);
    std::optional<std::chrono::seconds> passed;
    if (page.seen_at) passed = crawler::season_time(*page.seen_at, now);
    page.history = crawler::after_look(page.history, sight, passed);
    page.seen_at = now;
}

// Nothing was found, and a browser would perhaps have found something.
bool is_unread_shell(const Visited& visited) {
    const auto& ingested = visited.ingested;
    if (visited.fetched.outcome == VisitOutcome::unchanged)
        return visited.page.outcome_note == crawler::unread_shell_words;
    if (!ingested || !ingested->reports.empty() || !ingested->links.empty()) return false;
    const auto& snapshot = visited.fetched.snapshot;
    return snapshot && crawler::is_unread_shell(snapshot->body, snapshot->final_url);
}

void add_remarks(model::Page& page, const Visited& visited) {
    if (is_unread_shell(visited)) {
        page.outcome_note = crawler::unread_shell_words;
        return;
    }
    const auto add = [&](std::string_view separator, std::string_view words) {
        page.outcome_note += (page.outcome_note.empty() ? "" : std::string{separator}) + std::string{words};
    };
    if (visited.ingested) {
        for (const auto& limit : visited.ingested->limits)
            page.outcome_note += (page.outcome_note.empty() ? "read in part, limit " : ", ") + limit;
    }
    if (visited.ingested && page.role == model::PageRole::report) {
        if (!visited.ingested->no_report.empty()) {
            page.outcome_note = visited.ingested->no_report;
        } else if (report_keys(visited.ingested).empty()) {
            page.outcome_note = "a report, but its agency or year cannot be told";
        }
    }
    if (page.flips >= flapping_from) {
        add("; ", "flapping: the page goes to and fro between two contents, " + std::to_string(page.flips) +
                      " times in a row");
    }
}

}  // namespace

void judge_body(Visited& visited) {
    if (!visited.ingested) return;
    if (visited.ingested->breaks_off && visited.held_was_whole) {
        // The page we hold ends properly and this body does not.
        fail(visited, FailureReason::truncated, "the body breaks off before its end");
        return;
    }
    if (!visited.ingested->stand_in) return;
    const auto stand_in = *std::move(visited.ingested->stand_in);
    // An entry was named by a person; where it leads is where it is.
    const bool moved = stand_in.gone == model::GoneReason::sent_home;
    if (moved && visited.page.role == model::PageRole::entry) return;
    if (!stand_in.gone) {
        fail(visited, FailureReason::overloaded, stand_in.words);
        return;
    }
    visited.fetched.outcome = VisitOutcome::gone;
    visited.fetched.gone_reason = stand_in.gone;
    visited.fetched.note = stand_in.words;
    visited.fetched.snapshot.reset();
    visited.ingested.reset();
}

void observe(model::Page& page, const Visited& visited, base::UtcTime now) {
    const auto& fetched = visited.fetched;
    page.visited_at = now;
    page.outcome = fetched.outcome;
    page.reason = fetched.reason;
    page.gone_reason = fetched.gone_reason;
    page.outcome_note = fetched.note;
    const bool failed =
        fetched.outcome == VisitOutcome::failed || fetched.outcome == VisitOutcome::challenged;
    page.failures = failed ? page.failures + 1 : 0;
    page.unchanged = fetched.outcome == VisitOutcome::unchanged ? page.unchanged + 1 : 0;
    keep_validators(page, visited);
    count_look(page, visited, now);
    add_remarks(page, visited);
}

}  // namespace ogi::daemon
