#include "daemon/feed/feed_filter.h"

#include "daemon/decisions/agency_names.h"
#include "daemon/feed/feed_lines.h"
#include "model/change_json.h"
#include "model/names.h"

#include <algorithm>

namespace ogi::daemon {

using base::Result;

namespace {

bool is_among(const std::vector<std::string>& words, std::string_view word) {
    return words.empty() || std::ranges::find(words, word) != words.end();
}

// A report that went to another agency is withdrawn under the old name, with the id of whose it is now: who
// followed the old one by its id must hear of it, too.
bool is_of(const std::string& agency, const model::Change& change) {
    return agency == change.agency_id || agency == change.key.agency ||
           (!change.filed_as.empty() && agency == agency_id_of(change.key.agency));
}

}  // namespace

Result<bool> FeedSieve::wants(const FeedFilter& filter, std::string_view line) {
    if (filter.empty()) return true;
    TRY(change, model::parse_change_json(without_cells(line)));
    if (filter.year && *filter.year != change.key.year) return false;
    if (!filter.agency.empty() && !is_of(filter.agency, change)) return false;
    const auto change_class = change.change_class ? model::name_of(*change.change_class) : std::string_view{};
    if (!is_among(filter.types, model::name_of(change.type)) || !is_among(filter.classes, change_class))
        return false;
    if (filter.region.empty()) return true;
    TRY(division, division_of(change.key, change.revision));
    return division.starts_with(filter.region);
}

Result<std::string> FeedSieve::division_of(const model::ReportKey& key, int revision) {
    const auto name = key.agency + "/" + std::to_string(key.year) + "/" + std::to_string(revision);
    if (const auto known = divisions_.find(name); known != divisions_.end()) return known->second;
    TRY(found, store_.revision(key, revision));
    if (divisions_.size() >= divisions_max) divisions_.clear();
    return divisions_[name] = found ? found->report.agency.division : std::string{};
}

}  // namespace ogi::daemon
