#pragma once

#include "base/result.h"
#include "base/time.h"
#include "storage/store.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ogi::storage {

// A file of ours that is backed up with a store, under this name, wherever it is kept.
inline constexpr std::string_view side_file = "decisions.ndjson";

struct Backup {
    std::uint32_t id = 0;  // Rises by one with each; names it.
    base::UtcTime made_at{};
    std::uint64_t bytes = 0;          // Of all its files, those shared with other backups included.
    std::uint64_t last_sequence = 0;  // At least: what was committed while it was made may be in it, too.
    std::uint64_t epoch = 1;
    std::string source_uri{};
    std::string fault{};  // What is wrong with its files, as far as that was looked for; empty if nothing.
};

// Makes a backup in `folder`, which may be on another disk: files that a backup before has already are not
// copied again. Every copied file is held against its checksum. `keep`: the oldest are removed until there
// are so many; 0: none is. Beside a running crawl, from one thread at a time. Killed in the midst of it, it
// leaves the backups before as they were. `side`: where the side file is, which need not be there; empty: in
// the store's folder. Fails with `io`, and with `usage` where `folder` lies in the store's, with which it
// would be lost.
base::Result<Backup> back_up(Store& store, const std::filesystem::path& folder, std::uint32_t keep,
                             std::filesystem::path side = {});

enum class BackupCheck {
    files,     // Whether every file is there.
    contents,  // And what it was, by its checksum: reads all of them.
};

// Oldest first, with what is wrong with each; what was not finished is left out. Fails with `not_found` where
// there is no folder of backups.
base::Result<std::vector<Backup>> backups(const std::filesystem::path& folder,
                                          BackupCheck check = BackupCheck::files);

enum class IfThere {
    refuse,   // A store that is there stays as it is.
    replace,  // It goes once the restored one is whole.
};

// Puts a backup (the newest where no id is given) into the place of a store, verified by the checksums of its
// files, and raises the store's epoch above every one that was. Fails with `busy` where a process has the
// store open for writing, with `usage` where there is a store and it may not be replaced, with `not_found`,
// `malformed` (a damaged backup) or `io`; the store that was there is then as it was. Killed in the midst of
// it, the store is as it was, or the next opening for writing, or another restore, ends what was begun.
base::Result<Backup> restore(const std::filesystem::path& backups, std::optional<std::uint32_t> id,
                             const std::filesystem::path& store, IfThere if_there, base::UtcTime now);

// Ends a restore that was killed after the restored store was whole. Nothing where there is none.
base::Result<void> finish_restore(const std::filesystem::path& store);
// Whether there is one.
bool restore_is_unfinished(const std::filesystem::path& store);

}  // namespace ogi::storage
