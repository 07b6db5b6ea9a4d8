#pragma once

#include "base/result.h"
#include "base/time.h"
#include "model/agency.h"
#include "model/change.h"
#include "model/host.h"
#include "model/page.h"
#include "model/revision.h"
#include "model/snapshot.h"
#include "model/timeline.h"
#include "storage/feed.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::storage {

class Database;  // Private to storage/.

// How far a store of an older format is on its way to this one.
struct MigrationProgress {
    std::string_view step;
    std::uint64_t done = 0;  // Records.
    std::uint64_t of = 0;    // About so many.
};
using MigrationWatch = std::function<void(const MigrationProgress&)>;

enum class OpenMode {
    read_write,  // The daemon, or a command that crawls. One process at a time.
    read_only,   // Sees what was committed when it was opened.
};

enum class Durability {
    synced,        // On the disk when the call returns.
    at_next_sync,  // With the next synced write, or sync().
};

// What a visit tells of a host.
struct HostUpdate {
    std::string authority;
    std::optional<model::HostManners> manners{};  // Not set: as they were.
    std::optional<model::RobotsRecord> robots{};  // The same.
    std::uint64_t refused_trap = 0;               // Links of it that were not taken up.
    // Of a visit; with why it brought no page.
    std::optional<model::VisitOutcome> outcome{};
    std::optional<model::FailureReason> failure{};
};

// How many URLs a host may make known. Links beyond are not taken up and counted in the host's record; entry
// pages are always taken.
struct UrlBounds {
    std::uint64_t host_urls_max = 200'000;
    // The URLs below one first directory may be so many, and beyond that so large a part of the host's.
    std::uint64_t prefix_urls_free = 50'000;
    int prefix_percent_max = 50;
};
// What becomes of an agency that stands on the roster already.
enum class IfKnown { replace, leave };

// Everything that follows from one visit. Store::commit writes it in one batch, or nothing of it.
struct Commit {
    std::vector<model::Page> pages;       // Put as they are; their place in the schedule moves along.
    std::vector<model::Page> discovered;  // Added only where the URL is not known yet, or is dormant.
    std::vector<HostUpdate> hosts;        // Each once.
    // DuePage::stamp of the first of `pages`: where somebody else has written that page since, nothing is
    // committed and Committed::stale says so.
    std::optional<std::uint64_t> based_on;
    UrlBounds bounds{};
    std::vector<model::Revision> revisions;
    std::vector<std::string> packed{};  // The pack_report of each revision; empty or missing: made in commit.
    std::vector<model::ReportState> states;
    std::vector<model::Copy> copies;          // Put.
    std::vector<model::Copy> copies_removed;  // Only key and url count.
    std::vector<model::Change> changes;       // Get their sequence numbers here, in this order.
    std::optional<base::UtcTime>
        recorded_at{};  // Change::recorded_at of them; not set: the time of the commit.
};

// The report of a revision as it is stored, for whoever has time for it before the commit. A pure function,
// from any thread. Fails with `too_large`.
base::Result<std::string> pack_report(const model::Report& report);

struct Committed {
    std::vector<model::Page> added;   // Those of `discovered` that were new.
    std::uint64_t last_sequence = 0;  // Of the whole log, after this commit.
    bool stale = false;
};

// What follows from a visit that found nothing new: its page and what it tells of hosts, nothing else.
struct Refresh {
    model::Page page;
    std::uint64_t based_on = 0;  // As Commit::based_on.
    std::vector<HostUpdate> hosts{};
};

// Page::due_at of a page that is known and not visited any more; nothing in the schedule stands for it.
inline constexpr base::UtcTime due_never = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31};

// Which pages count as due.
struct DueRange {
    base::UtcTime until{};                   // At or before this …
    std::optional<base::UtcTime> too_far{};  // … and what a wrong clock has put behind this.
};

struct DuePage {
    model::Page page;
    std::uint64_t stamp = 0;  // Names this state of its record, as long as the program runs.
};

// Due pages of one host, and how to go on.
struct DueBatch {
    std::vector<DuePage> pages{};
    std::optional<base::UtcTime> next_due{};  // Of the first page behind them; nullopt: there is none.
    std::string cursor{};                     // Behind the last of them.
    std::optional<base::UtcTime> due_from{};  // HostRecord::due_from.
    std::uint64_t urls = 0;                   // HostRecord::urls.
    base::Result<void> damage{};              // The first page that is due and cannot be read.
};

// The database: RocksDB and nothing but RocksDB (docs/formats.md has every key and value).
//
// Reads and put_snapshot are safe from any thread. commit and the other writers must come from one thread at
// a time. Every function that touches the disk fails with `io`; values that cannot be decoded with
// `malformed`.
class Store {
  public:
    // Fails with `not_found` (read_only and there is none), `busy` (another process has it open for writing;
    // read_write only), `malformed` (newer format, not a store of ours) or `io`. Creates the folder for
    // read_write, and brings a store of the format before up to this one, which `watch` is told of: at the
    // begin and the end of each step, and now and then between. Killed in the midst of that, it goes on with
    // the next open. Opening for reading refuses such a store and says so.
    static base::Result<std::unique_ptr<Store>> open(const std::filesystem::path& folder, OpenMode mode,
                                                     const MigrationWatch& watch = {});
    ~Store();

    // "urn:ogid:" and 32 hexadecimal digits, given when the store was made. The feed's CloudEvents source.
    const std::string& source_uri() const;
    // How often the store has been put back to an earlier state, plus one. A sequence number names an entry
    // of the log within an epoch only.
    std::uint64_t epoch() const;
    // Of what lies on the disk; always that of this ogid.
    int format() const;
    // Whether it was made by this call of open.
    bool is_new() const;

    // ---- frontier
    base::Result<std::optional<model::Page>> page(const base::Url& url) const;
    // Up to `limit` pages of a host (Url::authority) that are due, earliest first. `cursor` is empty or of
    // the batch before.
    base::Result<DueBatch> next_batch(std::string_view authority, DueRange range, std::size_t limit,
                                      std::string_view cursor) const;
    // How many pages of a host are due at or before `until`, `most` at most. Reads that many keys and no
    // page.
    base::Result<std::uint64_t> count_due(std::string_view authority, base::UtcTime until,
                                          std::uint64_t most) const;
    // When the next page of any host falls due; nullopt if no page is known.
    base::Result<std::optional<base::UtcTime>> next_due() const;
    // Every known page whose URL is greater than `after`, in URL order, until `visit` returns false.
    base::Result<void> for_each_page(const std::function<bool(const model::Page&)>& visit,
                                     std::string_view after = {}) const;

    // The same for pages with a suspect alone; the cost is theirs.
    base::Result<void> for_each_suspect(const std::function<bool(const model::Page&)>& visit,
                                        std::string_view after = {}) const;
    base::Result<std::size_t> suspects() const;

    // ---- hosts
    base::Result<std::optional<model::HostRecord>> host(std::string_view authority) const;
    // Every known host, in order of name, until `visit` returns false. Its cost does not depend on the number
    // of URLs.
    base::Result<void> for_each_host(
        const std::function<bool(std::string_view authority, const model::HostRecord&)>& visit) const;
    base::Result<std::optional<model::RobotsRecord>> robots(std::string_view authority) const;

    // ---- snapshots
    // Stores the body once a digest (zstd) and the capture (time, headers) once a visit. Not synced: a later
    // commit makes it durable with itself. From any thread.
    base::Result<void> put_snapshot(const model::Snapshot& snapshot);
    // The newest capture of a URL, nullopt if there is none.
    base::Result<std::optional<model::Snapshot>> newest_snapshot(const base::Url& url) const;

    // The newest capture of a URL that brought this body.
    base::Result<std::optional<model::Snapshot>> snapshot(const base::Url& url,
                                                          std::string_view digest) const;

    // Every capture of a URL, newest first, without bodies.
    base::Result<std::vector<model::Snapshot>> captures(const base::Url& url) const;
    // Every capture, without bodies, in order of URL, the newest of each first, until `visit` returns false.
    // One that is damaged does not stop the rest; it is told at the end.
    base::Result<void> for_each_capture(const std::function<bool(const model::Snapshot&)>& visit) const;

    // A stored body by its digest; nullopt if there is none.
    base::Result<std::optional<std::string>> body(std::string_view digest) const;

    // ---- reports
    base::Result<std::optional<model::ReportState>> state(const model::ReportKey& key) const;
    base::Result<std::optional<model::Revision>> revision(const model::ReportKey& key, int number) const;
    // Every revision of a report, oldest first; empty if it is not known.
    base::Result<std::vector<model::Revision>> history(const model::ReportKey& key) const;
    // The copies of a report, in URL order.
    base::Result<std::vector<model::Copy>> copies(const model::ReportKey& key) const;
    // Every report with its state and current revision that comes later than `after` (empty: all), in order
    // of agency, then year, until `visit` returns false.
    base::Result<void> for_each_report(
        const std::function<bool(const model::ReportState&, const model::Revision&)>& visit,
        const model::ReportKey& after = {}) const;

    // Every report's state, without its revision, in order of agency, then year, until `visit` returns false.
    base::Result<void> for_each_state(const std::function<bool(const model::ReportState&)>& visit) const;

    // The same of one agency.
    base::Result<void> for_each_state_of(std::string_view agency,
                                         const std::function<bool(const model::ReportState&)>& visit) const;
    // Whether an agency has reports that stand under its name (ReportState::filed_as).
    base::Result<bool> has_reports_of(std::string_view agency) const;

    // ---- the roster
    // Every agency that was put, in order of name, until `visit` returns false.
    base::Result<void> for_each_agency(const std::function<bool(const model::Agency&)>& visit) const;
    // Puts agencies in one write batch. Returns how many. Synced. Fails with `malformed` or `too_large` for a
    // name that no report's could be.
    base::Result<std::size_t> put_agencies(const std::vector<model::Agency>& agencies, IfKnown if_known);

    // ---- the change log
    // Sequence of the newest durable entry; 0 if there is none.
    base::Result<std::uint64_t> last_sequence() const;
    // Feed lines (model::to_json) with sequence > `since`, oldest first, until `visit` returns false.
    base::Result<void> for_each_change(
        std::uint64_t since,
        const std::function<bool(std::uint64_t sequence, std::string_view line)>& visit) const;
    // The same with those alone that are the newest of their report (docs/formats.md, newest): what
    // withdraws a report stays for ever. An entry that is not durable yet takes nobody's place, for a power
    // failure may take it back.
    base::Result<void> for_each_newest(
        std::uint64_t since,
        const std::function<bool(std::uint64_t sequence, std::string_view line)>& visit) const;
    // Lines of some entries, in their order. Fails with `malformed` where one of them is not there.
    base::Result<std::vector<std::string>> lines(const std::vector<std::uint64_t>& sequences) const;
    // Every report that the log tells of at `at`, later than `after` (empty: all), in order of agency, then
    // year, with the last entry up to `at` that tells of it, until `visit` returns false. The same for ever.
    base::Result<void> for_each_subject(
        std::uint64_t at, const model::ReportKey& after,
        const std::function<bool(const model::ReportKey&, const model::TimelineEntry&)>& visit) const;
    // Oldest first; never empty.
    const std::vector<Epoch>& epochs() const;
    // Of an entry, or of what comes next to the newest one; its epoch is that in which it was written.
    model::Cursor cursor_at(std::uint64_t sequence) const;
    // Good is the cursor of an entry that is there as it was in that epoch, whichever wrote it, and 0.
    // For readers who are not given every entry: latest_cursor.h.
    CheckedCursor check_cursor(const model::GivenCursor& cursor) const;
    // Fails with `usage` for an entry that is not there (yet).
    base::Result<Checkpoint> checkpoint(std::uint64_t at) const;

    // ---- consumers of the log. From any thread.
    // In order of name.
    base::Result<std::vector<Consumer>> consumers() const;
    base::Result<std::optional<Consumer>> consumer(std::string_view name) const;
    // Moves a consumer to where `wanted` is, and makes it where there is none, if it stands at `expected`
    // (nullopt: it is not known yet). Synced. Fails with `usage` for a name that is empty, too long or not
    // printable, and with `too_large` beyond consumers_max.
    base::Result<Parked> park_consumer(const Consumer& wanted, const std::optional<model::Cursor>& expected);
    // Whether there was one. Synced.
    base::Result<bool> remove_consumer(std::string_view name);

    // ---- earlier times
    // The entries of the log that tell of one report, oldest first; empty if there are none.
    base::Result<std::vector<model::TimelineEntry>> timeline(const model::ReportKey& key) const;
    // The last of them that had been recorded by then; nullopt where the report was not known yet.
    base::Result<std::optional<model::TimelineEntry>> entry_as_of(const model::ReportKey& key,
                                                                  const model::AsOf& as_of) const;
    // for_each_report as it was then, those left out that were not known yet. Its cost is that of the
    // entries of all reports.
    base::Result<void> for_each_report_as_of(
        const model::AsOf& as_of,
        const std::function<bool(const model::ReportState&, const model::Revision&)>& visit,
        const model::ReportKey& after = {}) const;

    // ---- writing
    // One write batch. Synced: when this returns, nothing loses it. At the next sync: a killed process loses
    // nothing of it, a power failure may until sync() has returned, and the change log does not show it
    // before.
    base::Result<Committed> commit(Commit commit, Durability durability = Durability::synced);
    // Many of them in one write batch. Each page is named once. Returns for each whether it was written: it
    // is not where somebody else has written the page since.
    base::Result<std::vector<bool>> refresh(const std::vector<Refresh>& refreshes,
                                            Durability durability = Durability::synced);
    // Whether a write failed on the disk: the store must be opened again before anything can be written.
    bool broken() const;
    // Makes every commit that had returned before durable. From any thread, also beside a commit.
    base::Result<void> sync();
    // Makes pages due at `due_at` without touching anything else of them. Returns how many were known.
    // Synced.
    base::Result<std::size_t> mark_due(const std::vector<base::Url>& urls, base::UtcTime due_at);
    // The same with every known page that `wanted` says, in batches; `marked` is told of each, in order of
    // URL. Looks through all pages, and holds some of them at a time.
    base::Result<std::size_t> mark_due_where(const std::function<bool(const model::Page&)>& wanted,
                                             base::UtcTime due_at,
                                             const std::function<void(const base::Url&)>& marked = {});
    // Raises HostRecord::due_from to when its earliest page is due, and returns that. Not synced.
    base::Result<std::optional<base::UtcTime>> settle_host(std::string_view authority);

    // ---- settings
    // What an operator said that outlives a run (docs/formats.md names them); nullopt where nothing was said.
    base::Result<std::optional<std::string>> setting(std::string_view name) const;
    // Synced.
    base::Result<void> set_setting(std::string_view name, std::string_view value);

    // For what else storage/ does with a store (verify.h, backup.h, …).
    Database& database() const { return *db_; }

  private:
    explicit Store(std::unique_ptr<Database> database);
    std::unique_ptr<Database> db_;
};

}  // namespace ogi::storage
