#include "daemon/answers/find_report.h"

#include "daemon/near_words.h"
#include "storage/report_head.h"

#include <optional>
#include <set>
#include <vector>

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
    std::set<std::string> in_year, in_other_years, others;
    std::vector<model::ReportState> of_year;
    std::optional<model::ReportState> found;
    TRY_VOID(store.for_each_state([&](const model::ReportState& state) {
        if (state.key.agency.find(agency) != std::string::npos) {
            (state.key.year == year ? in_year : in_other_years).insert(state.key.agency);
            if (state.key.year == year) found = state;
            return true;
        }
        others.insert(state.key.agency);
        if (state.key.year == year) of_year.push_back(state);
        return true;
    }));
    // Names as printed stand in the reports themselves: those of one year are looked at, not of all.
    for (auto& state : of_year) {
        TRY(report, storage::report_head(store, state.key, state.revision));
        if (!report || report->agency.as_written != agency) continue;
        in_year.insert(state.key.agency);
        found = std::move(state);
    }
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
    const auto near = did_you_mean(agency, std::vector(others.begin(), others.end()));
    return base::fail(ErrorCode::not_found,
                      wanted + (near.empty() ? "; ogi agencies lists all, ogi reports their years" : near));
}

Result<Revision> revision_of(const storage::Store& store, const model::ReportKey& key, int number) {
    TRY(revision, store.revision(key, number));
    if (revision) return *std::move(revision);
    return base::fail(ErrorCode::not_found, key.agency + "/" + std::to_string(key.year) +
                                                " has no revision " + std::to_string(number));
}

}  // namespace ogi::daemon
