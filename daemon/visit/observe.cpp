#include "daemon/visit/observe.h"

#include "base/counted.h"
#include "crawler/change_rate.h"
#include "crawler/season.h"
#include "crawler/shell.h"
#include "daemon/visit/weigh.h"

#include <algorithm>
#include <string>

namespace ogi::daemon {

using crawler::Sight;
using model::Doubt;
using model::FailureReason;
using model::VisitOutcome;

namespace {

// A page that brought back its content before so often in a row goes to and fro.
constexpr int flapping_from = 2;
// Contents that are remembered of it beside the two newest: a site has few replicas.
constexpr std::size_t earlier_max = 6;

void fail(Visited& visited, FailureReason reason, std::string note) {
    visited.fetched.outcome = model::outcome_of(reason);
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

// What a page said before the content before, as far as that may come back from a forgotten replica.
bool remember_earlier(model::Page& page, const std::string& content, base::UtcTime now) {
    auto& earlier = page.earlier;
    std::erase_if(earlier, [&](const model::EarlierContent& one) {
        return one.content == page.content_before || now - one.until >= flapping_memory;
    });
    const bool came_back =
        std::erase_if(earlier, [&](const auto& one) { return one.content == content; }) > 0;
    const bool leaves = !page.content_before.empty() && page.content_before != content;
    if (leaves && !page.reports.empty()) earlier.push_back({page.content_before, now});
    if (earlier.size() > earlier_max) earlier.erase(earlier.begin());
    return came_back;
}

// What the page says now, compared with what it said.
Sight compare_content(model::Page& page, const std::string& content, base::UtcTime now) {
    if (content == page.content) return Sight::new_template;
    const bool came_back = remember_earlier(page, content, now);
    const bool flipped = came_back || (!page.content_before.empty() && content == page.content_before);
    page.flips = flipped ? page.flips + 1 : 0;
    page.flipped_at = flipped ? std::optional{now} : std::nullopt;
    page.content_before = std::exchange(page.content, content);
    return flipped ? Sight::new_template : Sight::new_content;
}

Sight sight_of(model::Page& page, const model::Page& before, const Visited& visited, base::UtcTime now) {
    const bool was_gone = before.gone_reason.has_value();
    switch (visited.fetched.outcome) {
        case VisitOutcome::gone:
            return was_gone ? Sight::same : Sight::new_content;
        case VisitOutcome::changed: {
            // A body that cannot be read tells no more than that it is another.
            const auto sight = visited.ingested ? compare_content(page, visited.ingested->content, now)
                                                : Sight::new_template;
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
    const auto sight = sight_of(page, visited.page, visited, now);
    std::optional<std::chrono::seconds> passed;
    if (page.seen_at) passed = crawler::season_time(*page.seen_at, now);
    page.history = crawler::after_look(page.history, sight, passed);
    page.seen_at = now;
}

// Nothing was found, and a browser would perhaps have found something.
bool is_unread_shell(const Visited& visited) {
    if (visited.fetched.outcome == VisitOutcome::unchanged)
        return visited.page.outcome_note == crawler::unread_shell_words;
    return visited.ingested && visited.ingested->unread_shell;
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
    if (page.flips >= flapping_from && page.flipped_at &&
        *page.visited_at - *page.flipped_at < flapping_memory) {
        add("; ", "flapping: the page goes to and fro between two contents, " + std::to_string(page.flips) +
                      " times so far");
    }
}

}  // namespace

void forget_withdrawn(Visited& visited) {
    if (!visited.ingested || !report_keys(visited.ingested).empty()) return;
    const auto& stand_in = visited.ingested->stand_in;
    if (stand_in && stand_in->gone) return;
    std::erase_if(visited.page.reports, [&](const model::ReportKey& key) {
        const auto known = visited.standings.find(key);
        return known == visited.standings.end() ||
               find_copy(known->second, visited.page.url.text()) == nullptr;
    });
}

void judge_body(Visited& visited) {
    if (!visited.ingested) return;
    if (!visited.ingested->stand_in) return;
    const auto stand_in = *std::move(visited.ingested->stand_in);
    // An entry was named by a person; where it leads is where it is.
    const bool moved = stand_in.gone == model::GoneReason::sent_home;
    if (moved && visited.page.role == model::PageRole::entry) return;
    if (!stand_in.gone) {
        fail(visited, stand_in.failure, stand_in.words);
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
    const bool as_it_was =
        fetched.outcome == VisitOutcome::changed || fetched.outcome == VisitOutcome::unchanged;
    if (as_it_was) page.suspect.reset();
    keep_validators(page, visited);
    count_look(page, visited, now);
    add_remarks(page, visited);
}

void observe_held(model::Page& page, const Visited& visited, model::SuspectCapture suspect,
                  base::UtcTime now) {
    const auto doubted = [&](Doubt doubt) {
        return std::ranges::find(suspect.doubts, doubt) != suspect.doubts.end();
    };
    // A body that may not be all of it is as good as none.
    const bool cut = doubted(Doubt::cut_off) || doubted(Doubt::cut_short);
    page.visited_at = now;
    page.outcome = cut ? VisitOutcome::failed : VisitOutcome::changed;
    page.reason = cut ? std::optional{FailureReason::truncated} : std::nullopt;
    page.gone_reason.reset();
    page.failures = cut ? page.failures + 1 : 0;
    page.unchanged = 0;
    page.outcome_note = visited.ingested->no_report;
    page.outcome_note += (page.outcome_note.empty() ? "" : "; ") + describe(suspect);
    if (doubted(Doubt::flapping) || doubted(Doubt::stale_replica)) {
        if (suspect.looks == 1) ++page.flips, page.flipped_at = now;
        page.outcome_note += "; it came back " + base::counted(page.flips, "time");
    }
    suspect.parts = visited.parts;
    page.suspect = std::move(suspect);
}

}  // namespace ogi::daemon
