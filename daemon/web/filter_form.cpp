#include "daemon/web/filter_form.h"

#include "daemon/roster/overdue.h"
#include "daemon/web/links.h"
#include "daemon/web/regions.h"
#include "parser/gazetteer.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

void write_choices(Html& html, Language language, const FilterField& field, std::string_view chosen) {
    html.open("select", {{"name", field.name}});
    const bool is_known = std::ranges::find(field.choices, chosen, &Choice::value) != field.choices.end();
    for (const auto& [value, text] : field.choices) {
        if (value == chosen) {
            html.element("option", text, {{"value", value}, {"selected", ""}});
        } else {
            html.element("option", text, {{"value", value}});
        }
    }
    // A value of the address that is none of ours stays what is shown.
    if (!is_known) html.element("option", say_name(language, chosen), {{"value", chosen}, {"selected", ""}});
    html.raw("</select>");
}

std::vector<Choice> with_all(Language language) {
    return {{"", std::string{say(language, Word::all)}}};
}

}  // namespace

void write_filter(Html& html, const PageRequest& request, std::string_view path,
                  const std::vector<FilterField>& fields) {
    const auto language = request.language;
    html.open("form", {{"class", "filter"}, {"method", "get"}, {"action", page_link(language, path)}});
    for (const auto& field : fields) {
        html.raw("<label>").text(say(language, field.label));
        const auto value = request.parameter(field.name);
        if (field.choices.empty()) {
            html.open("input", {{"name", field.name}, {"value", value}});
        } else {
            write_choices(html, language, field, value);
        }
        html.raw("</label>");
    }
    html.element("button", say(language, Word::apply)).raw("</form>");
}

void write_narrow(Html& html, Language language, std::size_t rows) {
    if (rows < narrowed_rows_min) return;
    html.raw("<p class=\"narrow\" hidden><label>").text(say(language, Word::filter)).raw(" ");
    html.raw("<input type=\"search\" autocomplete=\"off\"></label> ");
    html.open("output", {{"aria-live", "polite"}, {"data-shown", say(language, Word::rows_shown)}});
    html.close("output").raw("</p>");
}

std::vector<Choice> region_choices(Language language) {
    auto choices = with_all(language);
    for (const auto& division : parser::all_divisions()) {
        if (division.level() != parser::DivisionLevel::province || !division.current()) continue;
        choices.push_back({std::string{region_code(division.code_text())}, std::string{division.name}});
    }
    return choices;
}

std::vector<Choice> name_choices(Language language, const std::vector<std::string_view>& names) {
    auto choices = with_all(language);
    for (const auto name : names) choices.push_back({std::string{name}, say_name(language, name)});
    return choices;
}

std::vector<Choice> year_choices(Language language) {
    auto choices = with_all(language);
    const int newest = static_cast<int>(base::shanghai_date(base::utc_now()).year()) - 1;
    for (int year = newest; year >= first_report_year; --year)
        choices.push_back({std::to_string(year), std::to_string(year)});
    return choices;
}

void write_next(Html& html, const PageRequest& request, std::string_view path, const Rows& rows) {
    const auto language = request.language;
    const auto here = page_link(language, path);
    const bool is_later = !request.parameter("after").empty();
    if (rows.after.empty() && !is_later) return;
    html.raw("<p class=\"next\">");
    if (is_later) html.link(here + request.query_with("after", ""), say(language, Word::first_page)).raw(" ");
    if (!rows.after.empty())
        html.element("a", say(language, Word::next_page),
                     {{"href", here + request.query_with("after", rows.after)}, {"rel", "next"}});
    html.raw("</p>");
}

}  // namespace ogi::daemon
