#include "base/url.h"
#include "daemon/columns/column_makers.h"
#include "daemon/web/links.h"
#include "daemon/web/report_checks.h"
#include "daemon/web/report_facts.h"
#include "daemon/web/report_form.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/report_line.h"
#include "daemon/web/report_pages.h"
#include "model/names.h"

#include <boost/json/parse.hpp>

#include <set>

namespace ogi::daemon {

using base::Result;

namespace {

Result<Rows> report_rows(const ApiContext& context, const PageRequest& request) {
    TRY(line, report_line_of(context, request));
    return Rows{.lines = {std::move(line)}};
}

std::vector<Column> report_columns() {
    return csv_columns(About::report);
}

// Cells that a list below says something of, so that the table says it, too.
std::set<std::string, std::less<>> doubted_cells(const json::object& report) {
    std::set<std::string, std::less<>> cells;
    if (const auto* suspects = array_in(report, "suspects"))
        for (const auto& value : *suspects) cells.insert(text_at(value.as_object(), "cell"));
    return cells;
}

// The cells of a report as its page shows them: each a link to where it stands in the source.
class CellWriter {
  public:
    CellWriter(Language language, const json::object& report, const ReportChecks& checks,
               std::string revision)
        : language_{language},
          report_{report},
          checks_{checks},
          revision_{std::move(revision)},
          doubted_{doubted_cells(report)} {}

    void write(Html& html, const std::string& id, std::string_view columns) const {
        const auto* cell = cell_of(report_, id);
        const bool failed = checks_.touches(id);
        html.open("td", {{"class", failed ? "number failing" : "number"}, {"colspan", columns}});
        if (cell != nullptr) write_linked(html, id, *cell);
        if (doubted_.contains(id)) {
            html.raw(" <a class=\"doubted\" href=\"#suspects\">").text(say(language_, Word::doubted));
            html.raw("</a>");
        }
        html.raw("</td>");
    }

  private:
    void write_linked(Html& html, const std::string& id, const json::object& cell) const {
        const auto* place = object_in(cell, "at");
        if (place == nullptr) {
            write_cell_text(html, language_, cell);
            return;
        }
        const auto query = Query{}.add("cell", id).add("revision", revision_).text();
        html.open("a", {{"href", report_link(language_, report_, "/source", query) + "#cell"},
                        {"title", cell_name(language_, id)}});
        write_cell_text(html, language_, cell);
        html.raw("</a>");
    }

    Language language_;
    const json::object& report_;
    const ReportChecks& checks_;
    std::string revision_;
    std::set<std::string, std::less<>> doubted_;
};

bool has_cell(const json::object& report, model::Generation generation, const std::string& id) {
    const auto* cell = cell_of(report, id);
    if (cell == nullptr) return false;
    return generation != model::Generation::mixed || text_at(*cell, "kind") != "absent";
}

void write_tables(Html& html, Language language, const json::object& report, const ReportChecks& checks,
                  const std::string& revision) {
    const auto generation = model::from_name<model::Generation>(text_at(report, "generation"));
    if (!generation) return;
    const CellWriter cells{language, report, checks, revision};
    const FormView view{
        .language = language,
        .generation = *generation,
        .has = [&](const std::string& id) { return has_cell(report, *generation, id); },
        .write = [&](Html& out, const std::string& id,
                     std::string_view columns) { cells.write(out, id, columns); },
        .write_check = [&](Html& out,
                           const std::string& id) { write_failed_check(out, language, checks, id); },
        .series =
            [&](const std::string& id) {
                const auto agency = agency_path(text_at(report, "agency.name"));
                return page_link(language, agency + "/series") + Query{}.add("cell", id).text();
            },
    };
    Html tables;
    write_form_tables(tables, view);
    if (tables.empty()) return;
    html.open("h2", {{"id", "figures"}}).text(say(language, Word::figures)).raw("</h2>");
    html.element("p", say(language, Word::figures_note), {{"class", "note"}});
    html.add(tables);
}

// Whether the page that it is read from shows what is not believed yet.
Result<Belief> belief_of(const ApiContext& context, const json::object& report) {
    const auto url = base::Url::parse(text_at(report, "source_url"));
    if (!url) return Belief::believed;
    TRY(page, context.store.page(*url));
    return page && page->suspect ? Belief::in_doubt : Belief::believed;
}

// Of one that was asked for by its number: which is the current one.
Result<void> write_which_revision(const ApiContext& context, Html& html, Language language,
                                  const json::object& report) {
    TRY(state, context.store.state({text_at(report, "agency.name"), std::stoi(text_at(report, "year"))}));
    const bool is_current = !state || std::to_string(state->revision) == text_at(report, "revision");
    html.open("p", {{"class", "note"}});
    html.text(say(language, is_current ? Word::current_revision : Word::earlier_revision));
    if (!is_current) html.raw(" ").link(report_link(language, report, ""), std::to_string(state->revision));
    html.raw("</p>");
    return {};
}

Result<Sheet> report_sheet(const ApiContext& context, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    auto line = json::parse(rows.lines.front());
    auto& report = line.as_object();
    const std::string revision{request.parameter("revision")};
    report[asked_revision] = revision;
    const ReportChecks checks{report};
    Sheet sheet{.title = report_title(language, report, Word::annual_report)};
    auto& html = sheet.main;
    write_report_nav(html, language, report, revision.empty() ? "" : "-");
    if (!revision.empty()) TRY_VOID(write_which_revision(context, html, language, report));
    TRY(belief, belief_of(context, report));
    write_report_facts(html, language, report, belief);
    write_tables(html, language, report, checks, revision);
    write_check_list(html, language, checks, report);
    write_report_remarks(html, language, report);
    write_report_text(html, language, report);
    return sheet;
}

}  // namespace

std::vector<PageKind> report_pages() {
    return {{.pattern = "/reports/{agency}/{year}",
             .parameters = {"revision"},
             .rows = report_rows,
             .columns = report_columns,
             .sheet = report_sheet}};
}

}  // namespace ogi::daemon
