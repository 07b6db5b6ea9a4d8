#pragma once

#include "base/result.h"
#include "model/report.h"
#include "model/report_key.h"
#include "storage/store.h"

#include <optional>

namespace ogi::storage {

// Whose report a revision is, its year, title, generation and verdict, without cells and prose: a tenth of
// the work of Store::revision, for whoever goes through all of them. nullopt where there is none. Fails with
// `malformed` and `io`.
base::Result<std::optional<model::Report>> report_head(const Store& store, const model::ReportKey& key,
                                                       int number);

}  // namespace ogi::storage
