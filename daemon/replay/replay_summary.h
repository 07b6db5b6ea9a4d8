#pragma once

#include "base/result.h"
#include "model/change.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Which reports are read again; both empty: all, and the pages that showed none.
struct ReplaySelector {
    std::string agency{};  // Canonical name, or part of it.
    int year = 0;

    bool wants(const model::ReportKey& key) const {
        return (year == 0 || key.year == year) && key.agency.find(agency) != std::string::npos;
    }
    bool wants_all() const { return agency.empty() && year == 0; }
    bool operator==(const ReplaySelector&) const = default;
};

struct ReplayTotals {
    std::uint64_t pages = 0;    // Read again; a report that no page stands for counts as one.
    std::uint64_t reports = 0;  // That they show.
    // Entries of the feed.
    std::uint64_t added = 0;
    std::uint64_t revised = 0;
    std::uint64_t withdrawn = 0;
    std::uint64_t restored = 0;
    std::uint64_t reinterpreted = 0;
    std::uint64_t kept = 0;    // Reports that are not read any more and stay as they were.
    std::uint64_t unread = 0;  // Pages whose bodies are lost or damaged, or cannot be read.

    std::uint64_t changes() const { return added + revised + withdrawn + restored + reinterpreted; }
    void count(const std::vector<model::Change>& changes);
    bool operator==(const ReplayTotals&) const = default;
};

// Something that an operator is told of beside the counts.
struct ReplayNote {
    std::string url{};
    std::string agency{};  // Empty: of the page as a whole.
    int year = 0;
    std::string words{};

    std::string text() const;
};

// Where a run is, so that the next one goes on there. Kept in the store.
struct ReplayCursor {
    // A cursor of another run, or for another parser, is none.
    std::string parser_version{};
    ReplaySelector selector{};

    enum class Phase { pages, reports, finished } phase = Phase::pages;
    std::string after_url{};          // The last page that was done.
    model::ReportKey after_report{};  // The last report.
    ReplayTotals totals{};

    std::string to_json() const;
    // Fails with `malformed`.
    static base::Result<ReplayCursor> parse(std::string_view json);
};

struct ReplaySummary {
    // Notes told by name; what is beyond is only counted.
    static constexpr std::size_t notes_max = 100;

    ReplayTotals totals{};
    bool resumed = false;  // It went on where an earlier one was broken off; the totals are of both.
    std::vector<ReplayNote> notes{};

    std::string to_json() const;
    // Reads what to_json wrote. Fails with `malformed`.
    static base::Result<ReplaySummary> parse(std::string_view json);
    // "pages=3 reports=3 added=0 …"
    std::string text() const;
};

// How far a run is.
struct ReplayProgress {
    std::uint64_t done = 0;
    std::uint64_t all = 0;
    std::uint64_t changes = 0;

    std::string to_json() const;
    // Reads what to_json wrote; nullopt for anything else.
    static std::optional<ReplayProgress> parse(std::string_view json);
};

// Where it can be read, from any thread.
class ReplayWatch {
  public:
    ReplayProgress read() const {
        const std::scoped_lock lock{mutex_};
        return progress_;
    }
    void write(ReplayProgress progress) {
        const std::scoped_lock lock{mutex_};
        progress_ = progress;
    }

  private:
    mutable std::mutex mutex_;
    ReplayProgress progress_;
};

}  // namespace ogi::daemon
