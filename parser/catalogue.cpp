#include "parser/catalogue.h"

#include "parser/national_form.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ogi::parser {

namespace {

std::string joined(std::string_view table, std::string_view row, std::string_view column) {
    std::string id{table};
    if (!id.empty()) id += '.';
    return id.append(row).append(".").append(column);
}

std::vector<FormCell> build() {
    std::map<std::string, FormCell> cells;
    const auto add = [&](std::string id, FormYear year, FigureKind kind, std::string_view unit) {
        FormCell& cell = cells[id];
        cell.id = std::move(id);
        (year == FormYear::form_2019 ? cell.in_2019 : cell.in_2021) = true;
        cell.kind = kind;
        cell.unit = unit;
    };
    for (const FormYear year : {FormYear::form_2019, FormYear::form_2021}) {
        for (const auto& item : disclosure_items()) {
            for (const auto& column : item.columns(year))
                add(disclosure_id(item, column), year, column.kind, column.unit);
        }
        for (const auto& row : request_rows()) {
            if (!(year == FormYear::form_2019 ? row.in_2019 : row.in_2021)) continue;
            for (const auto applicant : applicants())
                add(request_id(row.name, applicant), year, FigureKind::count, "件");
        }
        for (const auto dispute : disputes()) {
            for (const auto outcome : dispute_outcomes())
                add(dispute_id(dispute, outcome), year, FigureKind::count, "件");
        }
    }
    for (const auto& row : national_rows()) {
        if (row.id.empty()) continue;
        const auto kind = row.unit == "万元" ? FigureKind::amount : FigureKind::count;
        cells[std::string{row.id}] = {
            .id = std::string{row.id}, .in_2014 = true, .kind = kind, .unit = std::string{row.unit}};
    }
    std::vector<FormCell> sorted;
    for (auto& [id, cell] : cells) sorted.push_back(std::move(cell));
    return sorted;
}

}  // namespace

const std::vector<FormCell>& form_cells() {
    static const std::vector<FormCell> cells = build();
    return cells;
}

const FormCell* find_form_cell(std::string_view id) {
    const auto& cells = form_cells();
    const auto found = std::ranges::lower_bound(cells, id, {}, &FormCell::id);
    return found != cells.end() && found->id == id ? &*found : nullptr;
}

std::span<const FormCell* const> request_cells(const RequestRow& row) {
    static const auto cells = [] {
        std::vector<const FormCell*> all;
        for (const auto& each : request_rows()) {
            for (const auto applicant : applicants())
                all.push_back(find_form_cell(request_id(each.name, applicant)));
        }
        return all;
    }();
    const auto index = static_cast<std::size_t>(&row - request_rows().data());
    return std::span{cells}.subspan(index * applicant_count, applicant_count);
}

std::span<const FormCell* const> disclosure_cells(const DisclosureItem& item, FormYear year) {
    static const auto cells = [] {
        std::map<std::pair<std::string_view, FormYear>, std::vector<const FormCell*>> all;
        for (const FormYear each : {FormYear::form_2019, FormYear::form_2021}) {
            for (const auto& row : disclosure_items()) {
                for (const auto& column : row.columns(each))
                    all[{row.name, each}].push_back(find_form_cell(disclosure_id(row, column)));
            }
        }
        return all;
    }();
    const auto found = cells.find({item.name, year});
    return found == cells.end() ? std::span<const FormCell* const>{} : found->second;
}

std::span<const FormCell* const> dispute_cells() {
    static const auto cells = [] {
        std::vector<const FormCell*> all;
        for (const auto dispute : disputes()) {
            for (const auto outcome : dispute_outcomes())
                all.push_back(find_form_cell(dispute_id(dispute, outcome)));
        }
        return all;
    }();
    return cells;
}

std::string disclosure_id(const DisclosureItem& item, const FormColumn& column) {
    return joined("disclosure", item.name, column.name);
}

std::string request_id(std::string_view row, std::string_view applicant) {
    return joined("requests", row, applicant);
}

std::string dispute_id(std::string_view dispute, std::string_view outcome) {
    return joined({}, dispute, outcome);
}

}  // namespace ogi::parser
