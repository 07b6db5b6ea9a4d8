#include "daemon/web/report_labels.h"

#include "daemon/columns/column_makers.h"
#include "daemon/exports/dictionary.h"
#include "parser/cell_labels.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ogi::daemon {

namespace {

constexpr int first_year_of_forms = 2019;

using Words = std::pair<std::string_view, std::string_view>;
constexpr Words english_labels[] = {
#include "daemon/exports/english_labels.inc"
};

constexpr Words headings[] = {
#include "daemon/web/form_headings.inc"
};

struct CheckFamily {
    std::string_view begins;
    enum class Of { column, row, dispute, item, cell, whole } of;
    Word word;
};

// By the beginning of the id, the first that fits. The rest of the id names what it is about.
constexpr CheckFamily families[] = {
    {"requests.balance.", CheckFamily::Of::column, Word::check_balance},
    {"requests.outcomes_sum.", CheckFamily::Of::column, Word::check_outcomes},
    {"requests.applicants_sum.", CheckFamily::Of::row, Word::check_applicants},
    {"prose.parts.", CheckFamily::Of::cell, Word::check_prose_parts},
    {"prose.", CheckFamily::Of::cell, Word::check_prose},
    {"years.carry.", CheckFamily::Of::column, Word::check_years_carry},
    {"years.in_force.", CheckFamily::Of::item, Word::check_years},
    {"years.items.", CheckFamily::Of::item, Word::check_years},
    {"years.total_disclosed.", CheckFamily::Of::item, Word::check_years},
    {"years.pending.", CheckFamily::Of::dispute, Word::check_years},
    {"years.growth.", CheckFamily::Of::cell, Word::check_years_growth},
    {"misuse.disclosure.", CheckFamily::Of::item, Word::check_misuse},
    {"s14.", CheckFamily::Of::whole, Word::check_parts},
};

std::string in_quotes(std::string_view words) {
    return "“" + std::string{words} + "”";
}

std::string column_name(Language language, std::string_view applicant) {
    const auto english = english_label("." + std::string{applicant});
    return std::string{language == Language::zh || english.empty() ? parser::applicant_label(applicant)
                                                                   : english};
}

std::string row_name(Language language, std::string_view row) {
    const auto english = english_label("requests." + std::string{row});
    return std::string{language == Language::zh || english.empty() ? parser::row_label(row) : english};
}

std::string dispute_name(Language language, std::string_view dispute) {
    const auto english = english_label(dispute);
    return std::string{language == Language::zh || english.empty() ? parser::dispute_label(dispute)
                                                                   : english};
}

std::string row_or_table_name(Language language, std::string_view stem) {
    const auto english = english_label(stem);
    return language == Language::zh || english.empty() ? parser::row_text(stem) : std::string{english};
}

std::string national_name(Language language, std::string_view id) {
    const auto english = english_label(id);
    const auto label = parser::label_of(id).row;
    return language == Language::zh || english.empty() ? label : std::string{english};
}

// What the rest of an id is about, where that can be told.
std::string subject_of(Language language, std::string_view id, const CheckFamily& family) {
    const auto rest = id.substr(family.begins.size());
    switch (family.of) {
        case CheckFamily::Of::column:
            return column_name(language, rest);
        case CheckFamily::Of::row:
            return row_name(language, rest);
        case CheckFamily::Of::dispute:
            return dispute_name(language, rest);
        case CheckFamily::Of::item:
            return row_or_table_name(language, "disclosure." + std::string{rest});
        case CheckFamily::Of::cell:
            return find_in_dictionary(rest) != nullptr ? cell_name(language, rest)
                                                       : row_or_table_name(language, rest);
        case CheckFamily::Of::whole:
            return national_name(language, id);
    }
    return {};
}

}  // namespace

std::string_view english_label(std::string_view part) {
    const auto* found = std::ranges::find(english_labels, part, &Words::first);
    return found == std::end(english_labels) ? std::string_view{} : found->second;
}

void write_label(Html& html, Language language, std::string_view printed, std::string_view part) {
    if (language == Language::zh) {
        html.text(printed);
        return;
    }
    const auto english = english_label(part);
    if (!english.empty()) html.text(english).raw("<br>");
    html.element("span", printed, {{"lang", tag_of(Language::zh)}, {"class", "printed"}});
}

std::string_view english_heading(std::string_view printed) {
    const auto* found = std::ranges::find(headings, printed, &Words::first);
    return found == std::end(headings) ? std::string_view{} : found->second;
}

void write_heading(Html& html, Language language, std::string_view printed) {
    if (language == Language::zh) {
        html.text(printed);
        return;
    }
    const auto english = english_heading(printed);
    if (!english.empty()) html.text(english).raw(" ");
    html.element("span", printed, {{"lang", tag_of(Language::zh)}, {"class", "printed"}});
}

std::string cell_name(Language language, std::string_view cell) {
    const auto* entry = find_in_dictionary(cell);
    if (entry == nullptr) return std::string{cell};
    return language == Language::zh ? entry->label() : entry->english;
}

std::string changed_side(Language language, const json::object& change, const std::string& side) {
    auto figure = changed_figure(change, side);
    if (!figure.empty()) return figure;
    const auto kind = text_at(change, side + "_kind");
    const auto raw = text_at(change, side + "_raw");
    return raw.empty() || kind == "absent" ? say_name(language, kind) : raw;
}

std::string statement_name(Language language, std::string_view name) {
    if (find_in_dictionary(name) != nullptr) return cell_name(language, name);
    if (name == "disclosure.total") return std::string{say(language, Word::all_disclosed)};
    if (name == "litigation.total") return std::string{say(language, Word::all_litigation)};
    auto words = row_or_table_name(language, name);
    return words.empty() ? std::string{name} : words;
}

std::string check_name(Language language, std::string_view id) {
    const auto named = [&](std::string subject, Word word) {
        if (subject.empty()) subject = id;
        return in_quotes(subject) + (language == Language::zh ? "：" : ": ") +
               std::string{say(language, word)};
    };
    if (id.ends_with(".sum")) {
        const auto subject =
            dispute_name(language, id.substr(0, id.size() - std::string_view{".sum"}.size()));
        if (!subject.empty()) return named(subject, Word::check_disputes);
    }
    for (const auto& family : families)
        if (id.starts_with(family.begins)) return named(subject_of(language, id, family), family.word);
    return std::string{id};
}

std::string form_name(Language language, std::string_view generation, int year) {
    if (generation.empty()) return {};
    // Since 2019 there is a form; a report in which it is not found has not been free to leave it out.
    const bool lacks_form = generation == "free" && year >= first_year_of_forms;
    return lacks_form ? std::string{say(language, Word::form_not_found)}
                      : say_name(language, "form_" + std::string{generation});
}

}  // namespace ogi::daemon
