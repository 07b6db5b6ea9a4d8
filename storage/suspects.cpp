#include "storage/database.h"
#include "storage/page_record.h"
#include "storage/store.h"

namespace ogi::storage {

using base::Result;

Result<void> Store::for_each_suspect(const std::function<bool(const model::Page&)>& visit,
                                     std::string_view after) const {
    Scan scan{*db_, Family::suspects};
    Failures failure;
    for (scan.seek(after); scan.valid(); scan.next()) {
        if (scan.key() == after) continue;
        TRY(value, db_->get(Family::pages, scan.key()));
        if (!value) continue;
        auto page = read_page(scan.key(), *value);
        if (!page) {
            failure.note(std::move(page).error());
        } else if (page->suspect && !visit(*page)) {  // It may have been cleared since the walk began.
            break;
        }
    }
    TRY_VOID(scan.outcome());
    return failure.outcome();
}

Result<std::size_t> Store::suspects() const {
    Scan scan{*db_, Family::suspects};
    std::size_t count = 0;
    for (scan.seek({}); scan.valid(); scan.next()) ++count;
    TRY_VOID(scan.outcome());
    return count;
}

}  // namespace ogi::storage
