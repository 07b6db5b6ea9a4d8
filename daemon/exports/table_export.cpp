#include "daemon/exports/table_export.h"

#include "daemon/exports/dictionary.h"
#include "daemon/exports/table_rows.h"

#include <set>

namespace ogi::daemon {

using base::Result;

namespace {

class TableExport : public Export {
  public:
    explicit TableExport(std::unique_ptr<TableWriter> writer) : writer_{std::move(writer)} {}

    Result<void> report(const StoredReport& stored) override {
        for (const auto& [id, cell] : stored.report.cells) note_cell(id);
        TRY_VOID(writer_->row(Which::reports, report_row(stored)));
        TRY_VOID(cell_rows(stored, into(Which::cells)));
        TRY_VOID(check_rows(stored, into(Which::checks)));
        return statement_rows(stored, into(Which::statements));
    }

    bool wants_agencies_and_changes() const override { return true; }

    Result<void> agency(const boost::json::object& line) override {
        return writer_->row(Which::agencies, agency_row(line));
    }
    Result<void> agency(std::string_view id, std::string_view name) override {
        return writer_->row(Which::agencies, agency_row(id, name));
    }

    Result<void> change(const model::Change& change) override {
        for (const auto& cell : change.cells) note_cell(cell.id);
        TRY_VOID(writer_->row(Which::changes, change_row(change)));
        return changed_cell_rows(change, into(Which::changed_cells));
    }

    Result<void> finish() override {
        TRY_VOID(dictionary_rows(into(Which::dictionary)));
        for (const auto& id : unknown_) TRY_VOID(writer_->row(Which::dictionary, unknown_row(id)));
        return writer_->finish();
    }

  private:
    RowSink into(Which which) {
        return [this, which](const Row& row) { return writer_->row(which, row); };
    }

    // A store may have been filled by another version, with ids that this one's catalogue lacks.
    void note_cell(const std::string& id) {
        if (find_in_dictionary(id) == nullptr) unknown_.insert(id);
    }
    static Row unknown_row(const std::string& id) {
        Row row(table_of(Which::dictionary).fields.size());
        row.front() = id;
        return row;
    }

    std::unique_ptr<TableWriter> writer_;
    std::set<std::string> unknown_;
};

}  // namespace

std::unique_ptr<Export> export_tables_to(std::unique_ptr<TableWriter> writer) {
    return std::make_unique<TableExport>(std::move(writer));
}

}  // namespace ogi::daemon
