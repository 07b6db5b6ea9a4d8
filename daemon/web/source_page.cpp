#include "base/json_writer.h"
#include "daemon/answers/find_report.h"
#include "daemon/columns/column_makers.h"
#include "daemon/web/links.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/report_line.h"
#include "daemon/web/report_pages.h"
#include "daemon/web/source_show.h"
#include "model/names.h"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
using extract::paged::ReadAs;

namespace {

// The revision that is asked for, and of what in it.
struct Asked {
    model::ReportState state;
    model::Revision revision;
    std::string cell{};
    int statement = 0;  // From 1; 0: none.
};

Result<Asked> find_asked(const ApiContext& context, const PageRequest& request) {
    TRY(year, request.number("year"));
    TRY(number, request.number("revision"));
    TRY(statement, request.number("statement"));
    TRY(state, find_report(context.store, std::string{request.part("agency")}, year));
    TRY(revision, revision_of(context.store, state.key, number == 0 ? state.revision : number));
    Asked asked{std::move(state), std::move(revision), std::string{request.parameter("cell")}, statement};
    const auto name = asked.state.key.agency + "/" + std::to_string(asked.state.key.year);
    const auto& report = asked.revision.report;
    if (!asked.cell.empty() && !report.cells.contains(asked.cell))
        return base::fail(ErrorCode::not_found, "the report " + name + " has no cell \"" + asked.cell + "\"");
    if (statement > static_cast<int>(report.statements.size()))
        return base::fail(ErrorCode::not_found, "the report " + name + " has " +
                                                    std::to_string(report.statements.size()) + " statements");
    return asked;
}

WhichRevision which_of(const Asked& asked) {
    return {asked.state.key.agency, asked.state.key.year, asked.revision.number};
}

const model::Statement* statement_of(const Asked& asked) {
    return asked.statement == 0
               ? nullptr
               : &asked.revision.report.statements[static_cast<std::size_t>(asked.statement) - 1];
}

std::optional<model::Place> place_of(const Asked& asked) {
    if (!asked.cell.empty()) return asked.revision.report.cells.at(asked.cell).at;
    const auto* statement = statement_of(asked);
    return statement == nullptr ? std::nullopt : statement->at;
}

// The line of a cell as the API gives it; without one of the page itself, or of the statement.
Result<Rows> source_rows(const ApiContext& context, const PageRequest& request) {
    TRY(asked, find_asked(context, request));
    if (!asked.cell.empty()) {
        TRY(line, cell_line(context.store, which_of(asked), asked.cell));
        line.pop_back();
        return Rows{.lines = {std::move(line)}};
    }
    base::JsonWriter json;
    const auto& key = asked.state.key;
    json.begin_object().field("agency", key.agency).field("year", key.year);
    json.field("revision", asked.revision.number);
    if (const auto* statement = statement_of(asked)) {
        json.field("id", statement->name).field("raw", statement->quote).field("unit", statement->unit);
        json.field("value", statement->value ? statement->value->text() : std::string{});
    }
    json.field("snapshot", asked.revision.snapshot).field("source_url", asked.revision.source_url);
    json.end_object();
    return Rows{.lines = {json.take()}};
}

std::vector<Column> source_columns() {
    std::vector<Column> columns;
    for (const auto* name : {"agency", "year", "revision", "id", "value", "kind", "raw", "unit", "at"})
        columns.push_back(at(name, name));
    columns.push_back(at("corrected_by", "corrected.by"));
    columns.push_back(at("corrected_why", "corrected.reason"));
    columns.push_back(at("implied", "suspect.implied"));
    for (const auto* name : {"snapshot", "source_url"}) columns.push_back(at(name, name));
    return columns;
}

// Who put the figure right and why, and what would satisfy the checks that point at it.
void write_standing(Html& html, Language language, const Asked& asked, const json::object& report) {
    const auto* cell = cell_of(report, asked.cell);
    const auto* corrected = cell == nullptr ? nullptr : object_in(*cell, "corrected");
    if (corrected != nullptr) {
        html.raw("<p class=\"note\">").text(say(language, Word::put_right)).raw(": ");
        html.text(text_at(*corrected, "by") + ": " + text_at(*corrected, "reason")).raw("</p>");
    }
    if (const auto implied = implied_figure(report, asked.cell); !implied.empty()) {
        html.raw("<p class=\"note\"><span class=\"doubted\">").text(say(language, Word::doubted));
        html.raw("</span> ").text(say(language, Word::implied)).text(" " + implied).raw("</p>");
    }
}

void write_what(Html& html, Language language, const Asked& asked, const json::object& report) {
    if (!asked.cell.empty()) {
        const auto& cell = asked.revision.report.cells.at(asked.cell);
        html.raw("<p class=\"asked\">").text(cell_name(language, asked.cell)).raw(": <strong>");
        if (const auto* known = cell_of(report, asked.cell)) write_cell_text(html, language, *known);
        html.raw("</strong>");
        if (!cell.raw.empty()) {
            html.raw(" · ").text(say(language, Word::as_printed)).raw(" ");
            html.element("q", cell.raw, {{"lang", tag_of(Language::zh)}});
        }
        html.raw(" <code>").text(asked.cell).raw("</code></p>");
        write_standing(html, language, asked, report);
    } else if (const auto* statement = statement_of(asked)) {
        html.raw("<p class=\"asked\">").element("q", statement->quote, {{"lang", tag_of(Language::zh)}});
        html.raw("</p>");
    }
}

void write_origin(Html& html, Language language, const Asked& asked, const SourcePlace& where) {
    html.raw("<p class=\"note\">");
    html.text(say(language, Word::observed))
        .raw(" ")
        .text(moment_text(base::to_iso(asked.revision.observed_at)));
    html.raw(" · ");
    if (is_web_address(asked.revision.source_url)) {
        html.element("a", asked.revision.source_url,
                     {{"href", asked.revision.source_url},
                      {"rel", "noopener noreferrer nofollow"},
                      {"class", "address"}});
    } else {
        html.text(asked.revision.source_url);
    }
    html.raw(" · ");
    const auto query = Query{}
                           .add("revision", std::to_string(asked.revision.number))
                           .add("part", where.part == 0 ? std::string{} : std::to_string(where.part))
                           .text();
    const auto path = "/v1" + report_path(asked.state.key.agency, asked.state.key.year) + "/source" + query;
    html.element("a", say(language, Word::original_file), {{"href", path}, {"rel", "nofollow"}});
    const auto& place = where.place;
    if (place.box.page != 0) {
        html.text(" · " + std::string{say(language, Word::page_number)} + " " +
                  std::to_string(place.box.page));
    } else if (place.bytes.begin < place.bytes.end) {
        html.text(" · " + std::string{say(language, Word::bytes)} + " " + std::to_string(place.bytes.begin) +
                  "–" + std::to_string(place.bytes.end));
    }
    html.raw("</p>");
}

std::string raw_of(const Asked& asked) {
    if (!asked.cell.empty()) return asked.revision.report.cells.at(asked.cell).raw;
    const auto* statement = statement_of(asked);
    return statement == nullptr ? std::string{} : statement->quote;
}

Result<Sheet> source_sheet(const ApiContext& context, const PageRequest& request, const Rows&) {
    const auto language = request.language;
    TRY(asked, find_asked(context, request));
    TRY(line, report_line_of(context, request));
    const auto read = json::parse(line);
    const auto& report = read.as_object();
    Sheet sheet{.title = report_title(language, report, Word::source_page)};
    auto& html = sheet.main;
    write_report_nav(html, language, report, "/source");
    write_what(html, language, asked, report);
    auto where =
        find_source_place(context.store, which_of(asked), asked.revision.parts.size(), place_of(asked));
    if (!where) {
        if (where.error().code != ErrorCode::not_found) return std::move(where).error();
        html.raw("<p class=\"note\">").text(say(language, Word::bytes_not_kept)).raw("</p>");
        return sheet;
    }
    write_origin(html, language, asked, *where);
    const bool placed = place_of(asked).has_value();
    if (!placed && (!asked.cell.empty() || asked.statement != 0))
        html.element("p", say(language, Word::no_place), {{"class", "note"}});
    // A picture within a page is one, too, whatever the page itself is.
    const bool scan = asked.revision.report.format == model::Format::image || where->part != 0;
    const auto query = Query{}
                           .add("revision", std::to_string(asked.revision.number))
                           .add("part", std::to_string(where->part))
                           .add("scan", scan ? "1" : "")
                           .add("page", std::to_string(std::max<int>(where->place.box.page, 1)))
                           .text();
    write_source(html, {.language = language,
                        .where = *where,
                        .read_as = scan ? ReadAs::scan : ReadAs::text,
                        .raw = raw_of(asked),
                        .picture_url = report_link(language, report, "/picture.png", query),
                        .programs = context.daemon.programs});
    return sheet;
}

Result<ServedBytes> picture_bytes(const ApiContext& context, const PageRequest& request) {
    TRY(year, request.number("year"));
    TRY(revision, request.number("revision"));
    TRY(part, request.number("part"));
    TRY(page, request.number("page"));
    const WhichRevision which{std::string{request.part("agency")}, year, revision};
    TRY(source, source_bytes(context.store, which, part));
    const bool scan = !request.parameter("scan").empty();
    auto drawn =
        drawn_page_of(source, std::max(page, 1), scan ? ReadAs::scan : ReadAs::text, context.daemon.programs);
    // A page that is not there, or that is damaged: both are the document's own.
    if (!drawn && drawn.error().code == ErrorCode::malformed)
        return base::fail(ErrorCode::not_found, std::move(drawn).error().context);
    if (!drawn) return std::move(drawn).error();
    return ServedBytes{.content_type = "image/png", .bytes = (*drawn)->png};
}

}  // namespace

std::vector<PageKind> source_pages() {
    return {{.pattern = "/reports/{agency}/{year}/source",
             .parameters = {"cell", "statement", "revision"},
             .rows = source_rows,
             .columns = source_columns,
             .sheet = source_sheet}};
}

std::vector<BytesKind> source_bytes_kinds() {
    return {{.pattern = "/reports/{agency}/{year}/picture.png",
             .parameters = {"revision", "part", "page", "scan"},
             .bytes = picture_bytes}};
}

}  // namespace ogi::daemon
