#pragma once

#include "base/digest.h"
#include "storage/database.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

// The families chain and newest: what the change log adds up to (docs/formats.md).
namespace ogi::storage {

// What an entry leaves behind it; members as of Checkpoint.
struct Link {
    base::Sha256 chain{};
    base::Sha256 digest{};
    std::uint64_t reports = 0;

    bool operator==(const Link&) const = default;
};
std::string encode(const Link& link);
// Fails with `malformed`.
base::Result<Link> read_link(std::string_view value);

// The link of the entry behind. `line_digest` is nullopt for a line that tells of no report; `replaced` is
// that of the entry that was the newest of its report before, nullopt where there was none.
Link next_link(const Link& link, std::string_view line, const std::optional<base::Sha256>& line_digest,
               const std::optional<base::Sha256>& replaced);

// A value of newest: the digest of the entry's line and the key of its report.
struct Newest {
    base::Sha256 line_digest{};
    std::string report_key;
};
std::string encode(const Newest& newest);
base::Result<Newest> read_newest(std::string_view value);

// The sequence of the last entry before `sequence` that tells of a report; nullopt: there is none.
base::Result<std::optional<std::uint64_t>> entry_before(const Database& database, std::string_view report_key,
                                                        std::uint64_t sequence);
// The SHA-256 of an entry's line; nullopt where the entry is not there.
base::Result<std::optional<base::Sha256>> line_digest(const Database& database, std::uint64_t sequence);

// Where the log ends, while entries are put behind it.
class LogEnd {
  public:
    explicit LogEnd(const Database& database) : database_{database} {}

    // From behind entry `sequence` on. Fails with `malformed` where the chain does not reach so far.
    base::Result<void> start(std::uint64_t sequence);
    // Puts the link of an entry, and has it be the newest of its report (empty key: of none). Their entries
    // in `timeline` tell which was before.
    base::Result<void> append(std::uint64_t sequence, const std::string& report_key, std::string_view line,
                              rocksdb::WriteBatch& batch);
    // The batch is in the store.
    void written() { put_.clear(); }

  private:
    struct Put {
        std::uint64_t sequence = 0;
        base::Sha256 digest{};
    };
    base::Result<std::optional<base::Sha256>> digest_of(std::uint64_t sequence) const;

    const Database& database_;
    Link link_;
    std::unordered_map<std::string, Put> put_;  // The newest of each report that is not written yet.
};

}  // namespace ogi::storage
