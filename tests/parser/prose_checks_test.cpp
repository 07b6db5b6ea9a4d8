#include "parser/prose_checks.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::parser {
namespace {

using model::CheckOutcome;
using model::Decimal;

CellMap cells_of(const std::vector<std::pair<std::string, int>>& values) {
    CellMap cells;
    for (const auto& [id, value] : values) {
        cells[id] = {.kind = model::CellKind::number,
                     .value = Decimal::whole(value),
                     .raw = {},
                     .unit = "件",
                     .at = {}};
    }
    return cells;
}

model::Statement said(std::string name, int value, bool approximate = false) {
    return {.name = std::move(name),
            .value = Decimal::whole(value),
            .approximate = approximate,
            .unit = "件",
            .quote = "…",
            .at = {}};
}

CheckOutcome outcome(const std::vector<model::Check>& checks, std::string_view id) {
    const auto found = std::ranges::find(checks, id, &model::Check::id);
    EXPECT_NE(found, checks.end()) << id;
    return found == checks.end() ? CheckOutcome::not_assessable : found->outcome;
}

const CellMap requests = cells_of({{"requests.new_received.total", 36},
                                   {"requests.carried_in.total", 4},
                                   {"requests.total_processed.total", 38},
                                   {"requests.carried_out.total", 2}});

TEST(ProseChecks, TryEveryReadingOfAnApplicationCount) {
    for (const int value : {36, 38, 40}) {
        const auto checks =
            check_prose({said("requests.new_received", value)}, requests, model::Generation::form_2019);
        EXPECT_EQ(outcome(checks, "prose.requests.new_received"), CheckOutcome::holds) << value;
        EXPECT_NE(checks[0].note.find("matches"), std::string::npos);
    }
    const auto checks =
        check_prose({said("requests.new_received", 39)}, requests, model::Generation::form_2019);
    EXPECT_EQ(outcome(checks, "prose.requests.new_received"), CheckOutcome::violated);
    EXPECT_EQ(checks[0].left, Decimal::whole(39));
    EXPECT_EQ(checks[0].right, Decimal::whole(36));
}

TEST(ProseChecks, OneOfSeveralFiguresIsEnough) {
    const auto checks = check_prose({said("requests.new_received", 5), said("requests.new_received", 36)},
                                    requests, model::Generation::form_2021);
    EXPECT_EQ(outcome(checks, "prose.requests.new_received"), CheckOutcome::holds);
}

TEST(ProseChecks, AMissingOperandIsNeverAnAlarm) {
    auto cells = requests;
    cells["requests.carried_in.total"] = {
        .kind = model::CellKind::blank, .value = {}, .raw = {}, .unit = {}, .at = {}};
    const auto checks = check_prose({said("requests.new_received", 39)}, cells, model::Generation::form_2019);
    EXPECT_EQ(outcome(checks, "prose.requests.new_received"), CheckOutcome::not_assessable);
}

TEST(ProseChecks, ApproximateFiguresAreNotCompared) {
    EXPECT_TRUE(check_prose({said("requests.new_received", 99, true)}, requests, model::Generation::form_2019)
                    .empty());
}

TEST(ProseChecks, FreeFormHasNoCellsToCompareWith) {
    EXPECT_TRUE(check_prose({said("requests.new_received", 99)}, {}, model::Generation::free_form).empty());
}

TEST(ProseChecks, LitigationIsBothKindsTogether) {
    const auto cells =
        cells_of({{"litigation.direct.total", 26}, {"litigation.after_reconsideration.total", 20}});
    EXPECT_EQ(outcome(check_prose({said("litigation.total", 46)}, cells, model::Generation::form_2021),
                      "prose.litigation.total"),
              CheckOutcome::holds);
    EXPECT_EQ(outcome(check_prose({said("litigation.total", 57)}, cells, model::Generation::form_2021),
                      "prose.litigation.total"),
              CheckOutcome::violated);
}

TEST(ProseChecks, AmountsAreComparedInOneUnit) {
    CellMap cells;
    cells["disclosure.procurement.amount"] = {
        .kind = model::CellKind::number, .value = Decimal::whole(251000), .raw = {}, .unit = "元", .at = {}};
    auto statement = said("disclosure.procurement.amount", 0);
    statement.value = Decimal::parse("25.1");
    statement.unit = "万元";
    EXPECT_EQ(outcome(check_prose({statement}, cells, model::Generation::form_2019),
                      "prose.disclosure.procurement.amount"),
              CheckOutcome::holds);
    cells["disclosure.procurement.amount"] = {
        .kind = model::CellKind::number, .value = Decimal::whole(251), .raw = {}, .unit = "千元", .at = {}};
    EXPECT_EQ(outcome(check_prose({statement}, cells, model::Generation::form_2019),
                      "prose.disclosure.procurement.amount"),
              CheckOutcome::holds);
    cells["disclosure.procurement.amount"].unit.clear();
    EXPECT_EQ(outcome(check_prose({statement}, cells, model::Generation::form_2019),
                      "prose.disclosure.procurement.amount"),
              CheckOutcome::not_assessable);
}

TEST(ProseChecks, PartsMustMakeTheWholeThatTheProseGives) {
    const auto parts = [](int pending) {
        return std::vector{said("litigation.direct.total", 7), said("litigation.direct.upheld", 7),
                           said("litigation.direct.corrected", 0), said("litigation.direct.other", 0),
                           said("litigation.direct.pending", pending)};
    };
    EXPECT_EQ(
        outcome(check_prose(parts(0), {}, model::Generation::free_form), "prose.parts.litigation.direct"),
        CheckOutcome::holds);
    EXPECT_EQ(
        outcome(check_prose(parts(1), {}, model::Generation::free_form), "prose.parts.litigation.direct"),
        CheckOutcome::violated);
    auto some = parts(0);
    some.pop_back();
    some[1].value = Decimal::whole(3);
    EXPECT_EQ(outcome(check_prose(some, {}, model::Generation::free_form), "prose.parts.litigation.direct"),
              CheckOutcome::not_assessable);
}

}  // namespace
}  // namespace ogi::parser
