#include "parser/checks.h"

#include "parser/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::parser {
namespace {

using model::CheckOutcome;
using model::Generation;

model::Cell number(std::string_view text) {
    model::Cell cell;
    cell.kind = model::CellKind::number;
    cell.value = model::Decimal::parse(text);
    return cell;
}

// A form in which every cell is zero.
CellMap zeros(Generation generation) {
    CellMap cells;
    for (const auto& cell : form_cells()) {
        if (generation == Generation::form_2019 ? cell.in_2019 : cell.in_2021) cells[cell.id] = number("0");
    }
    return cells;
}

const model::Check* find(const std::vector<model::Check>& checks, std::string_view id) {
    const auto found = std::ranges::find(checks, id, &model::Check::id);
    return found == checks.end() ? nullptr : &*found;
}

std::size_t count(const std::vector<model::Check>& checks, CheckOutcome outcome) {
    return static_cast<std::size_t>(std::ranges::count(checks, outcome, &model::Check::outcome));
}

TEST(Checks, EveryIdentityOfTheFormIsAssessed) {
    const auto first = check_identities(zeros(Generation::form_2019), Generation::form_2019);
    const auto second = check_identities(zeros(Generation::form_2021), Generation::form_2021);
    EXPECT_EQ(count(first, CheckOutcome::holds), 40u);
    EXPECT_EQ(first.size(), 40u);
    EXPECT_EQ(count(second, CheckOutcome::holds), 42u);
    EXPECT_EQ(second.size(), 42u);
    EXPECT_EQ(verdict_of(first), model::Verdict::verified);
}

TEST(Checks, AFreeFormHasNone) {
    EXPECT_TRUE(check_identities({}, Generation::free_form).empty());
    EXPECT_EQ(verdict_of({}), model::Verdict::unverifiable);
}

TEST(Checks, AWrongSumIsToldWithItsOperands) {
    auto cells = zeros(Generation::form_2019);
    cells["litigation.direct.upheld"] = number("4");
    cells["litigation.direct.other"] = number("1");
    cells["litigation.direct.pending"] = number("1");
    cells["litigation.direct.total"] = number("7");
    const auto checks = check_identities(cells, Generation::form_2019);
    const auto* check = find(checks, "litigation.direct.sum");
    ASSERT_NE(check, nullptr);
    EXPECT_EQ(check->outcome, CheckOutcome::violated);
    EXPECT_EQ(check->left->text(), "6");
    EXPECT_EQ(check->right->text(), "7");
    EXPECT_EQ(check->note, "4 + 0 + 1 + 1 is not 7");
    EXPECT_EQ(count(checks, CheckOutcome::violated), 1u);
    EXPECT_EQ(verdict_of(checks), model::Verdict::inconsistent);
}

TEST(Checks, BlankIsNotZero) {
    auto cells = zeros(Generation::form_2021);
    cells["requests.new_received.natural_person"] = number("1");
    cells["requests.new_received.total"] = number("1");
    cells["requests.total_processed.total"] = number("1");
    cells["requests.granted.total"] = number("1");
    cells["requests.granted.natural_person"] = number("1");
    cells["requests.total_processed.natural_person"] = model::Cell{};  // As in a form that gives only totals.
    const auto checks = check_identities(cells, Generation::form_2021);
    for (const auto* id : {"requests.balance.natural_person", "requests.outcomes_sum.natural_person",
                           "requests.applicants_sum.total_processed"}) {
        ASSERT_NE(find(checks, id), nullptr) << id;
        EXPECT_EQ(find(checks, id)->outcome, CheckOutcome::not_assessable) << id;
        EXPECT_FALSE(find(checks, id)->left) << id;
    }
    EXPECT_EQ(count(checks, CheckOutcome::violated), 0u);
    EXPECT_EQ(verdict_of(checks), model::Verdict::consistent);
}

TEST(Checks, NothingToAssessIsUnverifiable) {
    CellMap cells;
    for (const auto& cell : form_cells()) {
        if (cell.in_2021) cells[cell.id];
    }
    const auto checks = check_identities(cells, Generation::form_2021);
    EXPECT_EQ(checks.size(), 42u);
    EXPECT_EQ(count(checks, CheckOutcome::not_assessable), 42u);
    EXPECT_EQ(verdict_of(checks), model::Verdict::unverifiable);
}

TEST(Checks, TheOtherRowsOfEachFormCountAsOutcomes) {
    for (const auto& [generation, row] :
         {std::pair{Generation::form_2019, "requests.other.total"},
          std::pair{Generation::form_2021, "requests.other_fee_unpaid.total"}}) {
        auto cells = zeros(generation);
        cells[row] = number("2");
        const auto checks = check_identities(cells, generation);
        EXPECT_EQ(find(checks, "requests.outcomes_sum.total")->outcome, CheckOutcome::violated) << row;
    }
}

TEST(Checks, AMixedReportHasTheIdentitiesItsRowsAllow) {
    // The disclosure table of 2019 beside the request table of 2021.
    auto cells = zeros(Generation::form_2021);
    cells["disclosure.license.items_delta"] = number("-8");
    EXPECT_EQ(count(check_identities(cells, Generation::mixed), CheckOutcome::holds), 42u);
    EXPECT_EQ(count(check_identities(zeros(Generation::form_2019), Generation::mixed), CheckOutcome::holds),
              40u);
    cells["requests.other_fee_unpaid.total"] = number("2");
    EXPECT_EQ(count(check_identities(cells, Generation::mixed), CheckOutcome::violated), 2u);
}

TEST(Checks, VolumesWhereItemCountsBelongAreNoticed) {
    auto cells = zeros(Generation::form_2019);
    cells["disclosure.other_service.items_prev_year"] = number("746");
    cells["disclosure.other_service.items_delta"] = number("699");
    cells["disclosure.other_service.decisions"] = number("1445");
    cells["disclosure.penalty.items_prev_year"] =
        number("12");  // Unchanged, and as many decisions: no evidence.
    cells["disclosure.penalty.decisions"] = number("12");
    const auto checks = check_identities(cells, Generation::form_2019);
    ASSERT_NE(find(checks, "misuse.disclosure.other_service"), nullptr);
    EXPECT_EQ(find(checks, "misuse.disclosure.other_service")->right->text(), "1445");
    EXPECT_EQ(checks.size(), 41u);
    EXPECT_EQ(verdict_of(checks), model::Verdict::verified);
}

TEST(Checks, ProseAndYearsDoNotDecideTheVerdict) {
    auto checks = check_identities(zeros(Generation::form_2021), Generation::form_2021);
    checks.push_back({"prose.requests.new_received", CheckOutcome::violated, {}, {}, {}});
    checks.push_back({"years.carry.total", CheckOutcome::violated, {}, {}, {}});
    EXPECT_EQ(verdict_of(checks), model::Verdict::verified);
}

}  // namespace
}  // namespace ogi::parser
