#include "daemon/columns/column_makers.h"
#include "daemon/decisions/known_agencies.h"
#include "daemon/web/filter_form.h"
#include "daemon/web/keyset.h"
#include "daemon/web/links.h"
#include "daemon/web/pages.h"
#include "daemon/web/row_table.h"

#include <algorithm>

// What waits for a person's ruling. Pages only show it, with the command that rules: a browser proves nobody,
// and what it could be talked into by another site is nothing then.
namespace ogi::daemon {

using base::Result;

namespace {

Result<Rows> suspect_rows(const ApiContext& context, const PageRequest& request) {
    Rows rows;
    Question question;
    question.about = About::suspects;
    const auto after = request.parameter("after");
    if (!after.empty() && !base::Url::parse(after)) return base::fail(base::ErrorCode::usage, bad_after);
    question.after_url = after;
    const auto take = [&](std::string_view line) {
        rows.lines.emplace_back(line);
        return rows.lines.size() < page_rows_max;
    };
    TRY(rest, answer(context.store, std::move(question), take, *context.rulings->read()));
    if (rest) rows.after = rest->after_url;
    return rows;
}

std::vector<Column> suspect_columns() {
    return csv_columns(About::suspects);
}

// The other of the two lists.
void write_lists(Html& html, Language language, std::string_view here) {
    html.open("nav", {{"class", "years"}, {"aria-label", say(language, Word::review)}});
    for (const auto& [path, word] :
         {std::pair{std::string_view{"/review"}, Word::suspect_captures},
          std::pair{std::string_view{"/review/agencies"}, Word::unsure_agencies}}) {
        if (path == here) {
            html.element("span", say(language, word), {{"aria-current", "page"}});
        } else {
            html.link(page_link(language, path), say(language, word));
        }
        html.raw(" ");
    }
    html.raw("</nav>");
}

void write_doubts(Html& html, Language language, const json::object& line) {
    const auto* suspect = object_in(line, "suspect");
    const auto* doubts = suspect == nullptr ? nullptr : array_in(*suspect, "doubts");
    for (std::size_t i = 0; doubts != nullptr && i < doubts->size(); ++i)
        html.raw("<div>").text(say_name(language, doubts->at(i).as_string())).raw("</div>");
}

Result<Sheet> suspect_sheet(const ApiContext&, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    Sheet sheet{.title = std::string{say(language, Word::review)},
                .lead = std::string{say(language, Word::review_lead)}};
    write_lists(sheet.main, language, "/review");
    const TableColumn why{
        Word::why, [language](Html& html, const json::object& line) { write_doubts(html, language, line); }};
    const TableColumn rule{Word::to_rule,
                           [](Html& html, const json::object& line) {
                               const auto url = quoted_for_shell(text_at(line, "url"));
                               write_command(html, "ogi suspects accept " + url);
                               write_command(html, "ogi suspects drop " + url);
                           },
                           "command"};
    write_row_table(sheet.main, language, say(language, Word::suspect_captures), rows,
                    {address_column(Word::page_of_site, "url"), why, reports_column(language, "reports"),
                     time_column(Word::since, "suspect.since"), number_column(Word::looks, "suspect.looks"),
                     time_column(Word::next_visit, "due_at"), rule});
    write_next(sheet.main, request, "/review", rows);
    return sheet;
}

Result<Rows> doubt_rows(const ApiContext& context, const PageRequest& request) {
    const auto rulings = context.rulings->read();
    TRY(known, known_agencies(context.store, *rulings));
    TRY_VOID(known.health);
    return rows_behind(
        request, find_doubts(known.agencies, *rulings),
        [](const AgencyDoubt& doubt) { return doubt.agency + "/" + doubt.other + "/" + doubt.reason; },
        [](const AgencyDoubt& doubt) { return to_json(doubt); });
}

std::vector<Column> doubt_columns() {
    return csv_columns(About::doubts);
}

Result<Sheet> doubt_sheet(const ApiContext&, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    Sheet sheet{.title = std::string{say(language, Word::unsure_agencies)},
                .lead = std::string{say(language, Word::unsure_lead)}};
    write_lists(sheet.main, language, "/review/agencies");
    const auto agency_at = [language](Word title, std::string path) {
        return TableColumn{title, [language, path](Html& html, const json::object& line) {
                               const auto name = text_at(line, path);
                               html.link(page_link(language, agency_path(name)), name);
                           }};
    };
    const TableColumn hosts{Word::host, [](Html& html, const json::object& line) {
                                const auto* known = array_in(line, "hosts");
                                for (std::size_t i = 0; known != nullptr && i < known->size(); ++i)
                                    html.raw("<div>").text(known->at(i).as_string()).raw("</div>");
                            }};
    const TableColumn settle{
        Word::to_rule,
        [](Html& html, const json::object& line) { write_command(html, text_at(line, "settle")); },
        "command"};
    write_row_table(sheet.main, language, say(language, Word::unsure_agencies), rows,
                    {agency_at(Word::agency, "agency"), agency_at(Word::other_agency, "other"),
                     name_column(language, Word::why, "reason"), hosts, settle});
    write_next(sheet.main, request, "/review/agencies", rows);
    return sheet;
}

}  // namespace

std::vector<PageKind> review_pages() {
    return {{.pattern = "/review",
             .parameters = {"after"},
             .rows = suspect_rows,
             .columns = suspect_columns,
             .sheet = suspect_sheet},
            {.pattern = "/review/agencies",
             .parameters = {"after"},
             .rows = doubt_rows,
             .columns = doubt_columns,
             .sheet = doubt_sheet}};
}

}  // namespace ogi::daemon
