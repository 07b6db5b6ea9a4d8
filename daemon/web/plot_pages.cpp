#include "base/json_writer.h"
#include "daemon/answers/find_report.h"
#include "daemon/columns/column_makers.h"
#include "daemon/exports/comparable.h"
#include "daemon/exports/dictionary.h"
#include "daemon/exports/region.h"
#include "daemon/web/links.h"
#include "daemon/web/plot.h"
#include "daemon/web/recent.h"
#include "daemon/web/regions.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/report_pages.h"
#include "daemon/web/states.h"
#include "model/names.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <cstdlib>

namespace ogi::daemon {

using base::ErrorCode;
using base::JsonWriter;
using base::Result;

namespace {

constexpr std::size_t spreads_kept = 16;

Result<std::string> asked_cell(const PageRequest& request) {
    std::string cell{request.parameter("cell")};
    if (cell.empty()) cell = "requests.new_received.total";
    if (find_in_dictionary(cell) == nullptr)
        return base::fail(ErrorCode::not_found, "there is no cell \"" + cell + "\"");
    return cell;
}

void write_text_or_null(JsonWriter& json, std::string_view name, const std::string& text) {
    json.key(name).value_or_null(text.empty() ? std::nullopt : std::optional<std::string_view>{text});
}

// One report's figure of a cell, as far as its form tells it.
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

// The reports that an agency has, under whichever of its names.
Result<std::vector<model::ReportKey>> reports_of(const ApiContext& context, std::string_view agency) {
    std::vector<model::ReportKey> keys;
    Question question;
    question.about = About::agency, question.agency = std::string{agency};
    bool first = true;
    const auto take = [&](std::string_view line) {
        if (!std::exchange(first, false)) {
            const auto read = json::parse(line);
            const auto& report = read.as_object();
            const auto* named = object_in(report, "agency");
            keys.push_back({named != nullptr ? text_at(*named, "name") : text_at(report, "agency"),
                            std::atoi(text_at(report, "year").c_str())});
        }
        return true;
    };
    const auto rulings = context.rulings->read();
    TRY_VOID(answer(context.store, std::move(question), take, *rulings));
    return keys;
}

Result<Rows> series_rows(const ApiContext& context, const PageRequest& request) {
    TRY(cell, asked_cell(request));
    TRY(keys, reports_of(context, request.part("agency")));
    std::ranges::sort(keys, {}, &model::ReportKey::year);
    Rows rows;
    for (const auto& key : keys) {
        TRY(state, context.store.state(key));
        if (!state) continue;
        TRY(revision, revision_of(context.store, key, state->revision));
        rows.lines.push_back(point_line(*state, revision, cell));
    }
    return rows;
}

std::string figure_of(const json::object& line) {
    return text_at(line, "value");
}

bool is_withdrawn(const json::object& line) {
    return !text_at(line, "withdrawn_at").empty();
}

// The figure with a star where a person put it right.
std::string marked_figure(const json::object& line) {
    const auto figure = figure_of(line);
    return figure.empty() || text_at(line, "corrected_by").empty() ? figure : figure + "*";
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

std::vector<json::object> read_lines(const Rows& rows) {
    std::vector<json::object> lines;
    for (const auto& line : rows.lines) lines.push_back(json::parse(line).as_object());
    return lines;
}

// A list of the cells of the forms to choose from.
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

// What is withdrawn is told and not drawn.
YearPoint point_of_year(const json::object& line) {
    YearPoint point{.year = std::atoi(text_at(line, "year").c_str()), .text = marked_figure(line)};
    if (is_withdrawn(line)) {
        point.withdrawn = true;
    } else if (!point.text.empty()) {
        point.value = std::strtod(point.text.c_str(), nullptr);
    }
    return point;
}

Result<Sheet> series_sheet(const ApiContext&, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    TRY(cell, asked_cell(request));
    const auto lines = read_lines(rows);
    const auto agency = lines.empty() ? std::string{request.part("agency")} : text_at(lines.back(), "agency");
    Sheet sheet{.title = agency + (language == Language::zh ? "：" : ": ") + cell_name(language, cell)};
    sheet.lead = say(language, Word::series_lead);
    auto& html = sheet.main;
    html.raw("<form class=\"filter\" method=\"get\">");
    write_cell_choice(html, language, cell);
    html.element("button", say(language, Word::apply)).raw("</form>");
    std::vector<YearPoint> points;
    for (const auto& line : lines) {
        points.push_back(point_of_year(line));
    }
    write_years_plot(html, language, cell_name(language, cell), points);
    if (lines.empty()) html.element("p", say(language, Word::no_rows));
    write_point_table(html, language, lines, false);
    html.raw("<p>");
    const auto division = lines.empty() ? std::string{} : text_at(lines.back(), "division");
    if (division.size() >= 2)
        html.link(page_link(language, region_path(division.substr(0, 2)) + "/distribution") +
                      Query{}.add("cell", cell).add("year", text_at(lines.back(), "year")).text(),
                  std::string{say(language, Word::among_others)} + " · " +
                      region_name(language, division.substr(0, 2)));
    html.raw("</p>");
    return sheet;
}

// The figures of a region's reports of one year, the largest first and those without behind.
Result<std::vector<std::string>> spread_lines(const ApiContext& context, const std::string& region, int year,
                                              const std::string& cell) {
    static Recent<std::vector<std::string>> recent{spreads_kept};
    TRY(last, context.store.last_sequence());
    const auto name = std::to_string(last) + " " + region + " " + std::to_string(year) + " " + cell;
    if (const auto held = recent.find(name)) return *held;
    // Cells are read of those reports alone that count: most of a store is other years and regions.
    std::vector<model::ReportState> wanted;
    TRY_VOID(context.verdicts->for_each(
        context.store, [&](const model::ReportState& state, const KnownVerdict& known) {
            if (state.key.year == year && !state.withdrawn_at && is_in_region(known.division, region))
                wanted.push_back(state);
        }));
    std::vector<std::pair<double, std::string>> found;
    for (const auto& state : wanted) {
        TRY(revision, revision_of(context.store, state.key, state.revision));
        auto line = point_line(state, revision, cell);
        const auto value = text_at(json::parse(line).as_object(), "value");
        found.emplace_back(value.empty() ? -1e300 : std::strtod(value.c_str(), nullptr), std::move(line));
    }
    std::ranges::stable_sort(found, std::greater{}, &std::pair<double, std::string>::first);
    std::vector<std::string> lines;
    for (auto& one : found) lines.push_back(std::move(one.second));
    recent.keep(name, lines);
    return lines;
}

struct Spread {
    std::string region;
    std::string cell;
    int year = 0;
};

Result<Spread> asked_spread(const PageRequest& request) {
    TRY(cell, asked_cell(request));
    TRY(year, request.number("year"));
    if (year == 0) return base::fail(ErrorCode::usage, "which year? year=2024");
    const auto region = request.part("region");
    if (!is_division(region))
        return base::fail(ErrorCode::not_found, "there is no division \"" + std::string{region} + "\"");
    return Spread{std::string{region}, cell, year};
}

Result<Rows> spread_rows(const ApiContext& context, const PageRequest& request) {
    TRY(spread, asked_spread(request));
    TRY(first, request.number("after"));
    TRY(lines, spread_lines(context, spread.region, spread.year, spread.cell));
    Rows rows;
    const auto begin = std::min(static_cast<std::size_t>(first), lines.size());
    const auto end = std::min(begin + page_rows_max, lines.size());
    rows.lines.assign(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                      lines.begin() + static_cast<std::ptrdiff_t>(end));
    if (end < lines.size()) rows.after = std::to_string(end);
    return rows;
}

Result<Sheet> spread_sheet(const ApiContext& context, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    TRY(spread, asked_spread(request));
    TRY(all, spread_lines(context, spread.region, spread.year, spread.cell));
    std::vector<double> values;
    for (const auto& line : all) {
        const auto value = figure_of(json::parse(line).as_object());
        if (!value.empty()) values.push_back(std::strtod(value.c_str(), nullptr));
    }
    std::ranges::sort(values);
    Sheet sheet{.title = region_name(language, spread.region) + " " + std::to_string(spread.year) +
                         (language == Language::zh ? "年：" : ": ") + cell_name(language, spread.cell)};
    sheet.lead = say(language, Word::spread_lead);
    auto& html = sheet.main;
    html.raw("<form class=\"filter\" method=\"get\">");
    write_cell_choice(html, language, spread.cell);
    html.raw("<label>").text(say(language, Word::year));
    html.open("input", {{"name", "year"}, {"inputmode", "numeric"}, {"value", std::to_string(spread.year)}});
    html.raw("</label>").element("button", say(language, Word::apply)).raw("</form>");
    write_spread_plot(html, language, cell_name(language, spread.cell), values);
    if (all.empty()) html.element("p", say(language, Word::no_rows));
    write_point_table(html, language, read_lines(rows), true);
    if (!rows.after.empty()) {
        html.raw("<p>");
        html.link(request.query_with("after", rows.after), say(language, Word::next_page));
        html.raw("</p>");
    }
    return sheet;
}

}  // namespace

std::vector<PageKind> plot_pages() {
    return {{.pattern = "/agencies/{agency}/series",
             .parameters = {"cell"},
             .rows = series_rows,
             .columns = point_columns,
             .sheet = series_sheet},
            {.pattern = "/regions/{region}/distribution",
             .parameters = {"cell", "year", "after"},
             .rows = spread_rows,
             .columns = point_columns,
             .sheet = spread_sheet}};
}

}  // namespace ogi::daemon
