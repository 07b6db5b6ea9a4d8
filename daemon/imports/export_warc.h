#pragma once

#include "base/result.h"
#include "base/time.h"
#include "storage/store.h"

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

namespace ogi::daemon {

// Which captures to export; empty members select nothing out.
struct ExportSelector {
    std::string agency{};  // Of pages that show, or showed, reports of an agency with this in its name …
    int year = 0;          // … for this year.
    std::string url{};
    std::optional<base::UtcTime> since{};  // Captured at that time or later.
};

struct ExportSummary {
    std::uint64_t captures = 0;  // All of them; the next two are parts of it.
    std::uint64_t revisits = 0;  // Whose body stands in the file already.
    std::uint64_t without_head = 0;
    // Not written, because the store does not hold the body any more, or cannot read it.
    std::uint64_t without_body = 0;
    std::uint64_t damaged = 0;
    std::string damage{};  // What of the store's records could not be read, a line each; empty if all could.
};

// Bodies that are remembered as written, at most; beyond that the memory begins anew, and a body may stand in
// the file twice.
inline constexpr std::size_t export_bodies_remembered = 100'000;

enum class WarcCompression { none, gzip };

// Writes the captures of a store as WARC 1.1 (ISO 28500:2017), those of a URL in order of time. `name`: of
// the file, empty for none. Fails as the store does, with `usage` for what is no URL, and with `io` where
// `out` takes nothing more.
base::Result<ExportSummary> export_warc(const storage::Store& store, const ExportSelector& selector,
                                        std::ostream& out, WarcCompression compression, std::string_view name,
                                        base::UtcTime now);

}  // namespace ogi::daemon
