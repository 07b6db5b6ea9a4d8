#include "daemon/columns/column_makers.h"
#include "daemon/web/diff_page.h"
#include "daemon/web/links.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/report_line.h"
#include "daemon/web/report_pages.h"
#include "daemon/web/states.h"

#include <boost/json/parse.hpp>

#include <algorithm>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::size_t cells_named_max =
    6;  // Of a revision in the list; the rest is on the page of differences.

Result<std::vector<std::string>> lines_of(const ApiContext& context, const PageRequest& request,
                                          About about) {
    TRY(year, request.number("year"));
    std::vector<std::string> lines;
    Question question;
    question.about = about, question.agency = std::string{request.part("agency")}, question.year = year;
    const auto take = [&](std::string_view line) {
        lines.emplace_back(line);
        return true;
    };
    const auto rulings = context.rulings->read();
    // What other copies show is read from their bodies; scans would take minutes, and say so instead.
    auto programs = context.daemon.programs;
    programs.ocr.clear();
    TRY_VOID(answer(context.store, std::move(question), take, *rulings, programs));
    return lines;
}

Result<Rows> history_rows(const ApiContext& context, const PageRequest& request) {
    TRY(lines, lines_of(context, request, About::history));
    std::ranges::reverse(lines);  // The newest is what is looked for.
    return Rows{.lines = std::move(lines)};
}

std::vector<Column> history_columns() {
    return csv_columns(About::history);
}

void write_changes(Html& html, Language language, const json::object& line) {
    const auto* cells = array_in(line, "cells");
    std::size_t named = 0;
    html.raw("<ul class=\"plain\">");
    for (std::size_t i = 0; cells != nullptr && i < cells->size() && i < cells_named_max; ++i, ++named) {
        const auto& change = (*cells)[i].as_object();
        html.raw("<li>").text(cell_name(language, text_at(change, "id"))).raw(": ");
        html.element("del", changed_side(language, change, "old")).raw(" → ");
        html.element("ins", changed_side(language, change, "new")).raw("</li>");
    }
    if (cells != nullptr && cells->size() > named)
        html.element("li", "+ " + std::to_string(cells->size() - named));
    if (const auto* aspects = array_in(line, "aspects"))
        for (const auto& aspect : *aspects)
            html.element("li", say_name(language, "aspect_" + std::string{aspect.as_string()}));
    html.raw("</ul>");
}

// Who put figures right in this revision or no longer does, when and why.
void write_decisions(Html& html, Language language, const json::object& line) {
    const auto* decisions = array_in(line, "corrections");
    if (decisions == nullptr || decisions->empty()) return;
    html.raw("<table><tbody>");
    for (const auto& value : *decisions) {
        const auto& decision = value.as_object();
        html.raw("<tr><th scope=\"row\">").text(cell_name(language, text_at(decision, "cell"))).raw("</th>");
        write_decision(html, language, decision);
        html.raw("</tr>");
    }
    html.raw("</tbody></table>");
}

void write_events(Html& html, Language language, const json::object& line) {
    const auto* events = array_in(line, "events");
    if (events == nullptr) return;
    for (const auto& value : *events) {
        const auto& event = value.as_object();
        html.raw("<tr class=\"event\"><td></td><td class=\"nowrap\">");
        html.text(moment_text(text_at(event, "observed_at"))).raw("</td><td>");
        html.text(say_name(language, "type_" + text_at(event, "type"))).raw("</td><td>");
        html.text(say_name(language, "cause_" + text_at(event, "cause"))).raw("</td><td>");
        const auto reason = text_at(event, "reason");
        if (!reason.empty()) html.text(say_name(language, reason));
        html.raw("</td><td></td></tr>");
    }
}

void write_revision(Html& html, Language language, const json::object& line) {
    const auto number = text_at(line, "revision");
    html.raw("<tr><th scope=\"row\">");
    html.link(report_link(language, line, "", Query{}.add("revision", number).text()), number);
    if (text_at(line, "current") == "true") html.raw(" ").element("small", say(language, Word::current));
    html.raw("</th><td class=\"nowrap\">").text(moment_text(text_at(line, "observed_at"))).raw("</td><td>");
    html.text(say_name(language, "type_" + text_at(line, "type"))).raw("</td><td>");
    html.text(say_name(language, "cause_" + text_at(line, "cause"))).raw("</td><td>");
    write_state(html, language, text_at(line, "verdict"));
    html.raw("</td><td>");
    write_changes(html, language, line);
    write_decisions(html, language, line);
    if (number != "1") {
        const auto query =
            Query{}.add("from", std::to_string(std::stoi(number) - 1)).add("to", number).text();
        html.link(report_link(language, line, "/diff", query), say(language, Word::side_by_side));
    }
    html.raw("</td></tr>");
    write_events(html, language, line);
}

void write_copy(Html& html, Language language, const json::object& copy) {
    const auto url = text_at(copy, "url");
    html.raw("<tr><th scope=\"row\" class=\"url\">");
    if (is_web_address(url)) {
        html.element("a", url, {{"href", url}, {"rel", "noopener noreferrer nofollow"}});
    } else {
        html.text(url);
    }
    html.raw("</th><td>").text(say(language, text_at(copy, "followed") == "true" ? Word::yes : Word::no));
    html.raw("</td><td>");
    if (const auto verdict = text_at(copy, "verdict"); !verdict.empty()) write_state(html, language, verdict);
    html.raw("</td><td>").text(say_name(language, "differs_" + text_at(copy, "differs")));
    html.raw("</td><td class=\"nowrap\">").text(moment_text(text_at(copy, "first_seen")));
    html.raw("</td><td class=\"nowrap\">")
        .text(moment_text(text_at(copy, "missing_since")))
        .raw("</td></tr>");
}

void write_copies(Html& html, Language language, const std::vector<std::string>& lines) {
    html.open("h2", {{"id", "copies"}}).text(say(language, Word::copies)).raw("</h2>");
    html.element("p", say(language, Word::copies_note), {{"class", "note"}});
    html.raw("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for (const auto word : {Word::source_address, Word::followed, Word::state, Word::differs,
                            Word::first_seen, Word::missing_since})
        html.element("th", say(language, word), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
    for (const auto& line : lines) {
        const auto read = json::parse(line);
        write_copy(html, language, read.as_object());
    }
    html.raw("</tbody></table></div>");
}

Result<Sheet> history_sheet(const ApiContext& context, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    TRY(copies, lines_of(context, request, About::copies));
    if (rows.lines.empty()) return base::fail(base::ErrorCode::not_found, "the report has no revision");
    const auto first = json::parse(rows.lines.front());
    Sheet sheet{.title = report_title(language, first.as_object(), Word::history)};
    auto& html = sheet.main;
    write_report_nav(html, language, first.as_object(), "/history");
    html.raw("<div class=\"wide\" tabindex=\"0\"><table class=\"history\"><thead><tr>");
    for (const auto word :
         {Word::revision, Word::observed, Word::what_happened, Word::cause, Word::state, Word::what_changed})
        html.element("th", say(language, word), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
    for (const auto& line : rows.lines) {
        const auto read = json::parse(line);
        write_revision(html, language, read.as_object());
    }
    html.raw("</tbody></table></div>");
    write_copies(html, language, copies);
    return sheet;
}

}  // namespace

std::vector<PageKind> history_pages() {
    return {{.pattern = "/reports/{agency}/{year}/history",
             .rows = history_rows,
             .columns = history_columns,
             .sheet = history_sheet},
            diff_page()};
}

}  // namespace ogi::daemon
