#pragma once

#include "model/decimal.h"
#include "model/report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The many rows of a revision: as COPY reads them, a line a row, values apart by tabs (the text format); or
// to be compared, each row with its mark before it (held_digest.h). Figures keep their exact digits on the
// way. U+0000, which no text of PostgreSQL can hold, becomes U+FFFD.
namespace ogi::daemon {

struct PgReportId {
    std::int64_t report_id = 0;
    int revision = 0;
};

class PgCopyRows {
  public:
    enum class Form { copied, compared };
    explicit PgCopyRows(Form form = Form::copied) : form_{form} {}

    PgCopyRows& text(std::string_view value);
    PgCopyRows& text_or_null(std::string_view value);  // Empty is null.
    PgCopyRows& number(std::int64_t value);
    PgCopyRows& decimal(const std::optional<model::Decimal>& value);
    PgCopyRows& flag(bool value);
    void end_row();

    const std::string& lines() const { return lines_; }

  private:
    void next_value();

    const Form form_;
    std::string lines_;
    bool row_begun_ = false;
};

void add_cell_rows(PgCopyRows& rows, const PgReportId& id, const model::Report& report);
void add_check_rows(PgCopyRows& rows, const PgReportId& id, const model::Report& report);
void add_statement_rows(PgCopyRows& rows, const PgReportId& id, const model::Report& report);

}  // namespace ogi::daemon
