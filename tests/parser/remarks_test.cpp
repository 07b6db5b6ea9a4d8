#include "parser/remarks.h"

#include "consistent_form.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ogi::parser {
namespace {

using model::Decimal;
using model::Generation;

model::Report report_of(std::string agency, std::string division,
                        Generation generation = Generation::form_2021) {
    model::Report report;
    report.agency.name = std::move(agency);
    report.agency.division = std::move(division);
    report.generation = generation;
    report.cells = consistent_form(generation, 4);
    for (auto& [id, cell] : report.cells) {
        if (id.starts_with("disclosure."))
            cell = number_cell(Decimal::whole(id.ends_with(".repealed") ? 0 : 5));
        if (id == "disclosure.fee.amount") cell.unit = "万元";
    }
    report.cells["disclosure.regulation.issued"] = number_cell({});
    report.cells["disclosure.regulation.in_force"] = number_cell({});
    return report;
}

void set(model::Report& report, const std::string& id, std::string_view value) {
    report.cells.at(id).value = Decimal::parse(value);
}

std::vector<std::string> told(const model::Report& report) {
    std::vector<std::string> lines;
    for (const auto& remark : remark_on_figures(report)) lines.push_back(remark.code + ": " + remark.quote);
    return lines;
}

using Lines = std::vector<std::string>;

TEST(Remarks, AnOrdinaryReportHasNone) {
    EXPECT_EQ(told(report_of("某县财政局", "500112")), Lines{});
}

TEST(Remarks, ATableOfZerosIsTold) {
    auto report = report_of("某县财政局", "500112");
    for (auto& [id, cell] : report.cells) {
        if (id.starts_with("requests.")) cell.value = Decimal{};
    }
    EXPECT_EQ(told(report), Lines{"all_zero: requests"});
    report.cells.at("requests.granted.total") = model::Cell{};  // A blank says nothing.
    EXPECT_EQ(told(report), Lines{});
}

TEST(Remarks, OnlyWhoeverMayMakeRegulationsCountsThem) {
    for (const auto& [agency, division, remarked] : {std::tuple{"示例县财政局", "350128", true},
                                                     {"示例市示例街道办事处", "441900", true},
                                                     {"示例县示例镇人民政府", "", true},
                                                     {"示例市人民政府", "321300", false},
                                                     {"示例市人民政府", "441900", false},
                                                     {"某局", "", false},
                                                     {"平潭综合实验区管理委员会", "350128", false}}) {
        auto report = report_of(agency, division);
        set(report, "disclosure.regulation.in_force", "6");
        EXPECT_EQ(told(report) == Lines{"regulation_without_power: disclosure.regulation.in_force = 6"},
                  remarked)
            << agency;
        EXPECT_EQ(told(report).empty(), !remarked) << agency;
    }
}

TEST(Remarks, PoliceWithoutLicenceAndPenaltyDidNotFillThemIn) {
    for (const auto* agency :
         {"示例市公安局", "重庆市公安局渝北区分局", "示例市公安局交通管理局", "示例县司法局"}) {
        auto report = report_of(agency, "500112");
        set(report, "disclosure.license.decisions", "0");
        EXPECT_EQ(told(report), Lines{}) << agency;
        set(report, "disclosure.penalty.decisions", "0");
        const auto name = std::string_view{agency};
        EXPECT_EQ(told(report).size(), name.ends_with("公安局") || name.ends_with("分局") ? 1u : 0u)
            << agency;
        report.cells.at("disclosure.penalty.decisions") = model::Cell{};
        EXPECT_EQ(told(report), Lines{}) << agency;
    }
}

TEST(Remarks, AFeeBeyondAllProportionIsProbablyInYuan) {
    auto report = report_of("示例县财政局", "350128");
    set(report, "disclosure.fee.amount", "99999.5");
    EXPECT_EQ(told(report), Lines{});
    set(report, "disclosure.fee.amount", "1286500.35");
    EXPECT_EQ(told(report), Lines{"amount_in_yuan: disclosure.fee.amount = 1286500.35 万元"});
    report.cells.at("disclosure.fee.amount").unit = "元";  // It says so itself.
    EXPECT_EQ(told(report), Lines{});
    report = report_of("示例省人民政府", "350000");
    set(report, "disclosure.fee.amount", "1286500.35");
    EXPECT_EQ(told(report), Lines{});
}

TEST(Remarks, OnlyAChangeIsNegative) {
    auto report = report_of("示例县财政局", "350128", Generation::form_2019);
    for (const auto* column : {"made", "disclosed", "total_disclosed"})
        set(report, "disclosure.regulation." + std::string{column}, "0");
    set(report, "disclosure.license.items_delta", "-8");
    EXPECT_EQ(told(report), Lines{});
    set(report, "disclosure.license.decisions", "-8");
    EXPECT_EQ(told(report), Lines{"negative_figure: disclosure.license.decisions = -8"});
}

TEST(Remarks, NotMoreIsMadePublicInAYearThanThereIsInAll) {
    auto report = report_of("示例县财政局", "350128", Generation::form_2019);
    for (const auto* column : {"made", "disclosed", "total_disclosed"})
        set(report, "disclosure.regulation." + std::string{column}, "0");
    set(report, "disclosure.normative_document.disclosed", "12");
    EXPECT_EQ(told(report), Lines{"implausible_figure: disclosure.normative_document.disclosed = 12, "
                                  "disclosure.normative_document.total_disclosed = 5"});
}

}  // namespace
}  // namespace ogi::parser
