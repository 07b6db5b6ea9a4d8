#include "daemon/exports/workbook.h"

#include "base/utf8.h"
#include "daemon/exports/table_rows.h"
#include "daemon/exports/wide_table.h"
#include "daemon/exports/workbook_check.h"
#include "daemon/exports/xml_characters.h"
#include "model/names.h"

#include <xlsxwriter.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace ogi::daemon {

namespace fs = std::filesystem;
using base::ErrorCode;
using base::Result;
using model::CellKind;
using model::Generation;

namespace {

constexpr std::size_t exact_digits_max = 15;
constexpr lxw_row_t head_rows = 2;  // Labels, then ids.
constexpr lxw_col_t key_columns = 2;

// What stands in place of a figure; words and blanks stand for themselves.
struct Sign {
    CellKind kind;
    const char* sign;
    const char* words;
};
constexpr Sign signs[] = {
    {CellKind::blank, "", "空白：表中此格未填（不等于零）"},
    {CellKind::slash, "/", "斜线：表中此格为“/”（不等于零）"},
    {CellKind::dash, "—", "横线：表中此格为“—”（不等于零）"},
    {CellKind::text, "", "文字：表中此格为文字，原样列出"},
    {CellKind::unreadable, "？", "无法辨认：此格有内容，但不能确切读出"},
    {CellKind::absent, "×", "缺：格式中有此格，报告中没有"},
};

struct SheetName {
    Generation generation;
    const char* name;
};
constexpr SheetName sheet_names[] = {{Generation::free_form, "2018年及以前（统计表）"},
                                     {Generation::form_2019, "2019版格式"},
                                     {Generation::form_2021, "2021版格式"},
                                     {Generation::mixed, "混合格式"}};

std::string fitting(std::string text) {
    if (text.size() <= sheet_text_bytes_max) return text;
    auto end = sheet_text_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "…";
}

class Workbook : public Export {
  public:
    Workbook(const fs::path& file, const ExportStamp& stamp) : file_{file} {
        auto folder = file.has_parent_path() ? file.parent_path().string() : std::string{"."};
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        options.tmpdir = folder.data();
        options.use_zip64 = LXW_TRUE;
        book_ = workbook_new_opt(file.c_str(), &options);
        if (book_ == nullptr) return;
        head_ = workbook_add_format(book_);
        format_set_bold(head_);
        format_set_text_wrap(head_);
        format_set_align(head_, LXW_ALIGN_VERTICAL_TOP);
        figures_ = {figure_formats(), figure_formats(), figure_formats(), figure_formats()};
        for (const auto* formats : {&figures_.put_right, &figures_.put_right_and_doubted})
            for (auto* format : formats->all()) format_set_bg_color(format, 0xFFF2B3);
        for (const auto* formats : {&figures_.doubted, &figures_.put_right_and_doubted})
            for (auto* format : formats->all()) mark_doubted(format);
        missing_ = workbook_add_format(book_);
        format_set_bg_color(missing_, 0xEEEEEE);
        unreadable_ = workbook_add_format(book_);
        format_set_bg_color(unreadable_, 0xFFD9D9);
        explain(stamp);
        for (const auto& [generation, name] : sheet_names) add_sheet(generation, name);
    }
    ~Workbook() override {
        if (book_ != nullptr) lxw_workbook_free(book_);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    Result<void> report(const StoredReport& stored) override {
        if (book_ == nullptr) return out_of_memory();
        auto& sheet = sheets_[static_cast<std::size_t>(stored.report.generation)];
        if (sheet.next == sheet_rows_max) {
            return base::fail(ErrorCode::too_large,
                              "a sheet holds sheet_rows_max = " + std::to_string(sheet_rows_max) +
                                  " rows; select less with --year or --region, or take sqlite or package");
        }
        const auto about = report_row(stored);
        lxw_col_t column = 0;
        for (const auto& value : about) write_value(sheet, column++, value);
        std::size_t met = 0;
        for (const auto* entry : sheet.cells) {
            const auto found = stored.report.cells.find(entry->cell);
            if (found != stored.report.cells.end()) {
                ++met;
                write_cell(sheet, column, found->second, figures_.of(stored.report, entry->cell));
                if (entry->has_unit_beside())
                    write_text(sheet, static_cast<lxw_col_t>(column + 1), found->second.unit, nullptr);
            }
            ++column;
            if (entry->has_unit_beside()) ++column;
        }
        if (met != stored.report.cells.size()) without_column_ = true;
        ++sheet.next;
        return {};
    }

    Result<void> finish() override {
        if (book_ == nullptr) return out_of_memory();
        for (auto& sheet : sheets_) {
            if (sheet.next > head_rows)
                worksheet_autofilter(sheet.sheet, head_rows - 1, 0, sheet.next - 1, sheet.columns - 1);
        }
        TRY(rows, written_rows());
        const auto code = workbook_close(std::exchange(book_, nullptr));
        if (code != LXW_NO_ERROR)
            return base::fail(ErrorCode::io, std::string{"the workbook: "} + lxw_strerror(code));
        if (wrong_) return base::fail(ErrorCode::io, std::string{"the workbook: "} + lxw_strerror(wrong_));
        return check_workbook(file_, rows);
    }

    std::string left_out() const override {
        return without_column_ ? "cells with ids that this version's catalogue does not have" : "";
    }

  private:
    struct Sheet {
        lxw_worksheet* sheet = nullptr;
        std::vector<const DictionaryEntry*> cells{};
        lxw_row_t next = head_rows;
        lxw_col_t columns = 0;
    };

    // How figures look: whole ones, others, and those of too many digits.
    struct FigureFormats {
        lxw_format *whole = nullptr, *amount = nullptr, *exact = nullptr;
        std::array<lxw_format*, 3> all() const { return {whole, amount, exact}; }
    };
    // By who put them right and what checks say of them.
    struct MarkedFormats {
        FigureFormats printed{}, put_right{}, doubted{}, put_right_and_doubted{};

        const FigureFormats& of(const model::Report& report, std::string_view cell) const {
            const bool corrected = is_corrected(report, cell);
            if (suspect_of(report, cell) != nullptr) return corrected ? put_right_and_doubted : doubted;
            return corrected ? put_right : printed;
        }
    };

    // What the library has put aside of each sheet; it does not look whether that reached the disk.
    Result<std::vector<SheetRows>> written_rows() {
        std::vector<SheetRows> rows;
        std::vector<lxw_worksheet*> sheets{about_};
        for (const auto& [generation, name] : sheet_names)
            sheets.push_back(sheets_[static_cast<std::size_t>(generation)].sheet);
        for (auto* sheet : sheets) {
            lxw_worksheet_write_single_row(sheet);
            auto* file = sheet->optimize_tmpfile;
            errno = 0;
            if (file == nullptr || std::fflush(file) != 0 || std::ferror(file) != 0) {
                const auto* why = errno == 0 ? "a write failed" : std::strerror(errno);
                return base::fail(ErrorCode::io, std::string{"the workbook: "} + why);
            }
            TRY(kept, SheetRows::keep(::fileno(file)));
            rows.push_back(std::move(kept));
        }
        return rows;
    }

    static base::Error out_of_memory() { return base::fail(ErrorCode::io, "the workbook cannot be begun"); }

    lxw_format* number_format(const char* form) {
        auto* format = workbook_add_format(book_);
        format_set_num_format(format, form);
        return format;
    }
    FigureFormats figure_formats() {
        return {number_format("#,##0"), number_format("#,##0.####"), number_format("@")};
    }
    // Without colour, too: the figure is underlined.
    static void mark_doubted(lxw_format* format) {
        format_set_font_color(format, 0xB00020);
        format_set_bold(format);
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    }
    void note(lxw_error code) {
        if (code != LXW_NO_ERROR) wrong_ = code;
    }

    void explain(const ExportStamp& stamp) {
        auto* sheet = about_ = workbook_add_worksheet(book_, "说明");
        worksheet_set_column(sheet, 0, 0, 16, nullptr);
        worksheet_set_column(sheet, 1, 1, 80, nullptr);
        lxw_row_t row = 0;
        const auto line = [&](const std::string& name, const std::string& text, lxw_format* format) {
            note(worksheet_write_string(sheet, row, 0, name.c_str(), format));
            note(worksheet_write_string(sheet, row++, 1, xml_characters(text).c_str(), nullptr));
        };
        line("数据来源", stamp.source, head_);
        line("截至", base::to_iso(stamp.recorded_at), head_);
        line("变动序号", stamp.as_of, head_);
        line("范围", stamp.selection.empty() ? "全部" : stamp.selection, head_);
        line("导出时间", base::to_iso(stamp.made_at), head_);
        line("标记", "数字以外的格子", head_);
        for (const auto& [kind, sign, words] : signs)
            line(sign, words, kind == CellKind::unreadable ? unreadable_ : missing_);
        line("底色", "人工更正：此格的数字经人工更正，与原文不同", figures_.put_right.exact);
        line("红字", "存疑：勾稽校验不成立，可能是此格有误；数字仍为原文，未作改动", figures_.doubted.exact);
    }

    void add_sheet(Generation generation, const char* name) {
        auto& sheet = sheets_[static_cast<std::size_t>(generation)];
        sheet.sheet = workbook_add_worksheet(book_, name);
        sheet.cells = cells_of(generation);
        worksheet_freeze_panes(sheet.sheet, head_rows, key_columns);
        worksheet_set_column(sheet.sheet, 0, 0, 36, nullptr);
        std::vector<std::pair<std::string, std::string>> heads;
        for (const auto& field : report_fields()) heads.emplace_back(field.title, field.name);
        for (const auto* entry : sheet.cells) {
            if (entry->has_unit_beside()) {
                heads.emplace_back(entry->label(), entry->cell);
                heads.emplace_back(entry->label() + "（单位）", entry->cell + ".unit");
                continue;
            }
            const auto unit = entry->unit.empty() ? "" : "（" + entry->unit + "）";
            heads.emplace_back(entry->label() + unit, entry->cell);
        }
        for (const auto& [title, id] : heads) {
            note(worksheet_write_string(sheet.sheet, 0, sheet.columns++, title.c_str(), head_));
        }
        lxw_col_t column = 0;
        for (const auto& [title, id] : heads)
            note(worksheet_write_string(sheet.sheet, 1, column++, id.c_str(), head_));
    }

    // Not a number to the reader's program, whatever it looks like.
    void write_text(Sheet& sheet, lxw_col_t column, const std::string& text, lxw_format* format) {
        note(worksheet_write_string(sheet.sheet, sheet.next, column, fitting(xml_characters(text)).c_str(),
                                    format));
    }

    void write_number(Sheet& sheet, lxw_col_t column, const model::Decimal& number,
                      const FigureFormats& formats) {
        const auto text = number.text();
        if (text.size() > exact_digits_max) return write_text(sheet, column, text, formats.exact);
        note(worksheet_write_number(sheet.sheet, sheet.next, column, std::stod(text),
                                    number.is_whole() ? formats.whole : formats.amount));
    }

    void write_value(Sheet& sheet, lxw_col_t column, const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            note(worksheet_write_number(sheet.sheet, sheet.next, column, static_cast<double>(*number),
                                        nullptr));
        } else if (const auto* decimal = std::get_if<model::Decimal>(&value)) {
            write_number(sheet, column, *decimal, figures_.printed);
        } else if (const auto* truth = std::get_if<bool>(&value)) {
            note(worksheet_write_boolean(sheet.sheet, sheet.next, column, *truth, nullptr));
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            write_text(sheet, column, *text, nullptr);
        }
    }

    void write_cell(Sheet& sheet, lxw_col_t column, const model::Cell& cell, const FigureFormats& formats) {
        if (cell.value) return write_number(sheet, column, *cell.value, formats);
        auto* format = cell.kind == CellKind::unreadable ? unreadable_ : missing_;
        if (cell.kind == CellKind::blank) {
            note(worksheet_write_blank(sheet.sheet, sheet.next, column, format));
            return;
        }
        if (cell.kind == CellKind::text) return write_text(sheet, column, cell.raw, format);
        for (const auto& [kind, sign, words] : signs) {
            if (kind == cell.kind) write_text(sheet, column, sign, format);
        }
    }

    fs::path file_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* about_ = nullptr;
    lxw_format *head_ = nullptr, *missing_ = nullptr, *unreadable_ = nullptr;
    MarkedFormats figures_{};
    std::array<Sheet, 4> sheets_;  // By Generation.
    lxw_error wrong_ = LXW_NO_ERROR;
    bool without_column_ = false;
};

}  // namespace

std::unique_ptr<Export> export_workbook(const fs::path& file, const ExportStamp& stamp) {
    return std::make_unique<Workbook>(file, stamp);
}

}  // namespace ogi::daemon
