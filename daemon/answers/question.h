#pragma once

#include "base/result.h"
#include "daemon/answers/trouble.h"
#include "daemon/decisions/rulings.h"
#include "extract/programs.h"
#include "model/revision.h"
#include "storage/store.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// What can be asked of a store. The answers are lines of JSON: the daemon serves them over HTTP, and `ogi`
// reads them itself where no daemon runs, so both say the same.
namespace ogi::daemon {

enum class About {
    reports,    // Every report: its current revision, with withdrawn_at. In order of agency, then year.
    report,     // The current revision of one; one line.
    history,    // One line a revision, oldest first: when, from where, what differs from the one before.
    copies,     // One line a page that shows a report, the best first: its worth, and in what it differs.
    diff,       // One line an operation that leads from one revision to another (diff_lines.h).
    changes,    // The lines of the feed.
    roster,     // Every agency that owes reports.
    overdue,    // Every report that should have been published by a day and is not there.
    pages,      // Every known page with its schedule and last outcome, in URL order.
    captures,   // Every capture of one page that is kept, the newest first (capture_lines.h).
    suspects,   // Those of them that show what is not believed yet, in URL order.
    status,     // One line: version, store, counts; what the daemon does.
    hosts,      // Every host: what it waits for and until when, in order of name.
    paused,     // What an operator holds back: a line a host, "*" for everything.
    limits,     // What can be changed while the daemon runs; only a running one knows.
    agencies,   // Every agency, with all its names, in order of the newest.
    agency,     // One of them, by id or name; then its reports, a line each, in order of year.
    doubts,     // Pairs of names that may be one agency, and why.
    decisions,  // What people decided, in order, and what became of it.
    sources,    // Every source of the configuration, a line an entry page: what was found there.
};

// How a diff is told.
enum class DiffForm {
    operations,  // A line each.
    json_patch,  // One line: RFC 6902, from the one report's JSON to the other's.
};

struct Question {
    About about = About::reports;
    std::string agency;  // reports: part of a name, empty for all. Others: the name, as printed, or a part
                         // only one has.
    int year = 0;        // reports: 0 for all.
    std::string url{};   // captures: the page.
    std::string at;      // overdue: the day, "2026-02-01" in Asia/Shanghai; empty: today.
    std::string as_of;   // reports, report: the moment (as_of.h) of which is asked; empty: now.
    int from = 0;        // diff: revision; 0: the one before `to`.
    int to = 0;          // diff: revision; 0: the current one.
    int against = 0;     // diff: the current revision of this year instead of `from`; 0: of the same report.
    DiffForm form = DiffForm::operations;  // diff.
    std::uint64_t since = 0;               // changes: the last entry the asker has seen.
    std::uint64_t limit = 0;               // Lines at most; 0: no limit.

    // Where an earlier answer was broken off; empty for a fresh question.
    model::ReportKey after_report;
    std::string after_url;
    Trouble trouble{};  // What it could not read; told when all else is given.

    bool operator==(const Question&) const = default;
};

// "/v1/reports?year=2020", and back. parse_target fails with `usage`, naming the part it does not understand.
std::string to_target(const Question& question);
base::Result<Question> parse_target(std::string_view target);

// Takes one line without its line end; false: enough for now.
using LineSink = std::function<bool(std::string_view line)>;

// Gives the lines of the answer to `sink`, sources left out (source_lines.h). If that broke it off, the
// question that gives the rest; else nullopt. `programs` read what copies showed. Fails with `not_found` (the
// context lists near names), `usage` (a cursor beyond the log) or as the store does.
base::Result<std::optional<Question>> answer(const storage::Store& store, Question question,
                                             const LineSink& sink, const Rulings& rulings = {},
                                             const extract::Programs& programs = {});

}  // namespace ogi::daemon
