#include "daemon/exports/series_export.h"

#include "daemon/exports/comparable.h"
#include "daemon/exports/csv_file.h"
#include "daemon/exports/dictionary.h"
#include "model/names.h"

namespace ogi::daemon {

using base::Result;

namespace {

std::vector<Field> series_fields() {
    std::vector<Field> fields;
    for (const auto* name : {"agency", "agency_id", "division", "year", "generation", "cell", "label",
                             "value", "kind", "unit", "comparable", "terms", "note", "corrected_by",
                             "suspect", "verdict", "withdrawn_at", "revision", "source_url"})
        fields.push_back({.name = name, .title = {}, .description = {}});
    return fields;
}

class Series : public Export {
  public:
    Series(std::ostream& out, std::vector<std::string> cells, CsvStyle style)
        : cells_{std::move(cells)}, file_{out, series_fields(), style} {}

    Result<void> report(const StoredReport& stored) override {
        for (const auto& cell : cells_) TRY_VOID(file_.row(row(stored, cell)));
        return {};
    }
    Result<void> finish() override { return file_.close(); }

  private:
    static Row row(const StoredReport& stored, const std::string& cell) {
        const auto& report = stored.report;
        const auto point = point_of(report, cell);
        const auto* entry = find_in_dictionary(cell);
        return {text_or_nothing(report.agency.name),
                text_or_nothing(stored.agency_id),
                text_or_nothing(report.agency.division),
                std::int64_t{report.year},
                text_or_nothing(model::name_of(report.generation)),
                cell,
                entry == nullptr ? Value{} : Value{entry->label()},
                number_or_nothing(point.value),
                point.kind ? text_or_nothing(model::name_of(*point.kind)) : Value{},
                text_or_nothing(point.unit),
                text_or_nothing(name_of(point.how)),
                text_or_nothing(point.terms),
                text_or_nothing(point.note),
                text_or_nothing(point.corrected_by),
                text_or_nothing(point.suspect),
                text_or_nothing(model::name_of(report.verdict)),
                text_or_nothing(stored.withdrawn_at),
                std::int64_t{stored.revision},
                text_or_nothing(stored.source_url)};
    }

    std::vector<std::string> cells_;
    CsvFile file_;
};

}  // namespace

std::unique_ptr<Export> export_series(std::ostream& out, std::vector<std::string> cells, CsvStyle style) {
    return std::make_unique<Series>(out, std::move(cells), style);
}

}  // namespace ogi::daemon
