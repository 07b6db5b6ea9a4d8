#include "daemon/columns/column_makers.h"
#include "daemon/split_lines.h"
#include "daemon/web/details.h"
#include "daemon/web/filter_form.h"
#include "daemon/web/found_page.h"
#include "daemon/web/keyset.h"
#include "daemon/web/links.h"
#include "daemon/web/pages.h"
#include "daemon/web/row_table.h"

#include <boost/json/parse.hpp>

#include <functional>
#include <map>

namespace ogi::daemon {

using base::Result;

namespace {

constexpr std::array<std::string_view, 9> wait_reasons = {
    "asking",     "ready",   "delay",  "asked_to_wait", "robots_unreachable",
    "challenged", "failing", "paused", "nothing_due"};

std::string text_in(const std::string& line, std::string_view path) {
    return text_at(json::parse(line).as_object(), path);
}

bool is_host_wanted(const PageRequest& request, const std::string& line) {
    const auto reason = request.parameter("reason");
    const auto host = request.parameter("host");
    if (reason.empty() && host.empty()) return true;
    const auto read = json::parse(line);
    const auto& object = read.as_object();
    return (reason.empty() || text_at(object, "reason") == reason) &&
           text_at(object, "host").find(host) != std::string::npos;
}

Result<Rows> host_rows(const ApiContext&, const PageRequest& request) {
    auto lines = split_lines(request.told.at(0));
    std::erase_if(lines, [&](const auto& line) { return !is_host_wanted(request, line); });
    TRY(after, host_after(request));
    const auto host = [](const std::string& line) { return text_in(line, "host"); };
    return rows_behind(after, lines, host, std::identity{});
}

std::vector<Column> host_columns() {
    return csv_columns(About::hosts);
}

void write_figure(Html& html, std::string_view term, std::string_view figure) {
    html.raw("<div>").element("dt", term).element("dd", figure).raw("</div>");
}

std::string grouped(const std::string& digits) {
    return digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos
               ? digits
               : number_text(std::stoll(digits));
}

// What the whole crawl does: from its line of status, and how many hosts wait for what.
void write_status(Html& html, const PageRequest& request) {
    const auto language = request.language;
    const auto read = json::parse(request.told.at(1));
    const auto& status = read.as_object();
    html.raw("<dl class=\"figures\">");
    for (const auto& [word, path] : {std::pair{Word::visits_per_s, "daemon.visits_per_s"},
                                     {Word::visits, "daemon.visits"},
                                     {Word::failed_visits, "daemon.failed"},
                                     {Word::hosts_known, "daemon.hosts_known"},
                                     {Word::hosts_asked, "daemon.hosts_asked"},
                                     {Word::pages_behind, "daemon.pages_behind"},
                                     {Word::review, "suspects"}})
        write_figure(html, say(language, word), grouped(text_at(status, path)));
    write_figure(html, say(language, Word::next_visit), moment_text(text_at(status, "next_due")));
    html.raw("</dl>").element("p", say(language, Word::since_the_start), {{"class", "note"}});
    std::map<std::string, std::int64_t> waiting;
    for (const auto& line : split_lines(request.told.at(0))) {
        const auto host = json::parse(line);
        ++waiting[text_at(host.as_object(), "reason")];
    }
    html.element("h2", say(language, Word::hosts_wait)).raw("<dl class=\"figures\">");
    for (const auto reason : wait_reasons)
        if (const auto count = waiting.find(std::string{reason}); count != waiting.end())
            write_figure(html, say_name(language, reason), number_text(count->second));
    html.raw("</dl>");
}

std::vector<TableColumn> columns_of_hosts(Language language) {
    auto due = number_column(Word::due_pages, "due_pages");
    const TableColumn outcome{Word::last_outcome, [language](Html& html, const json::object& line) {
                                  for (const auto path : {"outcome", "outcome_reason"})
                                      if (const auto name = text_at(line, path); !name.empty())
                                          html.text(say_name(language, name)).raw(" ");
                              }};
    const TableColumn in_a_row{Word::troubles,
                               [](Html& html, const json::object& line) {
                                   html.text(text_at(line, "failures") + " / " + text_at(line, "challenges"));
                               },
                               "number"};
    return {text_column(Word::host, "host"),
            name_column(language, Word::waits_for, "reason"),
            time_column(Word::until, "until"),
            time_column(Word::next_visit, "next_due"),
            std::move(due),
            number_column(Word::known_urls, "urls"),
            outcome,
            in_a_row,
            number_column(Word::crawl_delay, "crawl_delay_ms"),
            {Word::note, [language](Html& html, const json::object& line) {
                 write_detail(html, language, text_at(line, "note"));
             }}};
}

std::vector<FilterField> host_filter(const PageRequest& request) {
    return {{"host", Word::host},
            {"reason", Word::waits_for,
             name_choices(request.language, {wait_reasons.begin(), wait_reasons.end()})}};
}

std::vector<FilterField> source_filter(const PageRequest&) {
    return {{"source", Word::source}};
}

Result<Sheet> crawl_sheet(const ApiContext&, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    Sheet sheet{.title = std::string{say(language, Word::crawl)},
                .lead = std::string{say(language, Word::crawl_lead)}};
    write_status(sheet.main, request);
    sheet.main.element("h2", say(language, Word::hosts));
    write_filter(sheet.main, request, "/crawl", host_filter(request));
    write_row_table(sheet.main, language, say(language, Word::hosts), rows, columns_of_hosts(language));
    write_next(sheet.main, request, "/crawl", rows);
    return sheet;
}

// In order of the sources' names, then the entries.
Result<Rows> source_rows(const ApiContext&, const PageRequest& request) {
    auto lines = split_lines(request.told.at(0));
    const auto part = request.parameter("source");
    std::erase_if(lines,
                  [&](const auto& line) { return text_in(line, "source").find(part) == std::string::npos; });
    const auto key = [](const std::string& line) {
        return text_in(line, "source") + "/" + text_in(line, "entry");
    };
    return rows_behind(request, lines, key, std::identity{});
}

std::vector<Column> source_columns() {
    return csv_columns(About::sources);
}

Result<Sheet> source_sheet(const ApiContext&, const PageRequest& request, const Rows& rows) {
    const auto language = request.language;
    Sheet sheet{.title = std::string{say(language, Word::sources)},
                .lead = std::string{say(language, Word::sources_lead)}};
    const TableColumn source{Word::source, [language](Html& html, const json::object& line) {
                                 const auto name = text_at(line, "source");
                                 html.link(page_link(language, source_path(name)), name);
                             }};
    write_filter(sheet.main, request, "/sources", source_filter(request));
    write_row_table(
        sheet.main, language, say(language, Word::sources), rows,
        {source, text_column(Word::agency, "agency"), name_column(language, Word::kind_of_entry, "kind"),
         number_column(Word::agencies, "agencies"), number_column(Word::reports, "reports"),
         name_column(language, Word::last_outcome, "outcome"), time_column(Word::visited, "visited_at"),
         time_column(Word::next_visit, "due_at"), address_column(Word::entry_page, "entry")});
    write_next(sheet.main, request, "/sources", rows);
    return sheet;
}

}  // namespace

std::vector<PageKind> crawl_pages() {
    return {{.pattern = "/crawl",
             .parameters = {"host", "reason", "after"},
             .told = {About::hosts, About::status},
             .filter = host_filter,
             .rows = host_rows,
             .columns = host_columns,
             .sheet = crawl_sheet},
            {.pattern = "/sources",
             .parameters = {"source", "after"},
             .told = {About::sources},
             .filter = source_filter,
             .rows = source_rows,
             .columns = source_columns,
             .sheet = source_sheet},
            found_page()};
}

}  // namespace ogi::daemon
