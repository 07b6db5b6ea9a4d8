#include "daemon/sinks/postgresql/copy_rows.h"

#include "daemon/sinks/postgresql/held_digest.h"
#include "model/names.h"

#include <algorithm>

namespace ogi::daemon {

using model::name_of;

namespace {

static_assert(compared::null == "\\N");  // As COPY writes it.

// Who put the value of a cell right; empty where it is as read.
std::string_view corrector_of(const model::Report& report, std::string_view cell) {
    const auto corrected = std::ranges::find(report.corrections, cell, &model::Correction::cell);
    return corrected == report.corrections.end() ? std::string_view{} : corrected->by;
}

// Nothing for a character that stands for itself.
constexpr std::string_view escaped(char c) {
    switch (c) {
        case '\\':
            return "\\\\";
        case '\t':
            return "\\t";
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        default:
            return {};
    }
}

}  // namespace

void PgCopyRows::next_value() {
    const bool copied = form_ == Form::copied;
    if (row_begun_) {
        lines_ += copied ? "\t" : compared::between_values;
    } else if (!copied) {
        lines_ += compared::between_rows;
    }
    row_begun_ = true;
}

PgCopyRows& PgCopyRows::text(std::string_view value) {
    next_value();
    for (const char c : value) {
        const auto escape = form_ == Form::copied ? escaped(c) : std::string_view{};
        if (c == '\0') {
            lines_ += "\xEF\xBF\xBD";
        } else if (!escape.empty()) {
            lines_ += escape;
        } else {
            lines_ += c;
        }
    }
    return *this;
}

PgCopyRows& PgCopyRows::text_or_null(std::string_view value) {
    if (!value.empty()) return text(value);
    next_value();
    lines_ += compared::null;
    return *this;
}

PgCopyRows& PgCopyRows::number(std::int64_t value) {
    next_value();
    lines_ += std::to_string(value);
    return *this;
}

PgCopyRows& PgCopyRows::decimal(const std::optional<model::Decimal>& value) {
    next_value();
    lines_ += value ? value->text() : std::string{compared::null};
    return *this;
}

PgCopyRows& PgCopyRows::flag(bool value) {
    next_value();
    lines_ += value ? "true" : "false";
    return *this;
}

void PgCopyRows::end_row() {
    if (form_ == Form::copied) lines_ += '\n';
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
