#include "daemon/web/report_line.h"

#include "daemon/answers/find_report.h"
#include "daemon/answers/year_checks.h"
#include "daemon/columns/column_makers.h"
#include "daemon/web/links.h"
#include "model/revision_json.h"

#include <algorithm>
#include <array>

namespace ogi::daemon {

using base::Result;

namespace {

Result<std::string> line_of_revision(const storage::Store& store, const model::ReportState& state,
                                     int number) {
    TRY(revision, revision_of(store, state.key, number));
    TRY(previous, store.state({state.key.agency, state.key.year - 1}));
    TRY_VOID(add_year_checks(store, previous, revision.report));
    auto line = model::to_json(revision);
    if (state.withdrawn_at)
        line.insert(line.size() - 1, ",\"withdrawn_at\":\"" + base::to_iso(*state.withdrawn_at) + "\"");
    return line;
}

struct KindLook {
    std::string_view kind;
    std::string_view sign;
};
// Where words and not what is printed are shown.
constexpr std::array kind_looks = {
    KindLook{"blank", "□"},
    KindLook{"absent", "·"},
    KindLook{"unreadable", "?"},
};

}  // namespace

Result<std::string> report_line_of(const ApiContext& context, const PageRequest& request) {
    const std::string agency{request.part("agency")};
    TRY(year, request.number("year"));
    TRY(number, request.number("revision"));
    if (number == 0 && !request.parameter("revision").empty())
        return base::fail(base::ErrorCode::not_found, "revisions begin with 1");
    TRY(state, find_report(context.store, agency, year));
    if (number != 0 && number != state.revision) return line_of_revision(context.store, state, number);
    std::string found;
    Question question;
    question.about = About::report, question.agency = state.key.agency, question.year = year;
    const auto take = [&](std::string_view line) {
        found = line;
        return true;
    };
    const auto rulings = context.rulings->read();
    TRY_VOID(answer(context.store, std::move(question), take, *rulings, context.daemon.programs));
    return found;
}

std::string report_path_of(const json::object& line) {
    const auto* agency = object_in(line, "agency");
    const auto name = agency != nullptr ? text_at(*agency, "name") : text_at(line, "agency");
    return report_path(name, static_cast<int>(line.at("year").to_number<std::int64_t>()));
}

std::string report_link(Language language, const json::object& line, std::string_view behind,
                        std::string_view query) {
    return page_link(language, report_path_of(line) + std::string{behind}) + std::string{query};
}

std::string source_query(const json::object& line, Query query) {
    return query.add("revision", text_at(line, std::string{asked_revision})).text();
}

const json::object* cell_of(const json::object& report, std::string_view cell) {
    const auto* cells = object_in(report, "cells");
    return cells == nullptr ? nullptr : object_in(*cells, cell);
}

void write_cell_text(Html& html, Language language, const json::object& cell) {
    const auto kind = text_at(cell, "kind");
    if (kind == "number") {
        html.text(text_at(cell, "value"));
        const auto unit = text_at(cell, "unit");
        if (unit.ends_with("元")) html.raw(" ").element("small", unit, {{"lang", tag_of(Language::zh)}});
    } else {
        const auto* look = std::ranges::find(kind_looks, kind, &KindLook::kind);
        if (look == kind_looks.end()) {
            html.text(text_at(cell, "raw"));
        } else {
            html.text(look->sign).raw(" ").element("small", say_name(language, kind));
        }
    }
    if (cell.contains("corrected")) html.raw("<b class=\"put_right\">*</b>");
}

void write_decision(Html& html, Language language, const json::object& decision) {
    const auto* made = object_in(decision, "new");
    const auto* side = made != nullptr ? made : object_in(decision, "old");
    const bool is_of_a_year = text_at(decision, "op") == "corrected";
    const bool is_in_force = made != nullptr || is_of_a_year;
    auto what = std::string{say(language, is_in_force ? Word::put_right : Word::taken_back)};
    if (is_of_a_year) what = text_at(decision, "year") + (language == Language::zh ? "年：" : ": ") + what;
    html.element("td", what);
    if (side == nullptr) return;
    html.element("td", text_at(*side, "by")).raw("<td class=\"nowrap\">");
    if (const auto at = text_at(*side, "at"); !at.empty())
        html.element("time", moment_text(at), {{"datetime", at}});
    html.raw("</td>").element("td", text_at(*side, "reason"));
}

std::string report_title(Language language, const json::object& line, Word what) {
    const auto* agency = object_in(line, "agency");
    const auto name = agency != nullptr ? text_at(*agency, "name") : text_at(line, "agency");
    const auto year = text_at(line, "year");
    const bool chinese = language == Language::zh;
    return name + " " + year + (chinese ? "年：" : ": ") + std::string{say(language, what)};
}

void write_report_nav(Html& html, Language language, const json::object& line, std::string_view here) {
    struct Way {
        std::string_view behind;
        Word word;
    };
    constexpr std::array ways = {Way{"", Word::the_report}, Way{"/source", Word::source_page},
                                 Way{"/history", Word::history}, Way{"/diff", Word::differences}};
    html.open("nav", {{"class", "years"}, {"aria-label", say(language, Word::the_report)}});
    for (const auto& [behind, word] : ways) {
        if (behind == here) {
            html.element("span", say(language, word), {{"aria-current", "page"}});
        } else {
            const bool is_of_revision = behind.empty() || behind == "/source";
            const auto query = is_of_revision ? source_query(line, {}) : std::string{};
            html.link(report_link(language, line, behind, query), say(language, word));
        }
        html.raw(" ");
    }
    html.raw("</nav>");
}

}  // namespace ogi::daemon
