#include "parser/remarks.h"

#include "parser/catalogue.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;
using model::Anomaly;
using model::Decimal;
using model::Report;

// 万元 a year; above it the figure is more likely yuan.
constexpr std::int64_t fee_max_of_a_department = 100'000;
constexpr std::int64_t fee_max_of_a_government = 1'000'000;
constexpr std::size_t table_cells_min = 8;  // Fewer numbers are no filled-in table.

std::optional<Decimal> value_of(const Report& report, std::string_view id) {
    const auto cell = report.cells.find(id);
    return cell == report.cells.end() ? std::nullopt : cell->second.value;
}

bool is_positive(const std::optional<Decimal>& value) {
    return value && value->units > 0;
}

std::string told(std::string_view id, const Decimal& value) {
    return std::string{id} + " = " + value.text();
}

void remark_on_zeros(const Report& report, std::vector<Anomaly>& remarks) {
    for (const auto table : {"disclosure."sv, "requests."sv}) {
        std::size_t cells = 0;
        bool all_zero = true;
        for (auto cell = report.cells.lower_bound(table);
             cell != report.cells.end() && cell->first.starts_with(table); ++cell) {
            ++cells;
            all_zero = all_zero && cell->second.value && cell->second.value->units == 0;
        }
        if (all_zero && cells >= table_cells_min)
            remarks.push_back({"all_zero", std::string{table.substr(0, table.size() - 1)}});
    }
}

bool is_township(std::string_view name) {
    return name.ends_with("镇人民政府"sv) || name.ends_with("乡人民政府"sv) || name.ends_with("街道办事处"sv);
}

// A code of GB/T 2260 that ends in other digits than 00 is a county, a district or a county-level city.
bool is_of_county_level(const model::AgencyName& agency) {
    return is_township(agency.name) || (agency.division.size() == 6 && !agency.division.ends_with("00"sv));
}

// A zone's place in the order of authorities cannot be told from the county whose code it has.
bool is_of_a_zone(std::string_view name) {
    return std::ranges::any_of(
        std::array{"实验区"sv, "开发区"sv, "高新区"sv, "新区"sv, "管理委员会"sv},
        [&](std::string_view word) { return name.find(word) != std::string_view::npos; });
}

void remark_on_regulations(const Report& report, std::vector<Anomaly>& remarks) {
    if (!is_of_county_level(report.agency) || is_of_a_zone(report.agency.name)) return;
    for (const auto column : {"issued"sv, "made"sv, "in_force"sv, "total_disclosed"sv}) {
        const auto id = "disclosure.regulation." + std::string{column};
        if (const auto value = value_of(report, id); is_positive(value)) {
            remarks.push_back({"regulation_without_power", told(id, *value)});
            return;
        }
    }
}

bool is_police_bureau(std::string_view name) {
    return name.ends_with("公安局"sv) || name.ends_with("公安分局"sv) ||
           (name.find("公安局"sv) != std::string_view::npos && name.ends_with("分局"sv));
}

void remark_on_police(const Report& report, std::vector<Anomaly>& remarks) {
    if (!is_police_bureau(report.agency.name)) return;
    const auto licences = value_of(report, "disclosure.license.decisions");
    const auto penalties = value_of(report, "disclosure.penalty.decisions");
    if (licences && penalties && licences->units == 0 && penalties->units == 0) {
        remarks.push_back({"not_filled_in", told("disclosure.license.decisions", *licences) + ", " +
                                                told("disclosure.penalty.decisions", *penalties)});
    }
}

void remark_on_fee(const Report& report, std::vector<Anomaly>& remarks) {
    constexpr auto id = "disclosure.fee.amount"sv;
    const auto cell = report.cells.find(id);
    if (cell == report.cells.end() || !cell->second.value || cell->second.unit != "万元"sv) return;
    const auto& agency = report.agency;
    const bool government = agency.name.ends_with("人民政府"sv) && !is_township(agency.name);
    // What a city or a province takes in is without a bound that could be told from here.
    if (government && (agency.division.empty() || agency.division.ends_with("00"sv))) return;
    const auto most = government ? fee_max_of_a_government : fee_max_of_a_department;
    if (model::compare(*cell->second.value, Decimal::whole(most)) > 0)
        remarks.push_back({"amount_in_yuan", told(id, *cell->second.value) + " 万元"});
}

void remark_on_signs(const Report& report, std::vector<Anomaly>& remarks) {
    for (const auto& [id, cell] : report.cells) {
        if (!cell.value || cell.value->units >= 0) continue;
        const auto* known = find_form_cell(id);
        if (known != nullptr && known->kind != FigureKind::signed_count)
            remarks.push_back({"negative_figure", told(id, *cell.value)});
    }
}

void remark_on_disclosure(const Report& report, std::vector<Anomaly>& remarks) {
    for (const auto item : {"regulation"sv, "normative_document"sv}) {
        const auto stem = "disclosure." + std::string{item};
        const auto this_year = value_of(report, stem + ".disclosed");
        const auto in_all = value_of(report, stem + ".total_disclosed");
        if (!this_year || !in_all || model::compare(*this_year, *in_all) <= 0) continue;
        remarks.push_back({"implausible_figure", told(stem + ".disclosed", *this_year) + ", " +
                                                     told(stem + ".total_disclosed", *in_all)});
    }
}

}  // namespace

std::vector<Anomaly> remark_on_figures(const Report& report) {
    std::vector<Anomaly> remarks;
    remark_on_zeros(report, remarks);
    remark_on_regulations(report, remarks);
    remark_on_police(report, remarks);
    remark_on_fee(report, remarks);
    remark_on_signs(report, remarks);
    remark_on_disclosure(report, remarks);
    return remarks;
}

}  // namespace ogi::parser
