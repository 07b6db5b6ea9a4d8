#include "daemon/web/form_parts.h"
#include "daemon/web/report_labels.h"
#include "parser/catalogue.h"
#include "parser/cell_labels.h"

#include <algorithm>

namespace ogi::daemon::form {

namespace {

constexpr std::size_t applicants_of_organisations = 5;

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

}  // namespace

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

}  // namespace ogi::daemon::form
