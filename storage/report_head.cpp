#include "storage/report_head.h"

#include "storage/database.h"
#include "storage/keys.h"
#include "storage/records.h"

namespace ogi::storage {

using base::Result;

Result<std::optional<model::Report>> report_head(const Store& store, const model::ReportKey& key,
                                                 int number) {
    TRY(bytes, encode(RevisionKey{key, number}));
    TRY(value, store.database().get(Family::revisions, bytes));
    if (!value) return std::optional<model::Report>{};
    TRY(report, read_report_head(key, number, *value));
    return std::optional{std::move(report)};
}

}  // namespace ogi::storage
