#include "daemon/answers/agency_years.h"
#include "daemon/columns/column_makers.h"
#include "daemon/web/agency_search.h"
#include "daemon/web/filter_form.h"
#include "daemon/web/links.h"
#include "daemon/web/pages.h"
#include "daemon/web/regions.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/row_table.h"
#include "daemon/web/states.h"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace ogi::daemon {

using base::Result;

namespace {

Result<KnownAgency> find_agency(const ApiContext& context, std::string_view name_or_id) {
    const auto rulings = context.rulings->read();
    TRY(known, known_agencies(context.store, *rulings));
    const auto id = rulings->id_of(name_or_id);
    const auto found = std::ranges::find_if(known.agencies, [&](const KnownAgency& agency) {
        return agency.id == name_or_id || agency.id == id;
    });
    if (found != known.agencies.end()) return std::move(*found);
    return base::fail(base::ErrorCode::not_found, "no agency \"" + std::string{name_or_id} + "\" is known");
}

Result<Rows> agency_rows(const ApiContext& context, const PageRequest& request) {
    TRY(agency, find_agency(context, request.part("agency")));
    TRY(lines, agency_year_lines(context.store, agency, base::shanghai_date(base::utc_now())));
    std::ranges::reverse(lines);  // The newest is what is looked for.
    return Rows{.lines = std::move(lines)};
}

std::vector<Column> agency_columns() {
    std::vector<Column> columns;
    for (const auto name :
         {"agency", "agency_id", "year", "state", "in_doubt", "revision", "title", "generation", "published",
          "withdrawn_at", "deadline", "days_overdue", "copies", "copies_with_other_figures", "source_url"})
        columns.push_back(at(name, name));
    return columns;
}

// Its division, level and kind, and every name that it bore.
void write_identity(Html& html, Language language, const json::object& agency) {
    html.raw("<dl class=\"facts\">");
    const auto fact = [&](Word term, std::string_view text) {
        if (!text.empty())
            html.raw("<div>").element("dt", say(language, term)).element("dd", text).raw("</div>");
    };
    if (const auto division = text_at(agency, "division"); !division.empty()) {
        html.raw("<div>").element("dt", say(language, Word::region)).raw("<dd>");
        html.link(page_link(language, region_path(region_code(division))),
                  region_name(language, region_code(division)) + " " + division);
        html.raw("</dd></div>");
    }
    fact(Word::level, say_name(language, "level_" + text_at(agency, "level")));
    fact(Word::kind, say_name(language, "kind_of_" + text_at(agency, "kind")));
    fact(Word::identifier, text_at(agency, "id"));
    const auto* names = array_in(agency, "names");
    for (std::size_t i = 0; names != nullptr && names->size() > 1 && i < names->size(); ++i) {
        const auto& name = names->at(i).as_object();
        const auto* years = array_in(name, "years");
        std::string text = text_at(name, "name");
        if (years != nullptr && !years->empty())
            text += " (" + std::to_string(years->front().as_int64()) + "–" +
                    std::to_string(years->back().as_int64()) + ")";
        fact(Word::name_borne, text);
    }
    html.raw("</dl>");
}

std::vector<TableColumn> columns_of_years(Language language) {
    const TableColumn year{Word::year,
                           [language](Html& html, const json::object& line) {
                               const auto text = text_at(line, "year");
                               const bool known = line.contains("revision");
                               const auto path = report_path(text_at(line, "agency"), std::stoi(text));
                               if (known) html.link(page_link(language, path), text);
                               if (!known) html.text(text);
                           },
                           "nowrap"};
    const TableColumn state{Word::state, [language](Html& html, const json::object& line) {
                                write_state(html, language, text_at(line, "state"));
                                if (text_at(line, "in_doubt") == "true") {
                                    html.raw(" ");
                                    write_state(html, language, "in_doubt");
                                }
                            }};
    const TableColumn form{
        Word::form, [language](Html& html, const json::object& line) {
            html.text(form_name(language, text_at(line, "generation"), std::stoi(text_at(line, "year"))));
        }};
    const TableColumn late{Word::days_overdue,
                           [](Html& html, const json::object& line) {
                               const auto days = text_at(line, "days_overdue");
                               if (days != "0") html.text(days);
                           },
                           "number"};
    return {year,
            state,
            day_column(Word::published, "published"),
            day_column(Word::deadline, "deadline"),
            late,
            form,
            number_column(Word::revision, "revision"),
            number_column(Word::copies, "copies"),
            address_column(Word::source, "source_url")};
}

Result<Sheet> agency_sheet(const ApiContext& context, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    TRY(agency, find_agency(context, request.part("agency")));
    const auto read = json::parse(to_json(agency, *context.rulings->read()));
    Sheet sheet{.title = agency.name()};
    write_identity(sheet.main, language, read.as_object());
    sheet.main.element("h2", say(language, Word::reports));
    write_row_table(sheet.main, language, say(language, Word::reports), rows, columns_of_years(language));
    write_legend(sheet.main, language);
    sheet.main.raw("<p>");
    sheet.main.link(page_link(language, "/changes") + Query{}.add("agency", agency.id).text(),
                    say(language, Word::changes_of_agency));
    sheet.main.raw(" · ");
    sheet.main.link(page_link(language, agency_path(agency.id) + "/series"),
                    say(language, Word::figures_by_year));
    sheet.main.raw("</p>");
    return sheet;
}

std::vector<Column> agencies_columns() {
    return csv_columns(About::agencies);
}

Result<Sheet> search_sheet(const ApiContext&, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    Sheet sheet{.title = std::string{say(language, Word::search)},
                .lead = std::string{say(language, Word::search_lead)}};
    write_filter(sheet.main, request, "/search", {{"q", Word::search_label}});
    const TableColumn name{Word::agency, [language](Html& html, const json::object& line) {
                               html.link(page_link(language, agency_path(text_at(line, "id"))),
                                         text_at(line, "name"));
                           }};
    const TableColumn region{Word::region, [language](Html& html, const json::object& line) {
                                 const auto code = text_at(line, "division");
                                 if (!code.empty()) html.text(region_name(language, code));
                             }};
    const TableColumn years{Word::year,
                            [](Html& html, const json::object& line) {
                                const auto first = text_at(line, "first_year");
                                if (!first.empty()) html.text(first + "–" + text_at(line, "last_year"));
                            },
                            "nowrap"};
    write_row_table(
        sheet.main, language, say(language, Word::search), rows,
        {name, region, years, number_column(Word::reports, "reports"), text_column(Word::identifier, "id")});
    write_next(sheet.main, request, "/search", rows);
    return sheet;
}

}  // namespace

std::vector<PageKind> agency_pages() {
    return {{.pattern = "/agencies/{agency}",
             .rows = agency_rows,
             .columns = agency_columns,
             .sheet = agency_sheet},
            {.pattern = "/search",
             .parameters = {"q", "after"},
             .rows = search_rows,
             .columns = agencies_columns,
             .sheet = search_sheet}};
}

}  // namespace ogi::daemon
