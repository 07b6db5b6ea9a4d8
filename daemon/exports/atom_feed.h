#pragma once

#include "base/result.h"
#include "model/change.h"
#include "model/cursor.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// The last changes as Atom (RFC 4287), with archives of the earlier ones (RFC 5005, section 4).
namespace ogi::daemon {

// Entries of the log that a document ends at: archives begin and end at multiples of it, so that one that a
// reader has seen stays as it is.
inline constexpr std::uint64_t atom_block = 200;
// Entries of the log that one document looks at, where a filter leaves most of them out.
inline constexpr std::uint64_t atom_looked_at_max = 10 * atom_block;

struct AtomFilter {
    std::string agency{};  // An id, or a part of the name; empty: all.
    std::string region{};  // As of is_in_region; empty: all.
    int year = 0;          // 0: all.
};

struct AtomPage {
    std::vector<model::Change> entries{};  // The newest first.
    std::uint64_t older = 0;               // What is not here ends with this sequence; 0: nothing is.
};

// Entries after `since`, up to `through`, in order, each as it stands in the log.
using ReadLog = std::function<base::Result<void>(std::uint64_t since, std::uint64_t through,
                                                 const std::function<void(std::string_view line)>& take)>;
// Whether an entry is wanted.
using Wanted = std::function<base::Result<bool>(const model::Change& change)>;

// The wanted entries up to `through`, in whole blocks: at least atom_block of them, unless the log ends or
// atom_looked_at_max were looked at.
base::Result<AtomPage> atom_page(const ReadLog& log, const Wanted& wanted, std::uint64_t through);

struct AtomDocument {
    std::string source{};               // "urn:ogid:…" of the store.
    std::string query{};                // Of the filter: "agency=…&year=…", encoded; empty: none.
    std::uint64_t archive_through = 0;  // 0: the document that readers subscribe to.
    // The cursor of an entry: a restore gives its number to another one, which must not have its name.
    std::function<model::Cursor(std::uint64_t sequence)> cursor_at{};
};

std::string atom_text(const AtomDocument& document, const AtomPage& page);

}  // namespace ogi::daemon
