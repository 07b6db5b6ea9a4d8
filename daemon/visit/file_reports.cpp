#include "daemon/visit/file_reports.h"

#include "daemon/decisions/agency_names.h"
#include "daemon/visit/visited.h"
#include "parser/compare.h"
#include "parser/correct.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ogi::daemon {

using base::Result;

Result<std::string> known_spelling(const storage::Store& store, std::string name) {
    if (name.empty()) return name;
    TRY(known, store.has_reports_of(name));
    if (known) return name;
    for (auto& spelling : spellings_of(name)) {
        if (spelling == name) continue;
        TRY(known_so, store.has_reports_of(spelling));
        if (known_so) return std::move(spelling);
    }
    return name;
}

Result<bool> file_report(const storage::Store& store, const Rulings& rulings, std::string_view url,
                         model::Report& report) {
    auto& agency = report.agency;
    if (key_of(report).empty()) return false;
    auto name = rulings.file(agency.name, report.year, url);
    TRY(held, store.state({name, report.year}));
    if (!held || !held->filed_as.empty()) {
        TRY(known, known_spelling(store, std::move(name)));
        name = std::move(known);
    }
    const bool renamed = name != agency.name;
    if (renamed) agency.read_as = std::exchange(agency.name, std::move(name));
    if (!rulings.entries().empty())
        parser::correct_cells(report, rulings.on_report(rulings.id_of(agency.name), report.year));
    return renamed || !report.corrections.empty();
}

void unfile_report(model::Report& report) {
    parser::take_back_corrections(report);
    auto& agency = report.agency;
    if (!agency.read_as.empty()) agency.name = std::exchange(agency.read_as, {});
}

Result<void> file_reports(const storage::Store& store, const Rulings& rulings, std::string_view url,
                          Ingested& ingested) {
    std::set<model::ReportKey> keys;
    for (auto& shown : ingested.reports) {
        TRY(altered, file_report(store, rulings, url, shown.report));
        if (!altered) continue;
        shown.content_digest = parser::content_digest(shown.report);
        shown.packed.clear();
    }
    std::erase_if(ingested.reports, [&](const ShownReport& shown) {
        const auto key = key_of(shown.report);
        return !key.empty() && !keys.insert(key).second;
    });
    return {};
}

std::map<model::ReportKey, std::string> names_read(const Ingested& ingested) {
    std::map<model::ReportKey, std::string> names;
    for (const auto& shown : ingested.reports) {
        if (!shown.report.agency.read_as.empty())
            names.emplace(key_of(shown.report), shown.report.agency.read_as);
    }
    return names;
}

void tell_names_read(const std::map<model::ReportKey, std::string>& names, std::string_view url,
                     storage::Commit& commit) {
    for (auto& copy : commit.copies) {
        if (copy.url != url || copy.missing_since) continue;
        const auto read = names.find(copy.key);
        copy.read_as = read == names.end() ? std::string{} : read->second;
    }
}

void tell_agencies(const Rulings& rulings, storage::Commit& commit) {
    for (auto& state : commit.states) state.agency_id = rulings.id_of(state.key.agency);
    for (auto& change : commit.changes) change.agency_id = rulings.id_of(change.key.agency);
}

}  // namespace ogi::daemon
