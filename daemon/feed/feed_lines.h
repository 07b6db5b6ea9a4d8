#pragma once

#include "daemon/feed/feed_request.h"
#include "storage/store.h"

#include <string>
#include <string_view>

// Lines of the feed as they are served (docs/feed.md).
namespace ogi::daemon {

// A stored line without its cells or with its report; such a line says the SHA-256 of the stored one as
// `linesha256`. Fails as the store does.
base::Result<std::string> shaped(const storage::Store& store, std::string_view line, Include include);

// Without "cells":[…] of its data.
std::string without_cells(std::string_view line);

// Tells a reader that it has seen all up to there, where the entries themselves were not for it or do not say
// when they were read. Its cursor is of the present epoch. `warning`: see warning_for; empty: none.
std::string position_line(const storage::Store& store, std::uint64_t sequence, std::string_view warning);

// {"cursor":…,"sequence":…,"chain":…,"reports":…,"digest":…}, digests in hexadecimal.
std::string checkpoint_object(const storage::Checkpoint& checkpoint);
// The last line of a snapshot.
std::string checkpoint_line(const storage::Store& store, const storage::Checkpoint& checkpoint,
                            std::string_view warning);

}  // namespace ogi::daemon
