#include "daemon/replay/replay_run.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>
#include <utility>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
using model::PageRole;

namespace {

// Added to the niceness of a thread in the background.
constexpr int background_niceness = 10;

// Linux gives each thread a niceness of its own.
void step_back() {
    static_cast<void>(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), background_niceness));
}

bool has_only_marks(const storage::Commit& commit) {
    return commit.pages.empty() && commit.revisions.empty() && commit.copies.empty() &&
           commit.copies_removed.empty() && commit.changes.empty();
}

}  // namespace

int replay_threads() {
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

ReplayRun::ReplayRun(storage::Store& store, ReplayRunSettings settings, ReplayRunHooks hooks)
    : store_{store}, settings_{std::move(settings)}, hooks_{std::move(hooks)} {}

Result<ReplaySummary> ReplayRun::run() {
    TRY_VOID(take_up_cursor());
    TRY_VOID(count_all());
    try {
        const auto prepare = settings_.in_background ? std::function<void()>{step_back} : [] {};
        work_ = std::make_unique<OrderedWork<Look>>(settings_.threads, prepare);
    } catch (const std::system_error& refused) {
        return base::fail(ErrorCode::busy,
                          std::string{"the system gives no threads to read with: "} + refused.what());
    }
    auto done = read_pages();
    if (done) done = read_reports();
    work_.reset();
    if (!done) return std::move(done).error();
    if (cursor_.totals.pages == 0 && !settings_.selector.wants_all())
        return base::fail(ErrorCode::not_found, "no report is known by that agency and year");
    summary_.totals = cursor_.totals;
    return summary_;
}

// A run that was broken off goes on, if it was about the same reports and for the same parser.
Result<void> ReplayRun::take_up_cursor() {
    cursor_ = {.parser_version = std::string{settings_.parser_version}, .selector = settings_.selector};
    if (settings_.dry_run) return {};
    TRY(kept, store_.setting(setting));
    if (!kept) return {};
    auto before = ReplayCursor::parse(*kept);
    if (!before) return {};  // Of another program version: begin anew.
    const bool goes_on = before->phase != ReplayCursor::Phase::finished &&
                         before->parser_version == cursor_.parser_version &&
                         before->selector == cursor_.selector;
    if (!goes_on) return {};
    cursor_ = *std::move(before);
    summary_.resumed = true;
    return {};
}

bool ReplayRun::wants(const model::Page& page) const {
    if (page.snapshot.empty()) return false;
    if (settings_.selector.wants_all()) return page.role == PageRole::report || !page.reports.empty();
    return std::ranges::any_of(page.reports, [&](const auto& key) { return settings_.selector.wants(key); });
}

// For whoever watches: what is to be read, all in all. Meets records of pages that are damaged.
Result<void> ReplayRun::count_all() {
    auto read = store_.for_each_page([&](const model::Page& page) {
        if (wants(page)) ++all_;
        return !stopped_;
    });
    return note_damage(std::move(read));
}

Result<std::vector<model::Page>> ReplayRun::next_pages(std::string& after, bool& more) {
    std::vector<model::Page> pages;
    std::size_t records = 0;
    more = false;
    auto read = store_.for_each_page(
        [&](const model::Page& page) {
            after = page.url.text();
            if (wants(page)) pages.push_back(page);
            more = ++records >= records_at_once;
            return !more;
        },
        after);
    if (!read && read.error().code == ErrorCode::io) return std::move(read).error();
    return pages;
}

Result<void> ReplayRun::read_pages() {
    if (cursor_.phase != ReplayCursor::Phase::pages) return {};
    auto after = cursor_.after_url;
    for (bool more = true; more;) {
        TRY(pages, next_pages(after, more));
        for (auto& page : pages) {
            Given place{.after_url = page.url.text()};
            TRY_VOID(give(std::move(place), [this, page = std::move(page)] {
                return look_at_page(store_, page, settings_now());
            }));
        }
    }
    return end_phase(ReplayCursor::Phase::reports);
}

Result<void> ReplayRun::read_reports() {
    if (cursor_.phase != ReplayCursor::Phase::reports) return {};
    Result<void> failed;
    auto read = store_.for_each_state([&](const model::ReportState& state) {
        if (!settings_.selector.wants(state.key) || state.key <= cursor_.after_report) return true;
        const auto alone = stands_alone(store_, state);
        if (!alone) failed = note_damage(alone.error());
        if (!alone || !*alone) return static_cast<bool>(failed);
        failed = give({.after_report = state.key},
                      [this, state] { return look_at_revision(store_, state, settings_now()); });
        return static_cast<bool>(failed);
    });
    TRY_VOID(failed);
    TRY_VOID(note_damage(std::move(read)));
    return end_phase(ReplayCursor::Phase::finished);
}

Result<void> ReplayRun::give(Given place, std::function<Look()> work) {
    if (stopped_) {
        return base::fail(ErrorCode::busy,
                          "stopped before everything was read again; ogi reparse goes on where it was");
    }
    while (work_->open() >= ahead_max) TRY_VOID(take_one());
    places_.push_back(std::move(place));
    work_->give(std::move(work));
    return {};
}

Result<void> ReplayRun::take_one() {
    TRY(look, work_->take());
    group_end_ = std::move(places_.front());
    places_.pop_front();
    if (group_.empty()) group_began_ = std::chrono::steady_clock::now();
    group_.push_back(std::move(look));
    const bool old = std::chrono::steady_clock::now() - group_began_ >= group_age_max;
    if (old || group_.size() >= group_max) return write_group();
    return {};
}

Result<void> ReplayRun::end_phase(ReplayCursor::Phase next) {
    while (work_->open() > 0) TRY_VOID(take_one());
    cursor_.phase = next;
    return write_group();
}

// The looks of a group, then the cursor: a run that ends between them does them again, to no effect.
Result<void> ReplayRun::write_group() {
    if (!group_end_.after_url.empty()) cursor_.after_url = group_end_.after_url;
    if (!group_end_.after_report.empty()) cursor_.after_report = group_end_.after_report;
    Result<void> written;
    if (settings_.dry_run) {
        for (const auto& look : group_) tell(look);
    } else {
        hooks_.on_writer([&] { written = write_looks(); });
    }
    TRY_VOID(written);
    group_.clear();
    if (std::exchange(grew_, false) && hooks_.feed_grew) hooks_.feed_grew();
    if (hooks_.watch)
        hooks_.watch->write(
            {cursor_.totals.pages, std::max(all_, cursor_.totals.pages), cursor_.totals.changes()});
    return {};
}

Result<void> ReplayRun::write_looks() {
    storage::Commit marks;
    for (auto& look : group_) {
        if (has_only_marks(look.replay.commit)) {
            for (auto& state : look.replay.commit.states) marks.states.push_back(std::move(state));
            tell(look);
            continue;
        }
        // Before anything that leans on these states.
        TRY_VOID(write_marks(marks));
        TRY(settled, settle(store_, std::move(look), settings_now()));
        tell(settled);
    }
    TRY_VOID(write_marks(marks));
    if (grew_) TRY_VOID(store_.sync());
    return store_.set_setting(setting, cursor_.to_json());
}

// Marks states that are as they were when they were read.
Result<void> ReplayRun::write_marks(storage::Commit& marks) {
    storage::Commit fresh;
    for (auto& marked : marks.states) {
        const auto now = store_.state(marked.key);
        if (!now || !*now) continue;
        auto state = **now;
        state.read_by = marked.read_by;
        if (state == marked) fresh.states.push_back(std::move(marked));
    }
    marks.states.clear();
    if (fresh.states.empty()) return {};
    TRY(committed, store_.commit(std::move(fresh), storage::Durability::at_next_sync));
    static_cast<void>(committed);
    return {};
}

void ReplayRun::tell(const ReplayLook& look) {
    auto& totals = cursor_.totals;
    ++totals.pages;
    totals.reports += look.reports;
    auto changes = look.replay.commit.changes;
    if (settings_.dry_run) {
        // Of several pages that show a report nobody knew, the first one adds it.
        std::erase_if(changes, [&](const model::Change& change) {
            return change.type == model::ChangeType::added && !would_be_added_.insert(change.key).second;
        });
    }
    totals.count(changes);
    grew_ = grew_ || !changes.empty();
    if (settings_.dry_run && hooks_.would_tell) {
        for (const auto& change : changes) hooks_.would_tell(change);
    }
    for (const auto& key : look.replay.kept) {
        ++totals.kept;
        note({look.url, key.agency, key.year, "not read as this report any more; it is kept as it was"});
    }
    if (!look.problem.empty()) {
        ++totals.unread;
        note({.url = look.url, .words = look.problem});
    }
}

void ReplayRun::note(ReplayNote note) {
    if (hooks_.noted) hooks_.noted(note);
    if (summary_.notes.size() < ReplaySummary::notes_max) summary_.notes.push_back(std::move(note));
}

// A record that cannot be read is told of once; a disk that cannot be read ends the run.
Result<void> ReplayRun::note_damage(Result<void> read) {
    if (read || read.error().code == ErrorCode::io) return read;
    if (!damage_.insert(read.error().context).second) return {};
    ++cursor_.totals.unread;
    note({.url = {}, .words = read.error().context});
    return {};
}

}  // namespace ogi::daemon
