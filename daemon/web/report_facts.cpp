#include "daemon/web/report_facts.h"

#include "daemon/columns/column_makers.h"
#include "daemon/exports/dictionary.h"
#include "daemon/web/links.h"
#include "daemon/web/report_checks.h"
#include "daemon/web/report_labels.h"
#include "daemon/web/report_line.h"
#include "daemon/web/states.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

constexpr std::size_t digest_shown = 16;
constexpr std::size_t text_shown_max = 400'000;  // Bytes of prose on one page.

void begin_fact(Html& html, Language language, Word word) {
    html.raw("<div><dt>").text(say(language, word)).raw("</dt><dd>");
}
void end_fact(Html& html) {
    html.raw("</dd></div>");
}
void write_fact(Html& html, Language language, Word word, std::string_view text) {
    if (text.empty()) return;
    begin_fact(html, language, word);
    html.text(text);
    end_fact(html);
}

void write_address(Html& html, std::string_view url) {
    if (!is_web_address(url)) {
        html.text(url);
        return;
    }
    html.element("a", url, {{"href", url}, {"rel", "noopener noreferrer nofollow"}, {"class", "address"}});
}

void write_agency_fact(Html& html, Language language, const json::object& report) {
    const auto name = text_at(report, "agency.name"), id = text_at(report, "agency_id");
    begin_fact(html, language, Word::agency);
    html.link(page_link(language, agency_path(id.empty() ? name : id)), name);
    const auto written = text_at(report, "agency.as_written");
    if (!written.empty() && written != name)
        html.raw(" ")
            .text(say(language, Word::as_written))
            .raw(" ")
            .element("q", written, {{"lang", "zh-CN"}});
    end_fact(html);
}

void write_source_facts(Html& html, Language language, const json::object& report) {
    begin_fact(html, language, Word::source_address);
    write_address(html, text_at(report, "source_url"));
    end_fact(html);
    const auto carrier = text_at(report, "linked_from");
    if (!carrier.empty()) {
        begin_fact(html, language, Word::linked_from);
        write_address(html, carrier);
        end_fact(html);
    }
    write_fact(html, language, Word::observed, moment_text(text_at(report, "observed_at")));
    const auto withdrawn = text_at(report, "withdrawn_at");
    if (!withdrawn.empty()) write_fact(html, language, Word::withdrawn, moment_text(withdrawn));
    begin_fact(html, language, Word::digest);
    html.open("code", {{"title", text_at(report, "snapshot")}});
    html.text(text_at(report, "snapshot").substr(0, digest_shown) + "…").raw("</code>");
    if (const auto* parts = array_in(report, "parts"); parts != nullptr && !parts->empty())
        html.text(" + " + std::to_string(parts->size()));
    end_fact(html);
    write_fact(html, language, Word::read_by, text_at(report, "parser_version"));
    const auto confidence = text_at(report, "ocr.confidence");
    if (!confidence.empty()) write_fact(html, language, Word::recognition, confidence + "%");
}

void write_copies(Html& html, Language language, const json::object& report) {
    const auto copies = text_at(report, "copies");
    if (copies.empty()) return;
    begin_fact(html, language, Word::copies);
    html.link(report_link(language, report, "/history") + "#copies", copies);
    const auto figures = text_at(report, "copies_with_other_figures");
    if (figures != "0") html.text(" · " + figures + " " + std::string{say(language, Word::other_figures)});
    end_fact(html);
}

void write_heading(Html& html, Language language, Word word, Literal id) {
    html.open("h2", {{"id", id.text()}}).text(say(language, word)).raw("</h2>");
}

void write_cell_name(Html& html, Language language, const json::object& report, std::string_view cell) {
    html.raw("<th scope=\"row\">");
    html.link(report_link(language, report, "/source", source_query(report, Query{}.add("cell", cell))),
              cell_name(language, cell));
    html.raw("</th>");
}

void open_list_table(Html& html, Language language, std::initializer_list<Word> heads) {
    html.raw("<div class=\"wide\" tabindex=\"0\"><table><thead><tr>");
    for (const auto head : heads) html.element("th", say(language, head), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
}
void close_list_table(Html& html) {
    html.raw("</tbody></table></div>");
}

void write_corrections(Html& html, Language language, const json::object& report) {
    const auto* cells = object_in(report, "cells");
    if (cells == nullptr) return;
    bool any = false;
    for (const auto& [id, value] : *cells) {
        const auto& cell = value.as_object();
        const auto* corrected = object_in(cell, "corrected");
        if (corrected == nullptr) continue;
        if (!any) {
            write_heading(html, language, Word::corrections, "corrections");
            open_list_table(html, language,
                            {Word::figure, Word::as_printed, Word::put_right_to, Word::by, Word::reason});
        }
        any = true;
        html.raw("<tr>");
        write_cell_name(html, language, report, id);
        const auto was = text_at(*corrected, "was");
        html.element("td", was.empty() ? say_name(language, text_at(*corrected, "was_kind")) : was);
        html.element("td", text_at(cell, "value")).element("td", text_at(*corrected, "by"));
        html.element("td", text_at(*corrected, "reason")).raw("</tr>");
    }
    if (any) close_list_table(html);
}

void write_confirmed(Html& html, Language language, const json::object& report) {
    const auto* confirmed = array_in(report, "confirmed");
    if (confirmed == nullptr || confirmed->empty()) return;
    write_heading(html, language, Word::confirmed, "confirmed");
    html.raw("<ul>");
    for (const auto& value : *confirmed) {
        const auto& one = value.as_object();
        const bool cell = one.contains("cell");
        html.raw("<li>").text(cell ? cell_name(language, text_at(one, "cell"))
                                   : check_name(language, text_at(one, "check")));
        html.text(" – " + text_at(one, "by") + ": " + text_at(one, "reason")).raw("</li>");
    }
    html.raw("</ul>");
}

void write_suspects(Html& html, Language language, const json::object& report) {
    const auto* suspects = array_in(report, "suspects");
    if (suspects == nullptr || suspects->empty()) return;
    write_heading(html, language, Word::suspect_cells, "suspects");
    html.element("p", say(language, Word::suspect_cells_note), {{"class", "note"}});
    open_list_table(html, language, {Word::figure, Word::as_printed, Word::implied});
    for (const auto& value : *suspects) {
        const auto& one = value.as_object();
        html.raw("<tr>");
        write_cell_name(html, language, report, text_at(one, "cell"));
        html.element("td", text_at(one, "value"), {{"class", "number"}});
        html.element("td", text_at(one, "implied"), {{"class", "number"}}).raw("</tr>");
    }
    close_list_table(html);
}

// What the report says, or, where a figure is what is remarked on, that: "disclosure.regulation.issued = 5".
void write_remark_quote(Html& html, Language language, std::string_view quote) {
    const auto is = quote.find(" = ");
    const auto cell = quote.substr(0, is);
    if (is != std::string_view::npos && find_in_dictionary(cell) != nullptr) {
        html.element("q", cell_name(language, cell) + std::string{quote.substr(is)});
    } else {
        html.element("q", quote, {{"lang", tag_of(Language::zh)}});
    }
}

void write_anomalies(Html& html, Language language, const json::object& report) {
    const auto* anomalies = array_in(report, "anomalies");
    if (anomalies == nullptr || anomalies->empty()) return;
    write_heading(html, language, Word::remarks, "remarks");
    html.raw("<ul>");
    for (const auto& value : *anomalies) {
        const auto& one = value.as_object();
        html.raw("<li>").text(say_name(language, text_at(one, "code"))).raw(" ");
        write_remark_quote(html, language, text_at(one, "quote"));
        html.raw("</li>");
    }
    html.raw("</ul>");
}

void write_statements(Html& html, Language language, const json::object& report) {
    const auto* statements = array_in(report, "statements");
    if (statements == nullptr || statements->empty()) return;
    write_heading(html, language, Word::statements, "statements");
    open_list_table(html, language, {Word::statement, Word::figure, Word::quote});
    int number = 0;
    for (const auto& value : *statements) {
        const auto& one = value.as_object();
        const auto name = text_at(one, "name");
        const auto query = source_query(report, Query{}.add("statement", std::to_string(++number)));
        html.raw("<tr><th scope=\"row\">");
        html.text(statement_name(language, name)).raw("</th><td class=\"number\">");
        const bool approximate = text_at(one, "approximate") == "true";
        html.text((approximate ? "≈ " : "") + text_at(one, "value") + " " + text_at(one, "unit"));
        html.raw("</td><td>");
        html.element("a", text_at(one, "quote"),
                     {{"href", report_link(language, report, "/source", query)}, {"lang", "zh-CN"}});
        html.raw("</td></tr>");
    }
    close_list_table(html);
}

void write_stat_table(Html& html, const json::object& table) {
    html.raw("<div class=\"wide\" tabindex=\"0\"><table lang=\"zh-CN\">")
        .element("caption", text_at(table, "title"));
    html.raw("<thead><tr>");
    if (const auto* columns = array_in(table, "columns"))
        for (const auto& column : *columns) html.element("th", column.as_string(), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
    if (const auto* rows = array_in(table, "cells")) {
        for (const auto& row : *rows) {
            html.raw("<tr>");
            for (const auto& value : row.as_array()) {
                const auto& cell = value.as_object();
                const bool number = text_at(cell, "kind") == "number";
                html.element("td", text_at(cell, "raw"), {{"class", number ? "number" : ""}});
            }
            html.raw("</tr>");
        }
    }
    html.raw("</tbody></table></div>");
}

void write_paragraphs(Html& html, std::string_view text) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        html.element("p", text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

}  // namespace

void write_report_facts(Html& html, Language language, const json::object& report, Belief belief) {
    html.raw("<dl class=\"facts\">");
    begin_fact(html, language, Word::state);
    if (!text_at(report, "withdrawn_at").empty()) write_state(html, language, "withdrawn");
    html.raw(" ");
    write_state(html, language, text_at(report, "verdict"));
    if (const auto violated = count_violated(report); violated != 0) {
        html.raw(" ").open("a", {{"class", "failed"}, {"href", "#checks"}});
        html.text(std::to_string(violated) + " " + std::string{say(language, Word::violated)}).raw("</a>");
    }
    if (belief == Belief::in_doubt) {
        html.raw(" <a href=\"").text(page_link(language, "/review")).raw("\">");
        write_state(html, language, "in_doubt");
        html.raw("</a>");
    }
    end_fact(html);
    write_agency_fact(html, language, report);
    write_fact(html, language, Word::titled, text_at(report, "title"));
    write_fact(html, language, Word::published, text_at(report, "published"));
    write_fact(html, language, Word::form_of,
               form_name(language, text_at(report, "generation"), std::stoi(text_at(report, "year"))));
    write_source_facts(html, language, report);
    write_copies(html, language, report);
    begin_fact(html, language, Word::revision);
    html.link(report_link(language, report, "/history"), text_at(report, "revision"));
    end_fact(html);
    html.raw("</dl>");
}

void write_report_remarks(Html& html, Language language, const json::object& report) {
    write_corrections(html, language, report);
    write_confirmed(html, language, report);
    write_suspects(html, language, report);
    write_anomalies(html, language, report);
}

void write_report_text(Html& html, Language language, const json::object& report) {
    write_statements(html, language, report);
    if (const auto* tables = array_in(report, "stat_tables"); tables != nullptr && !tables->empty()) {
        write_heading(html, language, Word::stat_tables, "tables");
        for (const auto& table : *tables) write_stat_table(html, table.as_object());
    }
    const auto* sections = array_in(report, "sections");
    if (sections == nullptr || sections->empty()) return;
    write_heading(html, language, Word::prose, "text");
    std::size_t shown = 0;
    for (const auto& value : *sections) {
        const auto& section = value.as_object();
        const auto text = text_at(section, "text");
        const auto title = text_at(section, "title");
        html.raw("<details lang=\"zh-CN\"><summary>");
        html.text(title.empty() ? say(Language::zh, Word::untitled) : title).raw("</summary>");
        shown += text.size();
        if (shown > text_shown_max) {
            html.element("p", say(language, Word::left_out), {{"lang", tag_of(language)}});
        } else {
            write_paragraphs(html, text);
        }
        html.raw("</details>");
    }
}

}  // namespace ogi::daemon
