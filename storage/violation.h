#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace ogi::storage {

// What can be wrong with a store. Each has a word and a remedy in storage/violation.cpp.
enum class Fault {
    unreadable_file,    // A file of bodies or revisions is missing, too short, or cannot be opened.
    unreadable_block,   // RocksDB itself cannot read a part of a family.
    unreadable_record,  // A value that does not follow its format, or belongs under another key.
    wrong_digest,       // A body is another than its key says.
    wrong_meta,         // A counter of the family meta.
    wrong_count,        // A host's URLs, or a directory's.
    wrong_due_from,     // A host that would be asked too late, or never.
    unknown_host,       // A page of a host that has no record.
    not_scheduled,      // A page without its key in the schedule.
    stray_schedule,     // A key of the schedule without its page.
    suspect_index,      // A page that is in doubt and not in the index, or the other way round.
    missing_body,       // A body that is referred to and not there.
    unreferenced_body,  // One that nothing refers to.
    base_index,         // A base that is not known as one, or cannot be used as one.
    missing_revision,   // A gap in the numbers, or a state that points at none.
    stray_revision,     // Revisions of a report that has no state.
    wrong_content,      // A revision's content digest, or a cell that the feed tells otherwise.
    missing_copy,       // A page shows a report that has no copy of it, or a copy of no page or report.
    sequence_gap,       // Of the feed.
    feed_differs,       // What the feed adds up to is not what the store shows.
    timeline_differs,   // The index of the feed by report.
    chain_differs,      // An entry was altered since it was linked, or has no link.
    newest_differs,     // The index of the newest entry of each report.
    lost_decisions,     // People's, that the store follows and their file has no more.
};

std::string_view name_of(Fault fault);
// What to do about it.
std::string_view remedy_of(Fault fault);

struct Violation {
    Fault fault;
    std::string where;  // "page http://…", "revision 2 of 某县财政局/2023".
    std::string what;   // In words; may be empty.
};

// Where violations are told, from any thread, one after the other.
class Findings {
  public:
    using Sink = std::function<void(const Violation&)>;

    explicit Findings(Sink sink) : sink_{std::move(sink)} {}

    void add(Fault fault, std::string where, std::string what = {});
    std::uint64_t count() const;

  private:
    Sink sink_;
    mutable std::mutex mutex_;
    std::uint64_t count_ = 0;
};

}  // namespace ogi::storage
