#include "storage/violation.h"

#include <numeric>

namespace ogi::storage {

namespace {

enum class Kind { source, derived };

struct Facts {
    std::string_view word;
    Kind kind;
    std::string_view remedy;
};

constexpr std::string_view from_backup = "restore a backup; the rest goes on being read";
constexpr std::string_view repair = "ogi store verify --repair makes it anew";

// In the order of the enum.
constexpr auto facts = std::to_array<Facts>({
    {"unreadable_block", Kind::source, from_backup},
    {"unreadable_record", Kind::source, from_backup},
    {"wrong_digest", Kind::source, from_backup},
    {"wrong_meta", Kind::source, from_backup},
    {"wrong_count", Kind::derived, repair},
    {"wrong_due_from", Kind::derived, repair},
    {"unknown_host", Kind::source, "ogi recrawl --url makes the host known again"},
    {"not_scheduled", Kind::derived, repair},
    {"stray_schedule", Kind::derived, repair},
    {"suspect_index", Kind::derived, repair},
    {"missing_body", Kind::source,
     "ogi recrawl --url fetches it again where it is on the web; else restore a backup"},
    {"unreferenced_body", Kind::derived, "it only takes room"},
    {"base_index", Kind::derived, repair},
    {"missing_revision", Kind::source, from_backup},
    {"stray_revision", Kind::source, from_backup},
    {"wrong_content", Kind::source, from_backup},
    {"missing_copy", Kind::source, "ogi recrawl --url has the page read again"},
    {"sequence_gap", Kind::source, from_backup},
    {"feed_differs", Kind::source, from_backup},
    {"timeline_differs", Kind::derived, repair},
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

bool is_derived(Fault fault) {
    return facts_of(fault).kind == Kind::derived;
}

void Findings::add(Fault fault, std::string where, std::string what) {
    const std::scoped_lock lock{mutex_};
    ++counts_[static_cast<std::size_t>(fault)];
    sink_({fault, std::move(where), std::move(what)});
}

std::uint64_t Findings::count() const {
    const std::scoped_lock lock{mutex_};
    return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

std::uint64_t Findings::count(Fault fault) const {
    const std::scoped_lock lock{mutex_};
    return counts_[static_cast<std::size_t>(fault)];
}

}  // namespace ogi::storage
