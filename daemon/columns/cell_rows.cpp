#include "daemon/columns/column_makers.h"
#include "daemon/columns/columns.h"
#include "parser/catalogue.h"

namespace ogi::daemon {

std::vector<std::string> cell_row_titles() {
    return {"id", "value", "kind", "raw", "unit", "corrected_by", "corrected_why", "implied"};
}

std::vector<std::vector<std::string>> cell_rows(const boost::json::object& report) {
    std::vector<std::vector<std::string>> rows;
    const auto* cells = report.if_contains("cells");
    if (cells == nullptr || !cells->is_object()) return rows;
    for (const auto& entry : parser::form_cells()) {
        const auto* member = cells->as_object().if_contains(entry.id);
        if (member == nullptr || !member->is_object()) continue;
        const auto& cell = member->as_object();
        rows.push_back({entry.id, text_at(cell, "value"), text_at(cell, "kind"), text_at(cell, "raw"),
                        text_at(cell, "unit"), text_at(cell, "corrected.by"),
                        text_at(cell, "corrected.reason"), implied_figure(report, entry.id)});
    }
    return rows;
}

}  // namespace ogi::daemon
