#include "daemon/visit/known_copies.h"

#include "extract/discovery/aliases.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

// Its next visit may well bring the page, so no other address is needed.
bool answers(const model::Page& page) {
    return page.outcome != model::VisitOutcome::gone && page.failures == 0;
}

}  // namespace

base::Result<std::set<base::Url>> copies_of_known(const storage::Store& store, const Visited& visited) {
    std::set<base::Url> copies;
    if (!visited.ingested) return copies;
    std::set<base::Url> found;
    for (const auto& link : visited.ingested->links) {
        bool copy = false;
        for (const auto& form : extract::other_forms(link.url)) {
            copy = copy || found.contains(form);
            if (copy) break;
            TRY(known, store.page(form));
            copy = known && answers(*known);
        }
        if (copy)
            copies.insert(link.url);
        else
            found.insert(link.url);
    }
    return copies;
}

}  // namespace ogi::daemon
