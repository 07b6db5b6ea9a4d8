#include "base/json_writer.h"
#include "daemon/answers/answer_decided.h"
#include "daemon/answers/capture_lines.h"
#include "daemon/answers/copy_lines.h"
#include "daemon/answers/decision_lines.h"
#include "daemon/answers/diff_lines.h"
#include "daemon/answers/find_report.h"
#include "daemon/answers/history_lines.h"
#include "daemon/answers/host_line.h"
#include "daemon/answers/moment.h"
#include "daemon/answers/page_line.h"
#include "daemon/answers/question.h"
#include "daemon/answers/status.h"
#include "daemon/answers/year_checks.h"
#include "daemon/crawl/paused.h"
#include "daemon/roster/roster.h"
#include "model/agency_json.h"
#include "model/json_patch.h"
#include "model/revision_json.h"

namespace ogi::daemon {

using base::ErrorCode;
using base::JsonWriter;
using base::Result;
using model::Revision;
using Rest = std::optional<Question>;

namespace {

// Counts lines down to the question's limit.
class Limited {
  public:
    Limited(Question& question, const LineSink& sink) : question_{question}, sink_{sink} {}

    // False once no further line is wanted; broken_off() then tells why.
    bool give(std::string_view line) {
        more_ = sink_(line);
        if (question_.limit != 0 && --question_.limit == 0) done_ = true;
        return more_ && !done_;
    }
    // The sink wanted a pause, and there may be more to say.
    bool broken_off() const { return !more_ && !done_; }
    bool done() const { return done_; }

  private:
    Question& question_;
    const LineSink& sink_;
    bool more_ = true;
    bool done_ = false;
};

// The page that carries an attachment; empty for a page.
Result<std::string> carrier_of(const storage::Store& store, const std::string& source) {
    const auto url = base::Url::parse(source);
    if (!url) return std::string{};
    TRY(page, store.page(*url));
    return page && page->carrier ? page->carrier->url : std::string{};
}

// A report as it is now, with how its copies agree.
Result<std::string> report_line(const storage::Store& store, const Rulings& rulings,
                                const model::ReportState& state, const Revision& revision) {
    TRY(copies, store.copies(state.key));
    const auto counts = count_copies(state, revision, copies);
    JsonWriter json;
    json.begin_object().field("copies", counts.copies);
    json.field("copies_with_other_figures", counts.differ_in_figures);
    json.field("copies_with_other_words", counts.differ_in_words);
    TRY(linked_from, carrier_of(store, state.source_url));
    if (!linked_from.empty()) json.field("linked_from", linked_from);
    json.end_object();
    auto members = json.take();
    members.back() = ',';
    members.append(model::to_json(revision, state), 1);
    return with_confirmations(std::move(members), revision, state, rulings);
}

// The end of an answer, or where it goes on; `health`: whether all of the store could be read so far.
Result<Rest> finish(const Limited& limited, Question question, Result<void> health) {
    if (!health) question.trouble = with_trouble(question.trouble, health.error());
    if (limited.broken_off()) return Rest{std::move(question)};
    if (question.trouble) return *question.trouble;
    return Rest{};
}

bool is_wanted(const Question& question, const model::ReportKey& key) {
    if (question.year != 0 && key.year != question.year) return false;
    return key.agency.find(question.agency) != std::string::npos;
}

Result<Rest> answer_reports(const storage::Store& store, const Rulings& rulings, Question question,
                            const LineSink& sink) {
    Limited limited{question, sink};
    model::ReportKey last;
    Result<void> health;
    const bool now = question.as_of.empty();
    const auto give = [&](const model::ReportState& state, const Revision& revision) {
        last = state.key;
        if (!is_wanted(question, state.key)) return true;
        if (!now) return limited.give(model::to_json(revision, state));
        const auto line = report_line(store, rulings, state, revision);
        if (line) return limited.give(*line);
        if (line.error().code == ErrorCode::io) {
            health = line.error();
            return false;
        }
        // Its copies cannot be read; what it says can.
        question.trouble = with_trouble(question.trouble, line.error());
        return limited.give(model::to_json(revision, state));
    };
    Result<void> walked;
    if (now) {
        walked = store.for_each_report(give, question.after_report);
    } else {
        TRY(as_of, moment_in(store, question.as_of));
        walked = store.for_each_report_as_of(as_of, give, question.after_report);
    }
    TRY_VOID(health);
    question.after_report = last;
    return finish(limited, std::move(question), std::move(walked));
}

Result<std::optional<model::ReportState>> state_as_of(const storage::Store& store,
                                                      const model::ReportKey& key, const model::AsOf& as_of) {
    TRY(entry, store.entry_as_of(key, as_of));
    if (!entry) return std::optional<model::ReportState>{};
    return std::optional{model::state_after(key, *entry)};
}

Result<Rest> answer_report_as_of(const storage::Store& store, const Question& question,
                                 const model::ReportKey& key, const LineSink& sink) {
    TRY(as_of, moment_in(store, question.as_of));
    TRY(state, state_as_of(store, key, as_of));
    if (!state) {
        return base::fail(ErrorCode::not_found, "as of " + question.as_of + " nothing was known of " +
                                                    key.agency + "/" + std::to_string(key.year));
    }
    TRY(revision, revision_of(store, key, state->revision));
    TRY(previous, state_as_of(store, {key.agency, key.year - 1}, as_of));
    TRY_VOID(add_year_checks(store, previous, revision.report));
    sink(model::to_json(revision, *state));
    return Rest{};
}

Result<Rest> answer_report(const storage::Store& store, const Rulings& rulings, const Question& question,
                           const LineSink& sink) {
    TRY(state, find_report(store, question.agency, question.year));
    if (!question.as_of.empty()) return answer_report_as_of(store, question, state.key, sink);
    TRY(revision, revision_of(store, state.key, state.revision));
    TRY(previous, store.state({state.key.agency, state.key.year - 1}));
    TRY_VOID(add_year_checks(store, previous, revision.report));
    TRY(line, report_line(store, rulings, state, revision));
    sink(line);
    return Rest{};
}

// A history is short, as are copies; they are given whole, whatever the sink says.
Result<Rest> answer_history(const storage::Store& store, const Rulings& rulings, const Question& question,
                            const LineSink& sink) {
    TRY(state, find_report(store, question.agency, question.year));
    TRY(revisions, store.history(state.key));
    TRY(timeline, store.timeline(state.key));
    for (const auto& line : history_lines(state, revisions, timeline, rulings)) sink(line);
    return Rest{};
}

Result<Rest> answer_copies(const storage::Store& store, const RereadWith& with, const Question& question,
                           const LineSink& sink) {
    TRY(state, find_report(store, question.agency, question.year));
    TRY(revision, revision_of(store, state.key, state.revision));
    TRY(copies, store.copies(state.key));
    TRY_VOID(tell_copies(store, with, {state, std::move(revision), std::move(copies)}, sink));
    return Rest{};
}

// As `ogi show` prints the report now.
Result<std::string> shown(const storage::Store& store, const model::ReportState& state, Revision revision) {
    TRY(previous, store.state({state.key.agency, state.key.year - 1}));
    TRY_VOID(add_year_checks(store, previous, revision.report));
    return model::to_json(revision, state);
}

// What leads from one revision of a report to another of it, or from the report of another year.
struct DiffEnds {
    model::ReportState old_state, new_state;
    Revision before, after;
};

// nullopt: the first revision differs from nothing.
Result<std::optional<DiffEnds>> ends_of(const storage::Store& store, const Question& question) {
    TRY(state, find_report(store, question.agency, question.year));
    const int to = question.to == 0 ? state.revision : question.to;
    int from = question.from == 0 ? to - 1 : question.from;
    DiffEnds ends{state, state, {}, {}};
    if (question.against == question.year)
        return base::fail(ErrorCode::usage, "against is the year of the report itself; name another one");
    if (question.against != 0) {
        TRY(other, find_report(store, state.key.agency, question.against));
        from = question.from == 0 ? other.revision : question.from;
        ends.old_state = std::move(other);
    }
    if (from == 0) return std::optional<DiffEnds>{};
    TRY(before, revision_of(store, ends.old_state.key, from));
    TRY(after, revision_of(store, state.key, to));
    ends.before = std::move(before), ends.after = std::move(after);
    return std::optional{std::move(ends)};
}

Result<Rest> answer_diff(const storage::Store& store, const Rulings& rulings, const Question& question,
                         const LineSink& sink) {
    TRY(ends, ends_of(store, question));
    const bool as_patch = question.form == DiffForm::json_patch;
    if (!ends) {
        if (as_patch) sink("[]");
        return Rest{};
    }
    if (as_patch) {
        TRY(before, shown(store, ends->old_state, std::move(ends->before)));
        TRY(after, shown(store, ends->new_state, std::move(ends->after)));
        TRY(patch, model::json_patch(before, after));
        sink(patch);
        return Rest{};
    }
    if (question.against != 0) tell_repetition(ends->before.report, ends->after.report, sink);
    tell_differences(ends->before.report, ends->after.report, rulings, sink);
    return Rest{};
}

Result<Rest> answer_changes(const storage::Store& store, Question question, const LineSink& sink) {
    TRY(last, store.last_sequence());
    if (question.since > last) {
        return base::fail(ErrorCode::usage, "cursor " + std::to_string(question.since) +
                                                " is beyond the newest entry, " + std::to_string(last) +
                                                ": it belongs to another store");
    }
    Limited limited{question, sink};
    TRY_VOID(store.for_each_change(question.since, [&](std::uint64_t sequence, std::string_view line) {
        question.since = sequence;
        return limited.give(line);
    }));
    return limited.broken_off() ? Rest{std::move(question)} : Rest{};
}

// `walk`: Store::for_each_page, or for_each_suspect.
template <class Walk>
Result<Rest> answer_pages(Walk walk, Question question, const LineSink& sink) {
    Limited limited{question, sink};
    const auto now = base::utc_now();
    auto last = question.after_url;
    auto walked = walk(
        [&](const model::Page& page) {
            last = page.url.text();
            return limited.give(page_line(page, now));
        },
        question.after_url);
    question.after_url = std::move(last);
    return finish(limited, std::move(question), std::move(walked));
}

// Agencies are few beside reports: the answer is given whole, whatever the sink says.
Result<Rest> answer_roster(const storage::Store& store, Question question, const LineSink& sink) {
    TRY(roster, read_roster(store));
    Limited limited{question, sink};
    for (const auto& agency : roster.agencies) {
        if (agency.name.find(question.agency) == std::string::npos) continue;
        limited.give(model::to_json(agency));
        if (limited.done()) break;
    }
    TRY_VOID(roster.health);
    return Rest{};
}

Result<Rest> answer_overdue(const storage::Store& store, Question question, const LineSink& sink) {
    auto at = base::shanghai_date(base::utc_now());
    if (!question.at.empty()) {
        TRY(day, base::parse_iso_date(question.at));
        at = day;
    }
    TRY(roster, read_roster(store));
    Limited limited{question, sink};
    for (const auto& overdue : find_overdue(roster.agencies, roster.reports, at, question.year)) {
        if (overdue.agency->name.find(question.agency) == std::string::npos) continue;
        limited.give(to_json(overdue));
        if (limited.done()) break;
    }
    TRY_VOID(roster.health);
    return Rest{};
}

Result<Rest> answer_status(const storage::Store& store, const LineSink& sink) {
    TRY(line, status_line(store, std::nullopt));
    sink(line);
    return Rest{};
}

Result<Rest> answer_hosts(const storage::Store& store, const LineSink& sink) {
    TRY(text, store.setting(paused_setting));
    const auto paused = Paused::parse(text.value_or(""));
    const auto now = base::utc_now();
    std::vector<std::pair<std::string, model::HostRecord>> hosts;
    auto walked = store.for_each_host([&](std::string_view authority, const model::HostRecord& record) {
        hosts.emplace_back(authority, record);
        return true;
    });
    if (!walked && walked.error().code == ErrorCode::io) return std::move(walked).error();
    DueCounter counter{store, now};
    for (auto& [authority, record] : hosts) {
        if (record.due_from && *record.due_from <= now) {
            // A bound; the pages themselves say when.
            TRY(first, store.next_batch(authority, {.until = storage::due_never}, 1, {}));
            record.due_from =
                first.pages.empty() ? std::nullopt : std::optional{first.pages.front().page.due_at};
        }
        TRY(due_pages, counter.count(authority));
        if (!sink(host_line(standing_of(authority, record, paused, now), record, due_pages, now))) break;
    }
    TRY_VOID(walked);
    return Rest{};
}

Result<Rest> answer_paused(const storage::Store& store, const LineSink& sink) {
    TRY(text, store.setting(paused_setting));
    for (const auto& line : Paused::parse(text.value_or("")).lines()) sink(line);
    return Rest{};
}

}  // namespace

Result<Rest> answer(const storage::Store& store, Question question, const LineSink& sink,
                    const Rulings& rulings, const extract::Programs& programs) {
    switch (question.about) {
        case About::reports:
            return answer_reports(store, rulings, std::move(question), sink);
        case About::report:
            return answer_report(store, rulings, question, sink);
        case About::history:
            return answer_history(store, rulings, question, sink);
        case About::copies:
            return answer_copies(store, {programs, &rulings}, question, sink);
        case About::diff:
            return answer_diff(store, rulings, question, sink);
        case About::changes:
            return answer_changes(store, std::move(question), sink);
        case About::roster:
            return answer_roster(store, std::move(question), sink);
        case About::overdue:
            return answer_overdue(store, std::move(question), sink);
        case About::pages:
            return answer_pages(
                [&](const auto& visit, const auto& after) { return store.for_each_page(visit, after); },
                std::move(question), sink);
        case About::suspects:
            return answer_pages(
                [&](const auto& visit, const auto& after) { return store.for_each_suspect(visit, after); },
                std::move(question), sink);
        case About::captures:
            TRY_VOID(tell_captures(store, question.url, sink, programs, question.limit));
            return Rest{};
        case About::agencies:
        case About::agency:
        case About::doubts:
        case About::decisions:
            TRY_VOID(answer_decided(store, rulings, question, sink));
            return Rest{};
        case About::status:
            return answer_status(store, sink);
        case About::hosts:
            return answer_hosts(store, sink);
        case About::paused:
            return answer_paused(store, sink);
        case About::limits:
            return base::fail(ErrorCode::not_found,
                              "no daemon runs here; what it would start with: ogid --print-config");
        case About::sources:
            return base::fail(ErrorCode::not_found, "the sources stand in the configuration");
    }
    return Rest{};
}

}  // namespace ogi::daemon
