#pragma once

#include "daemon/exports/csv_text.h"
#include "daemon/exports/unfinished.h"

#include <utility>
#include <vector>

namespace ogi::daemon {

struct CsvStyle {
    Formulas formulas = Formulas::guarded;
    bool with_mark = false;  // The byte order mark that Excel wants.
};

// A CSV file that is being written.
class CsvFile {
  public:
    template <class Where>
    CsvFile(Where&& where, const std::vector<Field>& fields, CsvStyle style)
        : out_{std::forward<Where>(where)}, formulas_{style.formulas} {
        if (style.with_mark) out_.text() += byte_order_mark;
        append_csv_head(out_.text(), fields);
    }

    base::Result<void> row(const Row& row) {
        append_csv_row(out_.text(), row, formulas_);
        return out_.write_if_full();
    }
    base::Result<void> close() { return out_.close(); }

  private:
    TextOut out_;
    Formulas formulas_;
};

}  // namespace ogi::daemon
