#include "daemon/exports/csv_export.h"

#include "daemon/exports/csv_file.h"
#include "daemon/exports/table_rows.h"
#include "daemon/exports/wide_table.h"
#include "model/names.h"

#include <array>

namespace ogi::daemon {

using base::Result;
using model::Generation;

namespace {

// Wide tables of some forms; reports of other forms are left aside.
class WideCsv : public Export {
  public:
    template <class Where>
    void add(Generation generation, Where&& where, CsvStyle style) {
        auto& sheet = sheets_[static_cast<std::size_t>(generation)];
        sheet.table = std::make_unique<WideTable>(generation);
        sheet.file = std::make_unique<CsvFile>(std::forward<Where>(where), sheet.table->fields(), style);
    }

    Result<void> report(const StoredReport& stored) override {
        auto& sheet = sheets_[static_cast<std::size_t>(stored.report.generation)];
        if (!sheet.table) return {};
        return sheet.file->row(sheet.table->row(stored));
    }

    Result<void> finish() override {
        for (auto& sheet : sheets_) {
            if (sheet.file) TRY_VOID(sheet.file->close());
        }
        return {};
    }

    std::string left_out() const override {
        std::string words;
        for (const auto& sheet : sheets_) {
            if (!sheet.table) continue;
            for (const auto& id : sheet.table->without_column())
                words += (words.empty() ? "" : ", ") + ("cell " + id);
        }
        return words;
    }

  private:
    struct Sheet {
        std::unique_ptr<WideTable> table;
        std::unique_ptr<CsvFile> file;
    };
    std::array<Sheet, 4> sheets_;  // By Generation.
};

class CellsCsv : public Export {
  public:
    CellsCsv(std::ostream& out, CsvStyle style) : file_{out, cells_for_people().fields, style} {}

    Result<void> report(const StoredReport& stored) override {
        return cell_rows_for_people(stored, [&](const Row& row) { return file_.row(row); });
    }
    Result<void> finish() override { return file_.close(); }

  private:
    CsvFile file_;
};

class Lines : public Export {
  public:
    explicit Lines(std::ostream& out) : out_{out} {}

    Result<void> report(const StoredReport& stored) override {
        out_.text().append(stored.line).append("\n");
        return out_.write_if_full();
    }
    Result<void> finish() override { return out_.close(); }

  private:
    TextOut out_;
};

class CsvTables : public TableWriter {
  public:
    CsvTables(const std::filesystem::path& folder, CsvStyle style) {
        for (const auto& table : export_tables())
            files_.push_back(std::make_unique<CsvFile>(folder / (table.name + ".csv"), table.fields, style));
    }

    Result<void> row(Which which, const Row& row) override {
        return files_[static_cast<std::size_t>(which)]->row(row);
    }
    Result<void> finish() override {
        for (const auto& file : files_) TRY_VOID(file->close());
        return {};
    }

  private:
    std::vector<std::unique_ptr<CsvFile>> files_;
};

}  // namespace

std::unique_ptr<Export> export_wide_csv(std::ostream& out, Generation generation, CsvStyle style) {
    auto made = std::make_unique<WideCsv>();
    made->add(generation, out, style);
    return made;
}

std::unique_ptr<Export> export_wide_csv(const std::filesystem::path& folder, CsvStyle style) {
    auto made = std::make_unique<WideCsv>();
    for (const auto generation :
         {Generation::free_form, Generation::form_2019, Generation::form_2021, Generation::mixed})
        made->add(generation, folder / (std::string{name_of(generation)} + ".csv"), style);
    return made;
}

std::unique_ptr<Export> export_cells_csv(std::ostream& out, CsvStyle style) {
    return std::make_unique<CellsCsv>(out, style);
}

std::unique_ptr<Export> export_lines(std::ostream& out) {
    return std::make_unique<Lines>(out);
}

std::unique_ptr<TableWriter> write_csv_tables(const std::filesystem::path& folder, CsvStyle style) {
    return std::make_unique<CsvTables>(folder, style);
}

}  // namespace ogi::daemon
