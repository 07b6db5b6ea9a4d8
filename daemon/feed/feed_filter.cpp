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

}  // namespace

Result<std::string> warning_for(const storage::Store& store, const FeedFilter& filter) {
    if (filter.agency.empty() || filter.agency.starts_with(agency_id_begin)) return std::string{};
    bool known = false;
    TRY_VOID(store.for_each_state_of(filter.agency, [&](const model::ReportState&) {
        known = true;
        return false;
    }));
    if (known) return std::string{};
    // The name itself is the asker's, and may hold anything.
    return std::string{
        "no report has the agency that is asked for, yet; agency is an id or a whole name, and "
        "/v1/agencies?agency=PART finds both"};
}

Result<bool> FeedSieve::wants(const FeedFilter& filter, std::string_view line) {
    if (filter.empty()) return true;
    TRY(change, model::parse_change_json(without_cells(line)));
    if (filter.year && *filter.year != change.key.year) return false;
    if (!filter.agency.empty() && !is_of_agency(change, filter.agency)) return false;
    const auto change_class = change.change_class ? model::name_of(*change.change_class) : std::string_view{};
    if (!is_among(filter.types, model::name_of(change.type)) || !is_among(filter.classes, change_class))
        return false;
    if (filter.region.empty()) return true;
    return divisions_.have_been_in({&filter.region, 1}, change.key, change.revision);
}

}  // namespace ogi::daemon
