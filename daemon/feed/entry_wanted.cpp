#include "daemon/feed/entry_wanted.h"

#include "daemon/decisions/agency_names.h"
#include "daemon/exports/region.h"

#include <algorithm>

namespace ogi::daemon {

using base::Result;

bool is_of_agency(const model::Change& change, std::string_view agency) {
    return agency == change.agency_id || agency == change.key.agency ||
           agency == agency_id_of(change.key.agency);
}

Result<bool> Divisions::have_been_in(std::span<const std::string> regions, const model::ReportKey& key,
                                     int revision) {
    for (; revision >= 1; --revision) {
        TRY(division, division_of(key, revision));
        if (std::ranges::any_of(regions, [&](const auto& region) { return is_in_region(division, region); }))
            return true;
    }
    return false;
}

Result<std::string> Divisions::division_of(const model::ReportKey& key, int revision) {
    const auto name = key.agency + "/" + std::to_string(key.year) + "/" + std::to_string(revision);
    if (const auto known = divisions_.find(name); known != divisions_.end()) return known->second;
    TRY(found, store_.revision(key, revision));
    if (divisions_.size() >= remembered_max) divisions_.clear();
    return divisions_[name] = found ? found->report.agency.division : std::string{};
}

}  // namespace ogi::daemon
