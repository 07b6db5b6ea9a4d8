#include "daemon/web/form_parts.h"

#include "daemon/web/report_labels.h"

#include <algorithm>

namespace ogi::daemon::form {

Ids ids_of(std::span<const parser::FormCell* const> cells) {
    Ids ids;
    for (const auto* cell : cells) ids.push_back(cell->id);
    return ids;
}

bool is_shown(const FormView& view, const Ids& ids) {
    if (!std::ranges::all_of(ids, view.has)) return false;
    return !view.wanted || std::ranges::any_of(ids, view.wanted);
}

void open_table(Html& html, const FormView& view, std::string_view style, std::string_view caption) {
    html.raw("<div class=\"wide\" tabindex=\"0\">").open("table", {{"class", style}}).raw("<caption>");
    write_heading(html, view.language, caption);
    html.raw("</caption>");
}

void close_table(Html& html) {
    html.raw("</tbody></table></div>");
}

void write_check(Html& html, const FormView& view, const std::string& check) {
    if (view.write_check) view.write_check(html, check);
}

void write_series(Html& html, const FormView& view, const std::string& cell) {
    if (!view.series) return;
    html.raw("<td class=\"way\">");
    html.element("a", say(view.language, Word::over_the_years),
                 {{"href", view.series(cell)}, {"title", cell_name(view.language, cell)}});
    html.raw("</td>");
}

void write_series_head(Html& html, const FormView& view) {
    if (view.series) html.element("td", "", {{"class", "way"}});
}

void write_cells(Html& html, const FormView& view, const Ids& ids) {
    for (const auto& id : ids) view.write(html, id, "1");
}

}  // namespace ogi::daemon::form
