#include "parser/checks.h"
#include "parser/compare.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

using model::ChangeSeverity;

model::Cell figure(std::string_view digits) {
    return {model::CellKind::number, model::Decimal::parse(digits), std::string{digits}, "件", {}};
}

// One dispute, with its sum and the check on it.
model::Report report_with(std::string_view upheld, std::string_view total) {
    model::Report report;
    report.generation = model::Generation::form_2021;
    for (const char* outcome : {"corrected", "other", "pending"})
        report.cells["reconsideration." + std::string{outcome}] = figure("0");
    report.cells["reconsideration.upheld"] = figure(upheld);
    report.cells["reconsideration.total"] = figure(total);
    report.checks = check_identities(report.cells, report.generation);
    return report;
}

TEST(Severity, ABrokenIdentityIsNamedAtEachOfItsCellsThatChangedAndGrave) {
    const auto differences = compare_reports(report_with("5", "5"), report_with("6", "5"));
    ASSERT_EQ(differences.cells.size(), 1U);
    EXPECT_EQ(differences.cells[0].broke, std::vector<std::string>{"reconsideration.sum"});
    EXPECT_TRUE(differences.cells[0].healed.empty());
    EXPECT_EQ(differences.cells[0].severity, ChangeSeverity::grave);

    const auto back = compare_reports(report_with("6", "5"), report_with("5", "5"));
    ASSERT_EQ(back.cells.size(), 1U);
    EXPECT_TRUE(back.cells[0].broke.empty());
    EXPECT_EQ(back.cells[0].healed, std::vector<std::string>{"reconsideration.sum"});
    EXPECT_EQ(back.cells[0].severity, ChangeSeverity::minor);
}

TEST(Severity, MoneyIsComparedAsMoneyWhateverItsUnit) {
    const auto severity = [](std::string_view before, const char* unit_before, std::string_view after,
                             const char* unit_after) {
        auto was = report_with("5", "5"), is = was;
        was.cells["disclosure.fee.amount"] = figure(before);
        is.cells["disclosure.fee.amount"] = figure(after);
        was.cells["disclosure.fee.amount"].unit = unit_before;
        is.cells["disclosure.fee.amount"].unit = unit_after;
        return compare_reports(was, is).cells.at(0).severity;
    };
    EXPECT_EQ(severity("5", "万元", "50000", "元"), ChangeSeverity::minor);
    EXPECT_EQ(severity("50", "千元", "5", "万元"), ChangeSeverity::minor);
    EXPECT_EQ(severity("5", "万元", "51000", "元"), ChangeSeverity::minor);
    EXPECT_EQ(severity("5", "万元", "5", "元"), ChangeSeverity::grave);
    EXPECT_EQ(severity("5", "万元", "6", "亿元"), ChangeSeverity::grave);
    EXPECT_EQ(severity("5", "元", "50", "元"), ChangeSeverity::grave);
}

TEST(Severity, ACellThatDoesNotStandInTheCheckHasNoPartInIt) {
    auto before = report_with("5", "5"), after = report_with("6", "5");
    before.cells["disclosure.fee.amount"] = figure("1");
    after.cells["disclosure.fee.amount"] = figure("2");
    const auto differences = compare_reports(before, after);
    ASSERT_EQ(differences.cells.size(), 2U);
    EXPECT_EQ(differences.cells[0].id, "disclosure.fee.amount");
    EXPECT_TRUE(differences.cells[0].broke.empty());
    EXPECT_EQ(differences.cells[0].severity, ChangeSeverity::minor);
}

TEST(Severity, TheProseTooIsACheck) {
    auto before = report_with("5", "5"), after = report_with("5", "5");
    before.cells["requests.new_received.total"] = figure("36");
    after.cells["requests.new_received.total"] = figure("38");
    after.checks.push_back({"prose.requests.new_received", model::CheckOutcome::violated, {}, {}, ""});
    const auto differences = compare_reports(before, after);
    ASSERT_EQ(differences.cells.size(), 1U);
    EXPECT_EQ(differences.cells[0].broke, std::vector<std::string>{"prose.requests.new_received"});
    EXPECT_EQ(differences.cells[0].severity, ChangeSeverity::minor);
}

TEST(Severity, FollowsFromTheFigures) {
    const auto severity = [](const model::Cell& was, const model::Cell& is) {
        model::Report before, after;
        before.cells["disclosure.fee.amount"] = was;
        after.cells["disclosure.fee.amount"] = is;
        return compare_reports(before, after).cells.at(0).severity;
    };
    const model::Cell blank{model::CellKind::blank, {}, "", "", {}},
        slash{model::CellKind::slash, {}, "/", "", {}};
    EXPECT_EQ(severity(figure("7"), figure("8")), ChangeSeverity::minor);
    EXPECT_EQ(severity(figure("7"), figure("69")), ChangeSeverity::minor);
    EXPECT_EQ(severity(figure("7"), figure("70")), ChangeSeverity::grave);
    EXPECT_EQ(severity(figure("57.8374"), figure("578374")), ChangeSeverity::grave);
    EXPECT_EQ(severity(figure("70"), figure("7")), ChangeSeverity::grave);
    EXPECT_EQ(severity(figure("9223372036854775807"), figure("922337203685477580")), ChangeSeverity::grave);
    EXPECT_EQ(severity(figure("9223372036854775807"), figure("922337203685477581")), ChangeSeverity::minor);
    EXPECT_EQ(severity(figure("0"), figure("500")), ChangeSeverity::notable);
    EXPECT_EQ(severity(figure("3"), figure("0")), ChangeSeverity::notable);
    EXPECT_EQ(severity(figure("-3"), figure("3")), ChangeSeverity::notable);
    EXPECT_EQ(severity(figure("3"), blank), ChangeSeverity::notable);
    EXPECT_EQ(severity(blank, figure("3")), ChangeSeverity::notable);
    EXPECT_EQ(severity(blank, slash), ChangeSeverity::minor);
}

}  // namespace
}  // namespace ogi::parser
