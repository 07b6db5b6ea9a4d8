#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/imports/archived_snapshot.h"
#include "storage/store.h"

#include <cstdint>
#include <istream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ogi::daemon {

// What an import came to.
struct ImportSummary {
    std::uint64_t captures = 0;    // Stored now.
    std::uint64_t known = 0;       // That the store had already.
    std::uint64_t no_page = 0;     // Redirects, errors, pictures, what has no address on the web.
    std::uint64_t damaged = 0;     // Records that break off or are not what was archived.
    std::uint64_t unresolved = 0;  // Revisits of what is nowhere.
    std::uint64_t no_report = 0;   // Captures that show no report, or one that cannot be named.
    std::uint64_t unread = 0;      // Captures that were not read, for want of a program or of its time.
    std::uint64_t incomplete = 0;  // Reports that go on in a page of which there is no capture of that day.
    std::uint64_t reports = 0;     // Captures that show reports and were believed, held back or older.
    std::uint64_t changes = 0;     // Entries of the feed that they led to.
    // What a person should know, in words; problems_max at most.
    std::vector<std::string> problems{};
    std::uint64_t problems_left_out = 0;

    void tell(std::string problem);
    std::string to_json() const;
    // Reads what to_json wrote. Fails with `malformed`.
    static base::Result<ImportSummary> parse(std::string_view json);
};
inline constexpr std::size_t problems_max = 1'000;

// A document that a person has, and what the person says of it.
struct ImportedDocument {
    std::string name;  // For people.
    model::Snapshot snapshot;
    std::string agency{};
    int year = 0;
};

// Captures that an import has put into the store and that are to be understood.
struct Staged {
    struct Capture {
        base::UtcTime at{};
        std::uint32_t url = 0;  // In `urls`.
    };
    struct Said {
        std::string name, agency;
        int year = 0;
    };
    std::vector<std::string> urls{};
    std::vector<Capture> captures{};
    std::map<std::uint32_t, Said> said{};  // Of documents, by URL.
};

// Puts what files hold into the store, as it stands. Harmless: a capture that nothing points to says nothing.
// On any thread.
class CaptureStaging {
  public:
    // Payload digests that are remembered for revisits, at most; beyond that the memory begins anew.
    static constexpr std::size_t digests_max = 1'000'000;
    // A capture that is further in the future has no date.
    static constexpr std::chrono::hours future_max{24};

    // All must outlive it.
    CaptureStaging(storage::Store& store, UnpackLimits limits, base::UtcTime now, ImportSummary& summary)
        : store_{store}, limits_{limits}, now_{now}, summary_{summary} {}

    // A WARC or ARC file. Damaged records are told and left out. Fails as the store does. `stopped` is asked
    // between two records.
    base::Result<void> add_archive(std::istream& file, const std::string& name,
                                   const std::function<bool()>& stopped);
    base::Result<void> add_document(ImportedDocument document);

    Staged take() { return std::move(staged_); }

  private:
    base::Result<void> add(const archive::Capture& capture, const std::string& name);
    base::Result<std::optional<model::Snapshot>> find_earlier(const archive::Record& revisit) const;
    base::Result<void> keep(model::Snapshot& snapshot);
    std::uint32_t stage(const model::Snapshot& snapshot);

    storage::Store& store_;
    UnpackLimits limits_;
    base::UtcTime now_;
    ImportSummary& summary_;
    Staged staged_;
    std::unordered_map<std::string, std::uint32_t> index_;
    struct Payload {
        base::Url url;
        std::string digest;
    };
    std::unordered_map<std::string, Payload> payloads_;  // By the digest that the archive gives.
};

}  // namespace ogi::daemon
