#include "daemon/answers/year_checks.h"

#include "daemon/answers/find_report.h"
#include "parser/years.h"

namespace ogi::daemon {

base::Result<void> add_year_checks(const storage::Store& store,
                                   const std::optional<model::ReportState>& previous, model::Report& report) {
    if (!previous || previous->withdrawn_at) return {};
    TRY(revision, revision_of(store, previous->key, previous->revision));
    for (auto& check : parser::check_years(revision.report, report))
        report.checks.push_back(std::move(check));
    return {};
}

}  // namespace ogi::daemon
