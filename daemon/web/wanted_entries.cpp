#include "daemon/web/wanted_entries.h"

#include "daemon/answers/verdict_memory.h"
#include "daemon/decisions/agency_names.h"
#include "daemon/exports/region.h"
#include "daemon/feed/feed_lines.h"
#include "daemon/web/agency_search.h"
#include "daemon/web/regions.h"
#include "model/change_json.h"

namespace ogi::daemon {

using base::Result;

namespace {

Result<bool> is_whole_name(const storage::Store& store, std::string_view agency) {
    if (agency.empty() || agency.starts_with(agency_id_begin)) return true;
    bool known = false;
    TRY_VOID(store.for_each_state_of(std::string{agency}, [&](const model::ReportState&) {
        known = true;
        return false;
    }));
    return known;
}

}  // namespace

Result<WantedEntries> WantedEntries::of(const ApiContext& context, const PageRequest& request) {
    WantedEntries wanted{context.store};
    auto& filter = wanted.filter_;
    filter.region = region_code(request.parameter("region"));
    TRY(year, request.number("year"));
    if (year != 0) filter.year = year;
    if (const auto type = request.parameter("type"); !type.empty()) filter.types.emplace_back(type);
    if (const auto word = request.parameter("class"); !word.empty()) filter.classes.emplace_back(word);
    const auto agency = request.parameter("agency");
    TRY(is_whole, is_whole_name(context.store, agency));
    if (is_whole) {
        filter.agency = agency;
    } else {
        wanted.parts_ = search_parts(agency);
    }
    if (filter.region.empty()) return wanted;
    TRY_VOID(context.verdicts->for_each(context.store,
                                        [&](const model::ReportState& state, const KnownVerdict& known) {
                                            if (state.revision == 1)
                                                wanted.divisions_.emplace(state.key, known.division);
                                        }));
    return wanted;
}

bool WantedEntries::is_of_agency_named(const std::string& agency) {
    const auto known = is_named_.find(agency);
    if (known != is_named_.end()) return known->second;
    return is_named_[agency] = is_found(parts_, agency);
}

bool WantedEntries::is_elsewhere(const model::Change& change) const {
    const auto known = divisions_.find(change.key);
    return known != divisions_.end() && !is_in_region(known->second, filter_.region);
}

Result<bool> WantedEntries::wants(std::string_view line) {
    if (!parts_.empty() || !divisions_.empty()) {
        TRY(change, model::parse_change_json(without_cells(line)));
        if (!parts_.empty() && !is_of_agency_named(change.key.agency)) return false;
        if (is_elsewhere(change)) return false;
    }
    return sieve_.wants(filter_, line);
}

}  // namespace ogi::daemon
