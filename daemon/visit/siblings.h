#pragma once

#include "base/result.h"
#include "daemon/visit/visited.h"
#include "storage/store.h"

#include <optional>
#include <vector>

namespace ogi::daemon {

// Records looked at, at most, in search of siblings.
inline constexpr std::size_t sibling_records_max = 500;

// Whether what follows from a visit depends on the page's siblings: it showed reports, and something else
// came in its place.
bool wants_siblings(const Visited& visited);

// Up to siblings_max (mass_absence.h) other pages of the same host that show reports, those that come next in
// URL order, then from the first one on. Fails as the store does.
base::Result<std::vector<model::Page>> find_siblings(const storage::Store& store, const base::Url& url);

// The list that led to a page which showed reports and is gone now.
base::Result<std::optional<model::Page>> find_list(const storage::Store& store, const Visited& visited);

}  // namespace ogi::daemon
