#include "daemon/web/row_table.h"

#include "daemon/columns/column_makers.h"
#include "daemon/web/filter_form.h"
#include "daemon/web/links.h"

#include <boost/json/parse.hpp>

#include <charconv>

namespace ogi::daemon {

namespace {

int year_in(const std::string& digits) {
    int year = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), year);
    return year;
}

void write_report_link(Html& html, Language language, const std::string& agency, const std::string& year) {
    html.link(page_link(language, report_path(agency, year_in(year))), agency + " " + year);
}

}  // namespace

void write_row_table(Html& html, Language language, std::string_view title, const Rows& rows,
                     const std::vector<TableColumn>& columns) {
    if (rows.lines.empty()) {
        html.element("p", say(language, Word::no_rows));
        return;
    }
    write_narrow(html, language, rows.lines.size());
    html.open("div", {{"class", "wide"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", title}});
    html.open("table", {{"class", "rows"}}).raw("<thead><tr>");
    for (const auto& column : columns)
        html.element("th", say(language, column.title), {{"scope", "col"}, {"class", column.style}});
    html.raw("</tr></thead><tbody>\n");
    for (const auto& line : rows.lines) {
        const auto read = json::parse(line);
        html.raw("<tr>");
        for (const auto& column : columns) {
            const bool heads = &column == &columns.front();
            if (heads) {
                html.open("th", {{"scope", "row"}, {"class", column.style}});
            } else {
                html.open("td", {{"class", column.style}});
            }
            column.cell(html, read.as_object());
            if (heads) {
                html.close("th");
            } else {
                html.close("td");
            }
        }
        html.raw("</tr>\n");
    }
    html.raw("</tbody></table></div>");
}

TableColumn text_column(Word title, std::string path) {
    return {title, [path = std::move(path)](Html& html, const json::object& line) {
                html.text(text_at(line, path));
            }};
}

TableColumn day_column(Word title, std::string path) {
    auto column = text_column(title, std::move(path));
    column.style = "nowrap";
    return column;
}

TableColumn name_column(Language language, Word title, std::string path) {
    return {title, [language, path = std::move(path)](Html& html, const json::object& line) {
                const auto name = text_at(line, path);
                if (!name.empty()) html.text(say_name(language, name));
            }};
}

TableColumn time_column(Word title, std::string path) {
    return {title,
            [path = std::move(path)](Html& html, const json::object& line) {
                const auto iso = text_at(line, path);
                if (!iso.empty()) html.element("time", moment_text(iso), {{"datetime", iso}});
            },
            "nowrap"};
}

TableColumn address_column(Word title, std::string path) {
    return {title,
            [path = std::move(path)](Html& html, const json::object& line) {
                const auto url = text_at(line, path);
                if (is_web_address(url)) {
                    html.element("a", url, {{"href", url}, {"rel", "noreferrer external"}});
                } else {
                    html.text(url);
                }
            },
            "url"};
}

TableColumn number_column(Word title, std::string path) {
    return {title,
            [path = std::move(path)](Html& html, const json::object& line) {
                const auto text = text_at(line, path);
                std::int64_t number = 0;
                const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
                const bool is_number = problem == std::errc{} && end == text.data() + text.size();
                html.text(is_number ? number_text(number) : text);
            },
            "number"};
}

TableColumn report_column(Language language, std::string agency, std::string year) {
    return {
        Word::report,
        [language, agency = std::move(agency), year = std::move(year)](Html& html, const json::object& line) {
            write_report_link(html, language, text_at(line, agency), text_at(line, year));
        },
        "name"};
}

TableColumn reports_column(Language language, std::string array) {
    return {Word::report,
            [language, array = std::move(array)](Html& html, const json::object& line) {
                const auto* reports = array_in(line, array);
                if (reports == nullptr) return;
                for (const auto& report : *reports) {
                    if (!report.is_object()) continue;
                    write_report_link(html, language, text_at(report.get_object(), "agency"),
                                      text_at(report.get_object(), "year"));
                    html.raw(" ");
                }
            },
            "name"};
}

void write_command(Html& html, std::string_view command) {
    html.element("pre", command, {{"class", "command"}});
}

std::string quoted_for_shell(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'') {
            quoted += "'\\''";
        } else {
            quoted += c;
        }
    }
    return quoted + "'";
}

}  // namespace ogi::daemon
