#include "parser/compare.h"

#include "base/digest.h"
#include "base/json_writer.h"
#include "base/time.h"
#include "base/utf8.h"
#include "model/names.h"

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

namespace ogi::parser {

namespace {

using model::Cell;
using model::CellKind;
using model::Report;

bool is_unseen(char32_t c) {
    return base::is_space(c) || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xAD;
}

// The first byte of every character above is one of these; few others are.
constexpr auto may_begin_unseen = [] {
    std::array<bool, 256> table{};
    for (std::size_t lead = 0; lead <= 0x20; ++lead) table[lead] = true;
    for (const auto lead : {0xC2U, 0xE1U, 0xE2U, 0xE3U, 0xEFU}) table[lead] = true;
    return table;
}();

// White space never counts; between Chinese characters it carries no meaning.
std::string without_space(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    std::size_t begin = 0;  // Of what is kept and not copied yet.
    for (std::size_t at = 0; at < text.size();) {
        if (!may_begin_unseen[static_cast<unsigned char>(text[at])]) {
            ++at;
            continue;
        }
        const auto [c, length] = base::decode_utf8(text.substr(at));
        if (is_unseen(c)) {
            kept += text.substr(begin, at - begin);
            begin = at + length;
        }
        at += length;
    }
    return kept += text.substr(begin);
}

std::string text_of(const Report& report) {
    base::JsonWriter json;
    json.begin_array();
    for (const auto& section : report.sections) {
        json.value(section.number).value(without_space(section.title)).value(without_space(section.text));
    }
    return json.end_array().take();
}

void write_figure(base::JsonWriter& json, const Cell& cell) {
    json.value(model::name_of(cell.kind));
    cell.value ? json.value(cell.value->text()) : json.null();
}

std::string stat_tables_of(const Report& report) {
    base::JsonWriter json;
    json.begin_array();
    for (const auto& table : report.stat_tables) {
        json.begin_array().value(without_space(table.title)).begin_array();
        for (const auto& column : table.columns) json.value(without_space(column));
        json.end_array();
        for (const auto& row : table.rows) {
            json.begin_array();
            for (const auto& cell : row) {
                write_figure(json, cell);
                // Words are what a cell of a free table says; a label is one of them.
                json.value(cell.kind == CellKind::number ? std::string{} : without_space(cell.raw));
            }
            json.end_array();
        }
        json.end_array();
    }
    return json.end_array().take();
}

// What is compared besides cells: each as one string, equal if and only if the aspect does not differ.
const std::pair<std::string_view, std::function<std::string(const Report&)>> aspects[] = {
    {"agency_as_written", [](const Report& r) { return without_space(r.agency.as_written); }},
    {"title", [](const Report& r) { return without_space(r.title); }},
    {"published", [](const Report& r) { return r.published ? base::to_iso(*r.published) : std::string{}; }},
    {"text", text_of},
    {"stat_tables", stat_tables_of},
    {"generation", [](const Report& r) { return std::string{model::name_of(r.generation)}; }},
};

const Cell& cell_of(const Report& report, std::string_view id) {
    static const Cell absent;
    const auto found = report.cells.find(id);
    return found == report.cells.end() ? absent : found->second;
}

bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::optional<model::ChangeClass> class_of(const Differences& differences) {
    if (differences.empty()) return std::nullopt;
    const auto comes_or_goes = [](const model::CellChange& change) {
        return (change.old_cell.kind == CellKind::absent) != (change.new_cell.kind == CellKind::absent);
    };
    if (has(differences.aspects, "generation") || std::ranges::any_of(differences.cells, comes_or_goes))
        return model::ChangeClass::structure;
    if (!differences.cells.empty() || has(differences.aspects, "stat_tables"))
        return model::ChangeClass::value;
    return model::ChangeClass::editorial;
}

}  // namespace

Differences compare_reports(const Report& before, const Report& after) {
    Differences differences;
    std::set<std::string_view> ids;
    for (const auto& [id, cell] : before.cells) ids.insert(id);
    for (const auto& [id, cell] : after.cells) ids.insert(id);
    for (const auto id : ids) {
        const Cell& old_cell = cell_of(before, id);
        const Cell& new_cell = cell_of(after, id);
        if (old_cell.kind == new_cell.kind && old_cell.value == new_cell.value) continue;
        differences.cells.push_back({.id = std::string{id}, .old_cell = old_cell, .new_cell = new_cell});
    }
    for (const auto& [name, value] : aspects) {
        if (value(before) != value(after)) differences.aspects.emplace_back(name);
    }
    differences.change_class = class_of(differences);
    return differences;
}

std::string content_digest(const Report& report) {
    base::JsonWriter json;
    json.begin_object();
    for (const auto& [id, cell] : report.cells) {
        if (cell.kind == CellKind::absent) continue;
        json.key(id).begin_array();
        write_figure(json, cell);
        json.end_array();
    }
    for (const auto& [name, value] : aspects) json.field(name, value(report));
    return base::sha256_hex(json.end_object().text());
}

}  // namespace ogi::parser
