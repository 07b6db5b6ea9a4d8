#include "daemon/answers/diff_lines.h"

#include "base/json_writer.h"
#include "base/time.h"
#include "daemon/answers/correction_lines.h"
#include "model/change_json.h"
#include "model/names.h"
#include "parser/compare.h"
#include "parser/repetition.h"
#include "parser/table_diff.h"
#include "parser/text_diff.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

using base::JsonWriter;
using model::Report;
using parser::TableChange;
using parser::TextChange;

std::string_view word_of(TableChange::Kind kind) {
    switch (kind) {
        case TableChange::Kind::set:
            return "set";
        case TableChange::Kind::appear:
            return "appear";
        case TableChange::Kind::vanish:
            return "vanish";
        case TableChange::Kind::label:
            return "label";
        case TableChange::Kind::order:
            return "order";
    }
    return {};
}

std::string_view word_of(TextChange::Kind kind) {
    switch (kind) {
        case TextChange::Kind::changed:
            return "changed";
        case TextChange::Kind::added:
            return "added";
        case TextChange::Kind::removed:
            return "removed";
        case TextChange::Kind::moved:
            return "moved";
        case TextChange::Kind::heading:
            return "heading";
        case TextChange::Kind::whole:
            return "whole";
    }
    return {};
}

void field_or_null(JsonWriter& json, std::string_view name, const std::string& text) {
    json.key(name);
    text.empty() ? json.null() : json.value(text);
}

std::string table_line(const TableChange& change) {
    JsonWriter json;
    json.begin_object()
        .field("op", word_of(change.kind))
        .field("aspect", "stat_tables")
        .key("path")
        .begin_array();
    json.value(change.table).value(change.row).value(change.column).end_array();
    model::write_sides(json, change.old_cell, change.new_cell);
    return json.end_object().take();
}

void write_section(JsonWriter& json, std::string_view name, const std::vector<model::Section>& sections,
                   int index) {
    json.key(name);
    if (index == TextChange::no_section) {
        json.null();
        return;
    }
    const auto& section = sections[static_cast<std::size_t>(index)];
    json.begin_object().field("path", "/sections/" + std::to_string(index));
    json.field("number", section.number).field("title", section.title).end_object();
}

std::string text_line(const TextChange& change, const Report& before, const Report& after) {
    JsonWriter json;
    json.begin_object().field("op", "text").field("aspect", "text").field("change", word_of(change.kind));
    write_section(json, "old_section", before.sections, change.old_section);
    write_section(json, "new_section", after.sections, change.new_section);
    field_or_null(json, "old", change.before);
    field_or_null(json, "new", change.after);
    json.key("parts").begin_array();
    for (const auto& part : change.parts) {
        json.begin_object();
        if (!part.same.empty()) {
            json.field("same", part.same);
        } else {
            json.field("old", part.before).field("new", part.after);
        }
        json.end_object();
    }
    json.end_array().key("figures").begin_array();
    for (const auto& figure : change.figures) {
        json.begin_object();
        field_or_null(json, "old", figure.before);
        field_or_null(json, "new", figure.after);
        json.end_object();
    }
    return json.end_array().end_object().take();
}

std::string aspect_line(std::string_view aspect, const std::string& before, const std::string& after) {
    JsonWriter json;
    json.begin_object().field("op", "aspect").field("aspect", aspect);
    field_or_null(json, "old", before);
    field_or_null(json, "new", after);
    return json.end_object().take();
}

// Aspects that are one text; the others have lines of their own.
std::string text_of(const Report& report, std::string_view aspect) {
    if (aspect == "title") return report.title;
    if (aspect == "published") return report.published ? base::to_iso(*report.published) : std::string{};
    if (aspect == "generation") return std::string{model::name_of(report.generation)};
    return aspect == "agency_as_written" ? report.agency.as_written : std::string{};
}

std::string correction_line(const CorrectionChange& change, const Rulings& rulings) {
    JsonWriter json;
    json.begin_object().field("op", "decision").field("aspect", "corrections");
    write_correction_change(json, change, rulings);
    return json.end_object().take();
}

// That people put another year's figure right is nothing that happened between the two.
void tell_corrections_of_years(const Report& before, const Report& after, const Rulings& rulings,
                               const LineSink& sink) {
    const auto tell = [&](const Report& report, Side side) {
        for (const auto& one : report.corrections) {
            JsonWriter json;
            json.begin_object().field("op", "corrected").field("aspect", "corrections");
            write_correction(json, one, report.year, side, rulings);
            sink(json.end_object().take());
        }
    };
    tell(before, Side::before);
    tell(after, Side::after);
}

void tell_aspect(const std::string& aspect, const Report& before, const Report& after, const Rulings& rulings,
                 const LineSink& sink) {
    if (aspect == "corrections" && before.year != after.year) {
        tell_corrections_of_years(before, after, rulings, sink);
    } else if (aspect == "corrections") {
        for (const auto& change : changed_corrections(before, after)) sink(correction_line(change, rulings));
    } else if (aspect == "text") {
        for (const auto& change : parser::diff_texts(before.sections, after.sections))
            sink(text_line(change, before, after));
    } else if (aspect == "stat_tables") {
        for (const auto& change : parser::diff_tables(before.stat_tables, after.stat_tables))
            sink(table_line(change));
    } else {
        sink(aspect_line(aspect, text_of(before, aspect), text_of(after, aspect)));
    }
}

std::string repetition_line(std::optional<int> number, const std::string& title, std::optional<int> percent) {
    JsonWriter json;
    json.begin_object().field("op", "repetition").key("section").value_or_null(number);
    field_or_null(json, "title", title);
    json.key("percent").value_or_null(percent);
    return json.end_object().take();
}

}  // namespace

void tell_differences(const Report& before, const Report& after, const Rulings& rulings,
                      const LineSink& sink) {
    const auto differences = parser::compare_reports(before, after);
    for (const auto& change : differences.cells) {
        JsonWriter json;
        model::write_cell_change(json, change);
        sink(json.text());
    }
    for (const auto& aspect : differences.aspects) tell_aspect(aspect, before, after, rulings, sink);
}

void tell_repetition(const Report& earlier, const Report& report, const LineSink& sink) {
    const auto repetition = parser::compare_texts(earlier, report);
    sink(repetition_line(std::nullopt, "", repetition.whole));
    for (const auto& section : repetition.sections)
        sink(repetition_line(section.number, section.title, section.percent));
}

}  // namespace ogi::daemon
