#include "daemon/web/report_form.h"

#include "daemon/web/form_parts.h"
#include "daemon/web/report_labels.h"
#include "parser/catalogue.h"
#include "parser/cell_labels.h"
#include "parser/form.h"
#include "parser/national_form.h"

#include <algorithm>
#include <vector>

namespace ogi::daemon {

using namespace form;

namespace {

using parser::FormYear;

// Table two: a group of rows a paragraph of article 20, each with columns of its own.
struct Paragraph {
    int number;
    std::string_view words;
};
constexpr Paragraph paragraphs[] = {
    {1, "第二十条第（一）项"}, {5, "第二十条第（五）项"}, {6, "第二十条第（六）项"},
    {8, "第二十条第（八）项"}, {9, "第二十条第（九）项"},
};

std::vector<FormYear> years_of(model::Generation generation) {
    switch (generation) {
        case model::Generation::form_2019:
            return {FormYear::form_2019};
        case model::Generation::form_2021:
            return {FormYear::form_2021};
        case model::Generation::mixed:
            return {FormYear::form_2019, FormYear::form_2021};
        case model::Generation::free_form:
            break;
    }
    return {};
}

constexpr std::size_t disclosure_columns = 3;

// The last column of a paragraph that has fewer takes the room of the others.
std::string columns_of(std::size_t index, std::size_t count) {
    return std::to_string(index + 1 == count ? disclosure_columns - index : 1);
}

void write_paragraph_head(Html& html, const FormView& view, const Paragraph& paragraph, const Ids& ids) {
    const auto series = std::size_t{view.series ? 1U : 0U};
    html.open("tr", {{"class", "band"}});
    html.open("th", {{"scope", "colgroup"}, {"colspan", std::to_string(1 + disclosure_columns + series)}});
    write_heading(html, view.language, paragraph.words);
    html.raw("</th></tr><tr><th scope=\"col\">");
    write_heading(html, view.language, "信息内容");
    html.raw("</th>");
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto span = columns_of(i, ids.size());
        html.open("th", {{"scope", "col"}, {"class", "number"}, {"colspan", span}});
        write_label(html, view.language, parser::label_of(ids[i]).column, ids[i].substr(ids[i].rfind('.')));
        html.raw("</th>");
    }
    write_series_head(html, view);
    html.raw("</tr>");
}

// "规章" of "第二十条第（一）项规章".
std::string_view without(std::string_view label, std::string_view front) {
    if (label.starts_with(front)) label.remove_prefix(front.size());
    return label;
}

void write_disclosure_row(Html& html, const FormView& view, const Paragraph& paragraph, const Ids& ids) {
    const auto stem = ids.front().substr(0, ids.front().rfind('.'));
    html.raw("<tr>").open("th", {{"scope", "row"}});
    const auto label = parser::label_of(ids.front()).row;
    write_label(html, view.language, without(label, paragraph.words), stem);
    html.raw("</th>");
    for (std::size_t i = 0; i < ids.size(); ++i) view.write(html, ids[i], columns_of(i, ids.size()));
    write_series(html, view, ids.back());
    html.raw("</tr>");
}

void write_disclosure(Html& html, const FormView& view) {
    bool begun = false;
    Ids written;  // A report of mixed forms may have a row of both.
    for (const auto year : years_of(view.generation)) {
        for (const auto& paragraph : paragraphs) {
            Ids head;
            for (const auto& item : parser::disclosure_items()) {
                if (item.paragraph != paragraph.number || item.columns(year).empty()) continue;
                const auto ids = ids_of(parser::disclosure_cells(item, year));
                const bool twice = std::ranges::all_of(
                    ids, [&](const auto& id) { return std::ranges::find(written, id) != written.end(); });
                if (twice || !is_shown(view, ids)) continue;
                written.insert(written.end(), ids.begin(), ids.end());
                if (!begun) open_table(html, view, "form", parser::disclosure_table), html.raw("<tbody>");
                begun = true;
                if (head.empty()) write_paragraph_head(html, view, paragraph, ids);
                head = ids;
                write_disclosure_row(html, view, paragraph, ids);
            }
        }
    }
    if (begun) close_table(html);
}

// Table four: one row, below three heads.
void write_disputes(Html& html, const FormView& view) {
    const auto ids = ids_of(parser::dispute_cells());
    if (!is_shown(view, ids)) return;
    const auto outcomes = parser::dispute_outcomes();
    const auto names = parser::disputes();
    const auto head = [&](std::string_view dispute, std::string_view label, std::string_view rows) {
        html.open("th",
                  {{"scope", "colgroup"}, {"colspan", std::to_string(outcomes.size())}, {"rowspan", rows}});
        write_label(html, view.language, label, dispute);
        write_check(html, view, std::string{dispute} + ".sum");
        html.raw("</th>");
    };
    open_table(html, view, "form disputes", parser::dispute_table);
    html.raw("<thead><tr>");
    head(names[0], parser::dispute_label(names[0]), "2");
    html.open("th", {{"scope", "colgroup"}, {"colspan", std::to_string(2 * outcomes.size())}});
    write_heading(html, view.language, "行政诉讼");
    html.raw("</th></tr><tr>");
    head(names[1], "未经复议直接起诉", "1");
    head(names[2], "复议后起诉", "1");
    html.raw("</tr><tr>");
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (const auto outcome : outcomes) {
            html.raw("<th scope=\"col\" class=\"number\">");
            write_label(html, view.language, parser::outcome_label(outcome), "." + std::string{outcome});
            html.raw("</th>");
        }
    }
    html.raw("</tr></thead><tbody><tr>");
    write_cells(html, view, ids);
    html.raw("</tr>");
    close_table(html);
    if (!view.series) return;
    html.raw("<p class=\"ways\">");
    for (const auto name : names) {
        const auto cell = parser::dispute_id(name, "total");
        html.link(view.series(cell), cell_name(view.language, cell)).raw(" ");
    }
    html.raw("</p>");
}

// The table of the years before the forms: one figure a row, headings between them.
void write_national(Html& html, const FormView& view) {
    const auto rows = parser::national_rows();
    const bool any = std::ranges::any_of(
        rows, [&](const auto& row) { return !row.id.empty() && is_shown(view, {std::string{row.id}}); });
    if (!any) return;
    open_table(html, view, "form national", parser::national_table);
    html.raw("<thead><tr>").element("th", say(view.language, Word::indicator), {{"scope", "col"}});
    html.element("th", say(view.language, Word::unit), {{"scope", "col"}});
    html.element("th", say(view.language, Word::figure), {{"scope", "col"}, {"class", "number"}});
    write_series_head(html, view);
    html.raw("</tr></thead><tbody>");
    for (const auto& row : rows) {
        const std::string id{row.id};
        if (id.empty() && !view.wanted) {
            html.open("tr", {{"class", "band"}});
            html.open("th", {{"scope", "colgroup"}, {"colspan", view.series ? "4" : "3"}});
            write_heading(html, view.language, row.label);
            html.raw("</th></tr>");
        }
        if (id.empty() || !is_shown(view, {id})) continue;
        html.raw("<tr>").open("th", {{"scope", "row"}, {"class", row.parent.empty() ? "" : "part"}});
        write_label(html, view.language, row.label, id);
        write_check(html, view, id);
        html.raw("</th><td>");
        write_heading(html, view.language, row.unit);
        html.raw("</td>");
        view.write(html, id, "1");
        write_series(html, view, id);
        html.raw("</tr>");
    }
    close_table(html);
}

}  // namespace

void write_form_tables(Html& html, const FormView& view) {
    if (view.generation == model::Generation::free_form) {
        write_national(html, view);
        return;
    }
    write_disclosure(html, view);
    write_requests(html, view);
    write_disputes(html, view);
}

}  // namespace ogi::daemon
