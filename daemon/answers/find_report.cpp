#include "daemon/answers/find_report.h"

#include <optional>
#include <set>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
using model::Revision;

namespace {

constexpr std::size_t near_names_max = 5;

std::string list_names(const std::set<std::string>& names) {
    std::string text;
    std::size_t shown = 0;
    for (const auto& name : names) {
        if (shown++ == near_names_max) return text + ", …";
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

}  // namespace

Result<model::ReportState> find_report(const storage::Store& store, const std::string& agency, int year) {
    TRY(exact, store.state({agency, year}));
    if (exact) return *std::move(exact);
    std::set<std::string> in_year, in_other_years;
    std::optional<model::ReportState> found;
    TRY_VOID(store.for_each_report([&](const model::ReportState& state, const Revision& revision) {
        if (state.key.agency.find(agency) == std::string::npos && revision.report.agency.as_written != agency)
            return true;
        (state.key.year == year ? in_year : in_other_years).insert(state.key.agency);
        if (state.key.year == year) found = state;
        return true;
    }));
    if (in_year.size() == 1) return *std::move(found);
    const auto wanted = "no report of \"" + agency + "\" for " + std::to_string(year);
    if (in_year.size() > 1) {
        return base::fail(ErrorCode::not_found,
                          wanted + "; several agencies have that in their name: " + list_names(in_year));
    }
    if (!in_other_years.empty()) {
        return base::fail(ErrorCode::not_found,
                          wanted + "; there are other years of " + list_names(in_other_years));
    }
    return base::fail(ErrorCode::not_found, wanted);
}

Result<Revision> revision_of(const storage::Store& store, const model::ReportKey& key, int number) {
    TRY(revision, store.revision(key, number));
    if (revision) return *std::move(revision);
    return base::fail(ErrorCode::not_found, key.agency + "/" + std::to_string(key.year) +
                                                " has no revision " + std::to_string(number));
}

}  // namespace ogi::daemon
