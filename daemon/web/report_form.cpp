#include "daemon/web/report_form.h"

#include "daemon/web/report_labels.h"
#include "parser/catalogue.h"
#include "parser/cell_labels.h"
#include "parser/form.h"
#include "parser/national_form.h"

#include <algorithm>
#include <vector>

namespace ogi::daemon {

namespace {

using parser::FormYear;
using Ids = std::vector<std::string>;

constexpr std::size_t applicants_of_organisations = 5;

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

// The last column of a row: the way to its figures in other years.
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

// Table three. A row's label as the form has it in two columns: "（三）不予公开" and "1.属于国家秘密".
struct RequestLine {
    const parser::RequestRow* row;
    Ids ids;
    std::string_view group;  // Of results: what stands before its number; empty: it stands by itself.
    std::string_view label;
    bool result;  // One of 三、本年度办理结果.
};

RequestLine line_of(const parser::RequestRow& row) {
    RequestLine line{&row, ids_of(parser::request_cells(row)), {}, parser::row_label(row.name), false};
    line.result = line.label.starts_with("（");
    const auto number = line.label.find_first_of("123456789");
    if (line.result && number != std::string_view::npos) {
        line.group = line.label.substr(0, number);
        line.label = line.label.substr(number);
    }
    return line;
}

std::vector<RequestLine> shown_lines(const FormView& view) {
    std::vector<RequestLine> lines;
    for (const auto& row : parser::request_rows()) {
        auto line = line_of(row);
        if (is_shown(view, line.ids)) lines.push_back(std::move(line));
    }
    return lines;
}

void write_applicant(Html& html, const FormView& view, std::size_t index, std::string_view rows) {
    const auto applicant = std::string{parser::applicants()[index]};
    html.open("th", {{"scope", "col"}, {"rowspan", rows}, {"class", "number"}});
    write_label(html, view.language, parser::applicant_label(applicant), "." + applicant);
    write_check(html, view, "requests.balance." + applicant);
    write_check(html, view, "requests.outcomes_sum." + applicant);
    html.raw("</th>");
}

void write_request_head(Html& html, const FormView& view) {
    html.raw("<thead><tr><td colspan=\"3\" rowspan=\"3\" class=\"note\">");
    write_heading(html, view.language, "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和");
    html.raw("</td>");
    html.open("th", {{"scope", "colgroup"}, {"colspan", "7"}});
    write_heading(html, view.language, "申请人情况");
    html.raw("</th>");
    if (view.series) html.raw("<td rowspan=\"3\" class=\"way\"></td>");
    html.raw("</tr><tr>");
    write_applicant(html, view, 0, "2");
    html.open("th", {{"scope", "colgroup"}, {"colspan", std::to_string(applicants_of_organisations)}});
    write_heading(html, view.language, "法人或其他组织");
    html.raw("</th>");
    write_applicant(html, view, parser::applicant_count - 1, "2");
    html.raw("</tr><tr>");
    for (std::size_t i = 1; i <= applicants_of_organisations; ++i) write_applicant(html, view, i, "1");
    html.raw("</tr></thead>");
}

// How many lines from `first` on share what `same` says.
template <class Same>
std::string run_length(const std::vector<RequestLine>& lines, std::size_t first, Same same) {
    std::size_t count = 0;
    while (first + count < lines.size() && same(lines[first + count])) ++count;
    return std::to_string(count);
}

void write_row_label(Html& html, const FormView& view, const RequestLine& line, std::string_view columns) {
    html.open("th", {{"scope", "row"}, {"colspan", columns}});
    write_label(html, view.language, line.label, "requests." + std::string{line.row->name});
    write_check(html, view, "requests.applicants_sum." + std::string{line.row->name});
    html.raw("</th>");
}

void write_requests(Html& html, const FormView& view) {
    const auto lines = shown_lines(view);
    if (lines.empty()) return;
    open_table(html, view, "form requests", parser::request_table);
    write_request_head(html, view);
    html.raw("<tbody>");
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        html.raw("<tr>");
        if (line.result && (i == 0 || !lines[i - 1].result)) {
            const auto rows = run_length(lines, i, [](const auto& other) { return other.result; });
            html.open("th", {{"scope", "rowgroup"}, {"rowspan", rows}, {"class", "side"}});
            write_heading(html, view.language, "三、本年度办理结果");
            html.raw("</th>");
        }
        const bool starts_group = !line.group.empty() && (i == 0 || lines[i - 1].group != line.group);
        if (starts_group) {
            const auto rows =
                run_length(lines, i, [&](const auto& other) { return other.group == line.group; });
            html.open("th", {{"scope", "rowgroup"}, {"rowspan", rows}});
            write_heading(html, view.language, line.group);
            html.raw("</th>");
        }
        write_row_label(html, view, line, !line.result ? "3" : line.group.empty() ? "2" : "1");
        write_cells(html, view, line.ids);
        write_series(html, view, line.ids.back());
        html.raw("</tr>");
    }
    close_table(html);
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
