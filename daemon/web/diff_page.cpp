#include "daemon/web/diff_page.h"

#include "daemon/answers/find_report.h"
#include "daemon/columns/column_makers.h"
#include "daemon/web/diff_rows.h"
#include "daemon/web/links.h"
#include "daemon/web/report_form.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/report_line.h"
#include "model/names.h"

#include <boost/json/parse.hpp>

#include <map>
#include <vector>

namespace ogi::daemon {

using base::Result;

namespace {

std::vector<Column> diff_columns() {
    return csv_columns(About::diff);
}

// The operations of a diff, by what they are about.
struct Differences {
    std::map<std::string, json::object, std::less<>> cells;
    std::vector<json::object> decisions;
    std::vector<json::object> texts;
    std::vector<json::object> others;  // Aspects, rows of statistics tables, how much is repeated.

    bool empty() const { return cells.empty() && decisions.empty() && texts.empty() && others.empty(); }
};

Differences read_differences(const Rows& rows) {
    Differences differences;
    for (const auto& line : rows.lines) {
        auto operation = json::parse(line).as_object();
        if (is_unchanged_figure(operation)) continue;
        if (operation.contains("id")) {
            auto id = text_at(operation, "id");
            differences.cells.emplace(std::move(id), std::move(operation));
        } else if (const auto op = text_at(operation, "op"); op == "decision" || op == "corrected") {
            differences.decisions.push_back(std::move(operation));
        } else if (text_at(operation, "op") == "text") {
            differences.texts.push_back(std::move(operation));
        } else {
            differences.others.push_back(std::move(operation));
        }
    }
    return differences;
}

void write_sides(Html& html, Language language, const json::object& change) {
    html.element("del", changed_side(language, change, "old")).raw("<span class=\"to\"> → </span>");
    html.element("ins", changed_side(language, change, "new"));
}

void write_cell(Html& html, Language language, const Differences& differences, const json::object& report,
                const std::string& id, std::string_view columns) {
    const auto change = differences.cells.find(id);
    if (change != differences.cells.end()) {
        html.open("td", {{"class", "number changed"}, {"colspan", columns}});
        write_sides(html, language, change->second);
    } else {
        html.open("td", {{"class", "number same"}, {"colspan", columns}});
        if (const auto* cell = cell_of(report, id)) write_cell_text(html, language, *cell);
    }
    html.raw("</td>");
}

void write_tables(Html& html, Language language, const Differences& differences, const json::object& report,
                  bool all) {
    const auto generation = model::from_name<model::Generation>(text_at(report, "generation"));
    if (!generation || (differences.cells.empty() && !all)) return;
    FormView view{
        .language = language,
        .generation = *generation,
        .has =
            [&](const std::string& id) {
                return cell_of(report, id) != nullptr || differences.cells.contains(id);
            },
        .write =
            [&](Html& out, const std::string& id, std::string_view columns) {
                write_cell(out, language, differences, report, id, columns);
            },
    };
    if (!all) view.wanted = [&](const std::string& id) { return differences.cells.contains(id); };
    html.element("h2", say(language, Word::figures));
    write_form_tables(html, view);
}

// All changed figures in one list: also those that the later form has no place for, and what checks make of
// them.
void write_list(Html& html, Language language, const Differences& differences) {
    if (differences.cells.empty()) return;
    html.raw("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for (const auto word : {Word::figure, Word::old_figure, Word::new_figure, Word::checks})
        html.element("th", say(language, word), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
    for (const auto& [id, change] : differences.cells) {
        html.raw("<tr><th scope=\"row\">").text(cell_name(language, id)).raw("</th><td class=\"number\">");
        html.element("del", changed_side(language, change, "old")).raw("</td><td class=\"number\">");
        html.element("ins", changed_side(language, change, "new")).raw("</td><td>");
        for (const auto* turn : {"broke", "healed"}) {
            const auto* checks = array_in(change, turn);
            if (checks == nullptr) continue;
            for (const auto& check : *checks) {
                html.raw("<div>").text(say_name(language, turn)).raw(": ");
                html.text(check_name(language, check.as_string())).raw("</div>");
            }
        }
        html.raw("</td></tr>");
    }
    html.raw("</tbody></table></div>");
}

// Which figures people put right in between, or no longer do: with both figures, who decided, when and why.
void write_decisions(Html& html, Language language, const Differences& differences) {
    if (differences.decisions.empty()) return;
    html.element("h2", say(language, Word::corrections));
    html.raw("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for (const auto word : {Word::figure, Word::old_figure, Word::new_figure, Word::what_happened, Word::by,
                            Word::decided_at, Word::reason})
        html.element("th", say(language, word), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
    for (const auto& decision : differences.decisions) {
        const auto cell = text_at(decision, "cell");
        html.raw("<tr><th scope=\"row\">").text(cell_name(language, cell)).raw("</th>");
        const auto change = differences.cells.find(cell);
        for (const auto* side : {"old", "new"}) {
            // Of two years each has its own figure, and its own correction.
            const bool is_of_side =
                text_at(decision, "op") == "decision" || object_in(decision, side) != nullptr;
            const bool is_known = is_of_side && change != differences.cells.end();
            html.open("td", {{"class", "number"}});
            if (const auto printed = text_at(decision, "printed"); is_of_side && !printed.empty())
                html.element("del", printed).raw("<span class=\"to\"> → </span>");
            if (is_known) html.text(changed_side(language, change->second, side));
            html.raw("</td>");
        }
        write_decision(html, language, decision);
        html.raw("</tr>");
    }
    html.raw("</tbody></table></div>");
}

void write_parts(Html& html, const json::object& change, bool before) {
    const auto* parts = array_in(change, "parts");
    if (parts == nullptr || parts->empty()) {
        html.text(text_at(change, before ? "old" : "new"));
        return;
    }
    for (const auto& value : *parts) {
        const auto& part = value.as_object();
        const auto same = text_at(part, "same");
        if (!same.empty()) {
            html.text(same);
        } else if (before) {
            html.element("del", text_at(part, "old"));
        } else {
            html.element("ins", text_at(part, "new"));
        }
    }
}

void write_texts(Html& html, Language language, const Differences& differences) {
    if (differences.texts.empty()) return;
    html.element("h2", say(language, Word::prose));
    html.raw("<table class=\"prose\"><thead><tr>");
    for (const auto word : {Word::old_text, Word::new_text})
        html.element("th", say(language, word), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
    for (const auto& change : differences.texts) {
        html.raw("<tr lang=\"zh-CN\">");
        for (const bool before : {true, false}) {
            html.raw("<td>");
            const auto title = text_at(change, before ? "old_section.title" : "new_section.title");
            if (!title.empty()) html.element("small", title).raw("<br>");
            write_parts(html, change, before);
            html.raw("</td>");
        }
        html.raw("</tr>");
    }
    html.raw("</tbody></table>");
}

std::string subject_of(Language language, const json::object& change) {
    const auto op = text_at(change, "op");
    if (op == "repetition") {
        const auto title = text_at(change, "title");
        return std::string{say(language, Word::repeated)} + (title.empty() ? "" : " · " + title);
    }
    auto subject = say_name(language, "aspect_" + text_at(change, "aspect"));
    const auto* path = array_in(change, "path");
    for (std::size_t i = 0; path != nullptr && i < path->size(); ++i)
        subject += " · " + std::string{(*path)[i].as_string()};
    return subject;
}

void write_others(Html& html, Language language, const Differences& differences) {
    if (differences.others.empty()) return;
    html.element("h2", say(language, Word::other_differences));
    html.raw("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for (const auto word : {Word::what_changed, Word::old_text, Word::new_text})
        html.element("th", say(language, word), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
    for (const auto& change : differences.others) {
        html.raw("<tr><th scope=\"row\">").text(subject_of(language, change)).raw("</th>");
        if (text_at(change, "op") == "repetition") {
            const auto percent = text_at(change, "percent");
            html.raw("<td></td>").element("td", percent.empty() ? "–" : percent + "%");
        } else {
            html.element("td", changed_side(language, change, "old"))
                .element("td", changed_side(language, change, "new"));
        }
        html.raw("</tr>");
    }
    html.raw("</tbody></table></div>");
}

// Whether the agency has a report on the year before this one.
Result<bool> has_year_before(const ApiContext& context, const json::object& report, const Question& ends) {
    TRY(state, context.store.state({text_at(report, "agency.name"), ends.year - 1}));
    return state.has_value();
}

bool shows_all(const PageRequest& request) {
    const auto all = request.parameter("all");
    return !all.empty() && all != "0";
}

// Which two, with the ways to others: all rows or only changed ones, the year before.
void write_choice(Html& html, const PageRequest& request, const json::object& report, const Question& ends,
                  bool year_before) {
    const auto language = request.language;
    const bool all = shows_all(request);
    html.raw("<p>");
    if (ends.against != 0) {
        html.text(std::to_string(ends.against) + " → " + std::to_string(ends.year));
    } else {
        html.text(std::string{say(language, Word::revision)} + " " + std::to_string(ends.from) + " → " +
                  std::to_string(ends.to));
    }
    html.raw(" · ");
    html.link(report_link(language, report, "/diff", request.query_with("all", all ? "" : "1")),
              say(language, all ? Word::only_changes : Word::all_rows));
    if (!year_before) {
        html.raw("</p>");
        return;
    }
    html.raw(" · ");
    const auto before = Query{}.add("against", std::to_string(ends.year - 1)).text();
    html.link(report_link(language, report, "/diff", before),
              std::string{say(language, Word::against)} + " " + std::to_string(ends.year - 1));
    html.raw("</p>");
}

// With the numbers that are meant where none are given.
Result<Question> ends_of(const ApiContext& context, const PageRequest& request) {
    TRY(question, diff_question(request));
    TRY(state, find_report(context.store, question.agency, question.year));
    if (question.to == 0) question.to = state.revision;
    if (question.from == 0) question.from = question.to - 1;
    return question;
}

Result<Sheet> diff_sheet(const ApiContext& context, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    TRY(ends, ends_of(context, request));
    auto latest = request;
    std::erase_if(latest.target.query, [](const auto& one) { return one.first == "revision"; });
    latest.target.query.emplace_back("revision", std::to_string(ends.to));
    TRY(line, report_line_of(context, latest));
    const auto read = json::parse(line);
    const auto& report = read.as_object();
    const bool all = shows_all(request);
    const auto differences = read_differences(rows);
    Sheet sheet{.title = report_title(language, report, Word::differences)};
    auto& html = sheet.main;
    write_report_nav(html, language, report, "/diff");
    TRY(year_before, has_year_before(context, report, ends));
    write_choice(html, request, report, ends, year_before);
    if (differences.empty())
        html.element("p", say(language, ends.from == 0 ? Word::first_revision : Word::no_difference));
    write_tables(html, language, differences, report, all);
    write_list(html, language, differences);
    write_decisions(html, language, differences);
    write_texts(html, language, differences);
    write_others(html, language, differences);
    return sheet;
}

}  // namespace

PageKind diff_page() {
    return {.pattern = "/reports/{agency}/{year}/diff",
            .parameters = {"from", "to", "against", "all"},
            .rows = diff_rows,
            .columns = diff_columns,
            .sheet = diff_sheet};
}

}  // namespace ogi::daemon
