#include "daemon/web/figure_points.h"

#include "base/json_writer.h"
#include "daemon/columns/column_makers.h"
#include "daemon/exports/comparable.h"
#include "daemon/exports/dictionary.h"
#include "daemon/web/links.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/states.h"
#include "model/names.h"

#include <boost/json/parse.hpp>

#include <cstdlib>

namespace ogi::daemon {

using base::ErrorCode;
using base::JsonWriter;
using base::Result;

namespace {

void write_text_or_null(JsonWriter& json, std::string_view name, const std::string& text) {
    json.key(name).value_or_null(text.empty() ? std::nullopt : std::optional<std::string_view>{text});
}

void write_note_cell(Html& html, Language language, const json::object& line) {
    html.raw("<td>");
    const auto comparable = text_at(line, "comparable");
    if (figure_of(line).empty()) {
        const auto kind = text_at(line, "kind");
        html.text(say_name(language, kind.empty() ? "comparable_" + comparable : kind)).raw(" ");
    } else if (comparable != "yes") {
        html.text(say_name(language, "comparable_" + comparable)).raw(" ");
    }
    const auto terms = text_at(line, "terms");
    if (terms.find('+') != std::string::npos) html.element("code", terms).raw(" ");
    html.element("span", text_at(line, "note"), {{"lang", tag_of(Language::zh)}});
    if (const auto by = text_at(line, "corrected_by"); !by.empty())
        html.text(" " + std::string{say(language, Word::put_right)} + ": " + by);
    if (!text_at(line, "suspect").empty())
        html.raw(" ").element("span", say(language, Word::doubted), {{"class", "doubted"}});
    if (is_withdrawn(line)) {
        html.raw(" ");
        write_state(html, language, "withdrawn");
    }
    html.raw("</td>");
}

// A figure that is one cell of its report leads to its source; a sum of several says of which it is.
void write_figure(Html& html, Language language, const json::object& line, const std::string& path) {
    const auto figure = marked_figure(line), terms = text_at(line, "terms");
    if (figure.empty()) {
        html.raw("–");
    } else if (terms.empty() || terms.find('+') != std::string::npos) {
        html.text(figure);
    } else {
        html.link(page_link(language, path + "/source") + Query{}.add("cell", terms).text(), figure);
    }
}

void write_point_row(Html& html, Language language, const json::object& line, bool by_agency) {
    const auto agency = text_at(line, "agency"), year = text_at(line, "year");
    html.raw("<tr><th scope=\"row\">");
    const auto path = report_path(agency, std::atoi(year.c_str()));
    html.link(page_link(language, path), by_agency ? agency : year);
    html.raw("</th><td class=\"number\">");
    write_figure(html, language, line, path);
    html.raw("</td>").element("td", text_at(line, "unit"), {{"lang", tag_of(Language::zh)}});
    write_note_cell(html, language, line);
    html.raw("</tr>");
}

}  // namespace

Result<std::string> asked_cell(const PageRequest& request) {
    std::string cell{request.parameter("cell")};
    if (cell.empty()) cell = "requests.new_received.total";
    if (find_in_dictionary(cell) == nullptr)
        return base::fail(ErrorCode::not_found, "there is no cell \"" + cell + "\"");
    return cell;
}

std::string point_line(const model::ReportState& state, const model::Revision& revision,
                       const std::string& cell) {
    const auto& key = state.key;
    const auto point = point_of(revision.report, cell);
    JsonWriter json;
    json.begin_object().field("agency", key.agency).field("division", revision.report.agency.division);
    json.field("year", key.year).field("revision", revision.number).field("cell", cell).key("value");
    if (point.value) {
        json.raw(point.value->text());
    } else {
        json.null();
    }
    json.key("kind").value_or_null(point.kind ? std::optional{model::name_of(*point.kind)} : std::nullopt);
    json.field("unit", point.unit).field("comparable", name_of(point.how)).field("terms", point.terms);
    json.field("note", point.note);
    write_text_or_null(json, "corrected_by", point.corrected_by);
    write_text_or_null(json, "suspect", point.suspect);
    json.field("verdict", model::name_of(revision.report.verdict)).key("withdrawn_at");
    json.value_or_null(base::to_iso(state.withdrawn_at));
    return json.end_object().take();
}

std::vector<Column> point_columns() {
    std::vector<Column> columns;
    for (const auto* name :
         {"agency", "division", "year", "revision", "cell", "value", "kind", "unit", "comparable", "terms",
          "note", "corrected_by", "suspect", "verdict", "withdrawn_at"})
        columns.push_back(at(name, name));
    return columns;
}

std::vector<json::object> read_lines(const Rows& rows) {
    std::vector<json::object> lines;
    for (const auto& line : rows.lines) lines.push_back(json::parse(line).as_object());
    return lines;
}

std::string figure_of(const json::object& line) {
    return text_at(line, "value");
}

bool is_withdrawn(const json::object& line) {
    return !text_at(line, "withdrawn_at").empty();
}

std::string marked_figure(const json::object& line) {
    const auto figure = figure_of(line);
    return figure.empty() || text_at(line, "corrected_by").empty() ? figure : figure + "*";
}

void write_point_table(Html& html, Language language, const std::vector<json::object>& lines,
                       bool by_agency) {
    html.raw("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    html.element("th", say(language, by_agency ? Word::agency : Word::year), {{"scope", "col"}});
    html.element("th", say(language, Word::figure), {{"scope", "col"}, {"class", "number"}});
    for (const auto word : {Word::unit, Word::remark})
        html.element("th", say(language, word), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
    for (const auto& line : lines) write_point_row(html, language, line, by_agency);
    html.raw("</tbody></table></div>");
}

void write_cell_choice(Html& html, Language language, const std::string& cell) {
    html.raw("<label>").text(say(language, Word::figure)).raw("<select name=\"cell\">");
    for (const auto& entry : dictionary()) {
        const auto name = cell_name(language, entry.cell);
        if (entry.cell == cell) {
            html.element("option", name, {{"value", entry.cell}, {"selected", ""}});
        } else {
            html.element("option", name, {{"value", entry.cell}});
        }
    }
    html.raw("</select></label>");
}

}  // namespace ogi::daemon
