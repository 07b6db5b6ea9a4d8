#include "storage/violation.h"

#include <array>
#include <cstddef>

namespace ogi::storage {

namespace {

struct Facts {
    std::string_view word;
    std::string_view remedy;
};

constexpr std::string_view from_backup = "restore a backup; the rest goes on being read";
constexpr std::string_view file_remedy =
    "put the file back, or let the user that runs ogid read it; else restore a backup. The rest goes on being "
    "read";
constexpr std::string_view repair = "ogi store verify --repair makes it anew";

// In the order of the enum.
constexpr auto facts = std::to_array<Facts>({
    {"unreadable_file", file_remedy},
    {"unreadable_block", from_backup},
    {"unreadable_record", from_backup},
    {"wrong_digest", from_backup},
    {"wrong_meta", from_backup},
    {"wrong_count", repair},
    {"wrong_due_from", repair},
    {"unknown_host", "ogi recrawl --url makes the host known again"},
    {"not_scheduled", repair},
    {"stray_schedule", repair},
    {"suspect_index", repair},
    {"missing_body", "ogi recrawl --url fetches it again where it is on the web; else restore a backup"},
    {"unreferenced_body", "it only takes room"},
    {"base_index", repair},
    {"missing_revision", from_backup},
    {"stray_revision", from_backup},
    {"wrong_content", from_backup},
    {"missing_copy", "ogi recrawl --url has the page read again"},
    {"sequence_gap", from_backup},
    {"feed_differs", from_backup},
    {"timeline_differs", repair},
    {"chain_differs",
     "an entry is not what was served: restore a backup; ogi store verify --repair links the log as it "
     "stands"},
    {"newest_differs", repair},
    {"lost_decisions", "ogid puts them back from the store when it starts; they may be in a backup, too"},
});

const Facts& facts_of(Fault fault) {
    return facts[static_cast<std::size_t>(fault)];
}

}  // namespace

std::string_view name_of(Fault fault) {
    return facts_of(fault).word;
}

std::string_view remedy_of(Fault fault) {
    return facts_of(fault).remedy;
}

void Findings::add(Fault fault, std::string where, std::string what) {
    const std::scoped_lock lock{mutex_};
    ++count_;
    sink_({fault, std::move(where), std::move(what)});
}

std::uint64_t Findings::count() const {
    const std::scoped_lock lock{mutex_};
    return count_;
}

}  // namespace ogi::storage
