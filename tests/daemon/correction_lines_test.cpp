#include "daemon/answers/correction_lines.h"

#include "daemon/answers/diff_lines.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using model::Correction;
using model::Report;

Correction correction(std::string cell, std::string decision, int printed) {
    return {.cell = std::move(cell),
            .printed_kind = model::CellKind::number,
            .printed = model::Decimal{printed},
            .decision = std::move(decision),
            .by = "王某",
            .reason = "已电话核实"};
}

std::vector<std::string> told(const Report& before, const Report& after, const Rulings& rulings) {
    std::vector<std::string> lines;
    tell_differences(before, after, rulings, [&](std::string_view line) {
        lines.emplace_back(line);
        return true;
    });
    return lines;
}

TEST(CorrectionLines, ADecisionIsToldWithWhoWhenAndWhy) {
    model::Decision decision;
    decision.id = "d-1", decision.by = "王某", decision.reason = "已电话核实";
    decision.at = base::parse_iso_time("2026-02-01T00:00:00.000Z").value();
    const Rulings rulings{std::vector{decision}};
    Report before, after;
    after.corrections = {correction("requests.granted.total", "d-1", 7)};
    const std::string one =
        R"({"decision":"d-1","by":"王某","reason":"已电话核实","at":"2026-02-01T00:00:00.000Z"})";
    const std::string head =
        R"({"op":"decision","aspect":"corrections","cell":"requests.granted.total","old":)";
    EXPECT_EQ(told(before, after, rulings), std::vector{head + "null,\"new\":" + one + "}"});
    EXPECT_EQ(told(after, before, rulings), std::vector{head + one + ",\"new\":null}"});
    EXPECT_TRUE(told(after, after, rulings).empty());
}

TEST(CorrectionLines, BetweenYearsNobodyPutRightOrTookBackAnything) {
    Report before, after;
    before.year = 2023, after.year = 2024;
    before.corrections = {correction("a", "d-1", 7)};
    const std::string one = R"({"decision":"d-1","by":"王某","reason":"已电话核实","at":null})";
    const auto head = [](int year) {
        return R"({"op":"corrected","aspect":"corrections","cell":"a","year":)" + std::to_string(year) +
               R"(,"printed":7,"old":)";
    };
    EXPECT_EQ(told(before, after, Rulings{}), std::vector{head(2023) + one + ",\"new\":null}"});
    EXPECT_EQ(told(after, before, Rulings{}), std::vector{head(2023) + "null,\"new\":" + one + "}"});
}

TEST(CorrectionLines, ADecisionThatIsNotKnownAnyMoreHasNoTime) {
    Report before, after;
    after.corrections = {correction("a", "d-9", 7)};
    const auto lines = told(before, after, Rulings{});
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_NE(lines.front().find(R"("at":null)"), std::string::npos) << lines.front();
}

TEST(CorrectionLines, OnlyCellsWhoseDecisionIsAnotherAreTold) {
    Report before, after;
    before.corrections = {correction("a", "d-1", 7), correction("b", "d-2", 7), correction("c", "d-3", 7)};
    after.corrections = {correction("a", "d-1", 7), correction("b", "d-2", 8), correction("c", "d-4", 7),
                         correction("d", "d-5", 7)};
    std::string cells;
    for (const auto& change : changed_corrections(before, after)) {
        const auto& side = change.after != nullptr ? *change.after : *change.before;
        cells += side.cell + ' ';
    }
    EXPECT_EQ(cells, "b c d ");
}

}  // namespace
}  // namespace ogi::daemon
