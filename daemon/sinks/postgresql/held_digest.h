#pragma once

#include "base/result.h"
#include "daemon/sinks/sink.h"
#include "storage/store.h"

#include <string>
#include <string_view>

// Whether what the database holds of a report is what was delivered: every value of every row, of all its
// revisions and entries. The database and we write them down in the same way and compare SHA-256s.
namespace ogi::daemon {

// How rows are written down. Control characters, as no text that was cleaned has them.
namespace compared {
constexpr std::string_view between_values = "\x1f";
constexpr std::string_view between_rows = "\x1e";
constexpr std::string_view between_texts = "\x1d";  // Of an array.
constexpr std::string_view null = "\\N";
}  // namespace compared

// A statement that gives for every report of the schema: subject, sequence and line_sha256 of its newest
// entry, and the digest of its rows in all tables; for an agency without a report its name, 0, nothing.
std::string tell_held_rows();

// A statement that gives a line for what belongs to no report, or is lacking: in words.
std::string tell_faults();

// The same digest, of the rows that delivering these entries of one report leaves.
base::Result<std::string> digest_of_delivered(const storage::Store& store, const ReportEntries& entries);

}  // namespace ogi::daemon
