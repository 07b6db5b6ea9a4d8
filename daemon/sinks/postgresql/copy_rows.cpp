#include "daemon/sinks/postgresql/copy_rows.h"

#include "daemon/sinks/cell_digest.h"
#include "model/names.h"

namespace ogi::daemon {

using model::name_of;

namespace {

constexpr std::string_view null = "\\N";

}  // namespace

void PgCopyRows::next_value() {
    if (row_begun_) lines_ += '\t';
    row_begun_ = true;
}

PgCopyRows& PgCopyRows::text(std::string_view value) {
    next_value();
    for (const char c : value) {
        switch (c) {
            case '\0':
                lines_ += "\xEF\xBF\xBD";
                break;
            case '\\':
                lines_ += "\\\\";
                break;
            case '\t':
                lines_ += "\\t";
                break;
            case '\n':
                lines_ += "\\n";
                break;
            case '\r':
                lines_ += "\\r";
                break;
            default:
                lines_ += c;
        }
    }
    return *this;
}

PgCopyRows& PgCopyRows::text_or_null(std::string_view value) {
    if (!value.empty()) return text(value);
    next_value();
    lines_ += null;
    return *this;
}

PgCopyRows& PgCopyRows::number(std::int64_t value) {
    next_value();
    lines_ += std::to_string(value);
    return *this;
}

PgCopyRows& PgCopyRows::decimal(const std::optional<model::Decimal>& value) {
    next_value();
    lines_ += value ? value->text() : std::string{null};
    return *this;
}

PgCopyRows& PgCopyRows::flag(bool value) {
    next_value();
    lines_ += value ? 't' : 'f';
    return *this;
}

void PgCopyRows::end_row() {
    lines_ += '\n';
    row_begun_ = false;
}

void add_cell_rows(PgCopyRows& rows, const PgReportId& id, const model::Report& report) {
    for (const auto& [name, cell] : report.cells) {
        rows.number(id.report_id).number(id.revision).text(name).text(name_of(cell.kind)).decimal(cell.value);
        rows.text(cell.raw).text_or_null(cell.unit).text_or_null(corrector_of(report, name));
        rows.end_row();
    }
}

void add_check_rows(PgCopyRows& rows, const PgReportId& id, const model::Report& report) {
    std::int64_t place = 0;
    for (const auto& check : report.checks) {
        rows.number(id.report_id).number(id.revision).text(check.id).number(++place);
        rows.text(name_of(check.outcome)).decimal(check.left).decimal(check.right).text_or_null(check.note);
        rows.end_row();
    }
}

void add_statement_rows(PgCopyRows& rows, const PgReportId& id, const model::Report& report) {
    std::int64_t place = 0;
    for (const auto& statement : report.statements) {
        rows.number(id.report_id).number(id.revision).number(++place).text(statement.name);
        rows.decimal(statement.value).flag(statement.approximate).text_or_null(statement.unit);
        rows.text(statement.quote).end_row();
    }
}

}  // namespace ogi::daemon
