#include "daemon/web/heat_map.h"

#include "daemon/answers/shown_states.h"
#include "daemon/web/coverage_rows.h"
#include "daemon/web/filter_form.h"
#include "daemon/web/links.h"
#include "daemon/web/states.h"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

struct MapRow {
    std::string agency;
    std::string id;                            // Empty: it has no report.
    std::map<int, std::string_view> states{};  // Names of state_looks().
};

struct Years {
    int first = 0;
    int last = -1;
    std::size_t count() const { return static_cast<std::size_t>(last - first + 1); }
};

std::string_view text_in(const json::object& line, std::string_view name) {
    const auto* value = line.if_contains(name);
    return value != nullptr && value->is_string() ? std::string_view{value->get_string()}
                                                  : std::string_view{};
}

MapRow row_of(std::string_view text) {
    const auto read = json::parse(text);
    const auto& line = read.as_object();
    return {std::string{text_in(line, "agency")}, std::string{text_in(line, "agency_id")},
            shown_states(line)};
}

Years years_of(const std::vector<MapRow>& rows) {
    Years years;
    for (const auto& row : rows) {
        if (row.states.empty()) continue;
        const int first = row.states.begin()->first, last = row.states.rbegin()->first;
        if (years.last < years.first) years = {first, last};
        years = {std::min(years.first, first), std::max(years.last, last)};
    }
    return years;
}

// Where the map stands.
struct MapPage {
    const PageRequest& request;
    std::string_view path;
};

bool is_published(std::string_view state) {
    return state != "missing" && state != "not_due";
}

std::string two_digits(int year) {
    const auto text = std::to_string(year);
    return text.size() < 2 ? text : text.substr(text.size() - 2);
}

// The page of that year alone, from its first agency on.
void write_year_link(Html& html, const MapPage& page, int year) {
    const auto text = std::to_string(year);
    PageRequest first = page.request;
    std::erase_if(first.target.query, [](const auto& one) { return one.first == "after"; });
    // A label would have to begin with what is seen.
    html.element("a", two_digits(year),
                 {{"href", page_link(page.request.language, page.path) + first.query_with("year", text)},
                  {"title", text}});
}

void write_row_head(Html& html, Language language, const MapRow& row) {
    html.raw("<tr><th scope=\"row\">");
    html.link(page_link(language, agency_path(row.id.empty() ? row.agency : row.id)), row.agency);
    html.raw("</th>");
}

void write_linked_cell(Html& html, Language language, const MapRow& row, int year) {
    const auto state = row.states.find(year);
    if (state == row.states.end()) {
        html.raw("<td></td>");
        return;
    }
    const auto& look = look_of(state->second);
    const auto words = std::to_string(year) + " " + say_name(language, look.name);
    html.open("td", {{"class", look.style}});
    if (is_published(look.name)) {
        html.element("a", look.sign,
                     {{"href", page_link(language, report_path(row.agency, year))}, {"aria-label", words}});
    } else {
        html.element("span", look.sign, {{"title", words}});
    }
    html.close("td");
}

// The tags of runs: names of one letter are what makes a large map small. In the order of state_looks().
struct RunTag {
    Literal open, close;
};
constexpr std::array run_tags = {
    RunTag{"<b>", "</b>"}, RunTag{"<i>", "</i>"}, RunTag{"<u>", "</u>"},   RunTag{"<q>", "</q>"},
    RunTag{"<s>", "</s>"}, RunTag{"<a>", "</a>"}, RunTag{"<em>", "</em>"}, RunTag{"<dfn>", "</dfn>"},
};

void write_runs(Html& html, const MapRow& row, Years years) {
    html.raw("<td>");
    const auto looks = state_looks();
    const StateLook* open = nullptr;
    const auto close_run = [&] {
        if (open != nullptr) html.raw(run_tags[static_cast<std::size_t>(open - looks.data())].close);
        open = nullptr;
    };
    for (int year = years.first; year <= years.last; ++year) {
        const auto state = row.states.find(year);
        const auto* look = state == row.states.end() ? nullptr : &look_of(state->second);
        if (look != open) close_run();
        if (look == nullptr) {
            html.raw(" ");
            continue;
        }
        if (open == nullptr) html.raw(run_tags[static_cast<std::size_t>(look - looks.data())].open);
        open = look;
        html.text(look->sign);
    }
    close_run();
    html.raw("\n");
}

// So many rows a browser lays out together, and only when they are scrolled to.
constexpr std::size_t rows_of_a_part = 60;

// End tags that HTML lets be left out are: three thousand rows are to be half a megabyte.
void write_dense_map(Html& html, const MapPage& page, const std::vector<MapRow>& rows, Years years) {
    const auto language = page.request.language;
    html.element("p", say(language, Word::dense_note), {{"class", "note"}});
    html.open("table", {{"class", "map dense"},
                        {"data-first-year", std::to_string(years.first)},
                        {"data-reports", page_link(language, "/reports/")}});
    html.raw("<thead><tr>").element("th", say(language, Word::agency), {{"scope", "col"}});
    html.raw("<th scope=\"col\" class=\"years-head\">");
    for (int year = years.first; year <= years.last; ++year) {
        write_year_link(html, page, year);
        html.raw(" ");
    }
    html.raw("</thead>\n");
    std::size_t written = 0;
    for (const auto& row : rows) {
        if (written++ % rows_of_a_part == 0) html.raw("<tbody>");
        html.raw("<tr><th scope=row><a href=");
        // Without quotes: nothing in an encoded path ends the value.
        html.text(page_link(language, agency_path(row.id.empty() ? row.agency : row.id)));
        html.raw(">").text(row.agency).raw("</a>");
        write_runs(html, row, years);
    }
    html.raw("</tbody></table>");
}

void write_linked_map(Html& html, const MapPage& page, const std::vector<MapRow>& rows, Years years) {
    const auto language = page.request.language;
    html.raw("<table class=\"map\"><thead><tr>");
    html.element("th", say(language, Word::agency), {{"scope", "col"}});
    for (int year = years.first; year <= years.last; ++year) {
        html.open("th", {{"scope", "col"}, {"abbr", std::to_string(year)}});
        write_year_link(html, page, year);
        html.close("th");
    }
    html.raw("</tr></thead><tbody>\n");
    for (const auto& row : rows) {
        write_row_head(html, language, row);
        for (int year = years.first; year <= years.last; ++year) write_linked_cell(html, language, row, year);
        html.raw("</tr>\n");
    }
    html.raw("</tbody></table>");
}

// One year: its states in words, the published ones as links to their reports.
void write_year_map(Html& html, Language language, const std::vector<MapRow>& rows, int year) {
    html.raw("<table class=\"map year\"><thead><tr>");
    html.element("th", say(language, Word::agency), {{"scope", "col"}});
    html.element("th", std::to_string(year), {{"scope", "col"}}).raw("</tr></thead><tbody>\n");
    for (const auto& row : rows) {
        const auto state = row.states.find(year);
        if (state == row.states.end()) continue;
        write_row_head(html, language, row);
        const auto& look = look_of(state->second);
        const auto words = std::string{look.sign} + " " + say_name(language, look.name);
        html.open("td", {{"class", look.style}});
        if (is_published(look.name)) {
            html.link(page_link(language, report_path(row.agency, year)), words);
        } else {
            html.text(words);
        }
        html.raw("</td></tr>\n");
    }
    html.raw("</tbody></table>");
}

}  // namespace

void write_heat_map(Html& html, const PageRequest& request, std::string_view path, const Rows& rows) {
    const auto language = request.language;
    const MapPage page{request, path};
    std::vector<MapRow> read;
    read.reserve(rows.lines.size());
    for (const auto& line : rows.lines) read.push_back(row_of(line));
    const auto years = years_of(read);
    if (read.empty() || years.last < years.first) {
        html.element("p", say(language, Word::no_rows));
        return;
    }
    const auto year = request.number("year");
    const bool one_year = year && *year != 0;
    if (one_year) {
        write_legend(html, language);
    } else {
        write_map_legend(html, language);
    }
    write_narrow(html, language, read.size());
    html.open("div", {{"class", "wide"},
                      {"tabindex", "0"},
                      {"role", "region"},
                      {"aria-label", say(language, Word::coverage)}});
    if (one_year) {
        write_year_map(html, language, read, *year);
    } else if (read.size() * years.count() <= linked_cells_max) {
        write_linked_map(html, page, read, years);
    } else {
        write_dense_map(html, page, read, years);
    }
    html.raw("</div>");
}

}  // namespace ogi::daemon
