#pragma once

#include "daemon/web/html.h"
#include "daemon/web/words.h"
#include "model/report.h"

#include <functional>
#include <string>
#include <string_view>

// The tables of a report as its form prints them: the same heads, merged as there, the same rows in the same
// order. What stands in the cells is the caller's.
namespace ogi::daemon {

struct FormView {
    Language language = Language::zh;
    model::Generation generation = model::Generation::form_2021;
    // Whether the report has that cell of the form. In a report of mixed forms: whether it shows something.
    std::function<bool(const std::string& cell)> has{};
    // Rows of which none is wanted are left out, and tables of which no row is; not set: all are wanted.
    std::function<bool(const std::string& cell)> wanted{};
    // Writes the whole <td>; `columns`: its colspan.
    std::function<void(Html& html, const std::string& cell, std::string_view columns)> write{};
    // Writes what stands below the label of a row or column about a check of it; not set: nothing. `check` is
    // its id. True where something was written.
    std::function<void(Html& html, const std::string& check)> write_check{};
    // Where the figures of a row are to be seen over the years; not set: nowhere. `cell`: its total.
    std::function<std::string(const std::string& cell)> series{};
};

// Tables two to four of the forms of 2019 and 2021, and the national statistics table of the years before.
void write_form_tables(Html& html, const FormView& view);

}  // namespace ogi::daemon
