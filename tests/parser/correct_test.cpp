#include "parser/correct.h"

#include "base/utf8.h"
#include "consistent_form.h"
#include "documents.h"
#include "parser/checks.h"
#include "parser/compare.h"
#include "parser/parse_report.h"
#include "parser/remarks.h"
#include "sample_form.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace ogi::parser {
namespace {

using model::CellKind;
using model::Decimal;
using model::Decision;
using model::Report;

model::Figure number(std::int64_t value) {
    return {.kind = CellKind::number, .value = Decimal::whole(value)};
}

Decision correction(std::string cell, model::Figure printed, model::Figure right, std::string id = "d-1") {
    return {.id = std::move(id),
            .by = "王某",
            .reason = "查实",
            .kind = model::DecisionKind::cell_correct,
            .cell = std::move(cell),
            .printed = std::move(printed),
            .right = std::move(right)};
}

// Reports with everything that the parser finds in real ones.
std::vector<Report> reports() {
    std::vector<Report> all;
    for (const auto& entry :
         std::filesystem::directory_iterator{std::filesystem::path{OGI_TEST_FOLDER} / ".." / "fixtures"}) {
        if (entry.path().extension() != ".txt") continue;
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>{file}, {}};
        if (base::is_valid_utf8(text)) all.push_back(parse_report(text_document(text)));
    }
    for (const auto form : {FormYear::form_2019, FormYear::form_2021}) {
        for (const auto* digits : {"3", "0", "-4"}) {
            const auto printed = [&](const std::string&) { return std::string{digits}; };
            all.push_back(parse_report(flatten(sample_form(form, printed), Flattening::grid)));
        }
    }
    return all;
}

TEST(AssessFigures, FindsInAReportWhatTheParserFound) {
    std::size_t with_suspects = 0, with_remarks = 0;
    for (const auto& report : reports()) {
        auto again = report;
        assess_figures(again, remark_on_figures(report));
        EXPECT_EQ(again, report) << report.title;
        with_suspects += report.suspects.empty() ? 0U : 1U;
        with_remarks += remark_on_figures(report).empty() ? 0U : 1U;
    }
    EXPECT_GT(with_suspects, 0U);
    EXPECT_GT(with_remarks, 0U);
}

TEST(Corrections, CanBeTakenBackToTheByte) {
    constexpr std::size_t every = 3;
    std::size_t corrected = 0, seen = 0;
    for (const auto& report : reports()) {
        for (const auto& [id, cell] : report.cells) {
            if (++seen % every != 0) continue;
            const auto decision = correction(id, {cell.kind, cell.value, cell.raw}, number(987'654));
            auto altered = report;
            correct_cells(altered, {&decision});
            ASSERT_EQ(altered.corrections.size(), 1U) << id;
            EXPECT_EQ(altered.cells.at(id).value, Decimal::whole(987'654));
            EXPECT_EQ(altered.cells.at(id).raw, cell.raw);
            EXPECT_NE(content_digest(altered), content_digest(report));
            take_back_corrections(altered);
            ASSERT_EQ(altered, report) << report.title << " " << id;
            ++corrected;
        }
    }
    EXPECT_GT(corrected, 300U);
}

Report consistent_report() {
    Report report;
    report.is_report = true;
    report.generation = model::Generation::form_2021;
    report.cells = consistent_form(report.generation, 1);
    assess_figures(report, {});
    return report;
}

TEST(Corrections, HealTheChecksTheyMend) {
    const auto right = consistent_report();
    const std::string id = "requests.new_received.total";
    const auto value = right.cells.at(id).value->units;
    auto wrong = right;
    wrong.cells.at(id).value = Decimal::whole(value + 9);
    assess_figures(wrong, {});
    ASSERT_EQ(wrong.verdict, model::Verdict::inconsistent);
    const auto decision = correction(id, number(value + 9), number(value));
    correct_cells(wrong, {&decision});
    EXPECT_EQ(wrong.verdict, right.verdict);
    EXPECT_EQ(wrong.checks, right.checks);
    EXPECT_TRUE(wrong.suspects.empty());
    EXPECT_EQ(wrong.corrections,
              (std::vector<model::Correction>{
                  {id, CellKind::number, Decimal::whole(value + 9), "d-1", "王某", "查实"}}));
}

TEST(Corrections, RestWhereThePageDoesNotPrintWhatTheyWereMadeAgainst) {
    const auto report = consistent_report();
    const std::string id = "requests.new_received.total";
    const auto value = report.cells.at(id).value->units;
    const Decision rest[] = {correction(id, number(value + 1), number(7)),
                             correction(id, {CellKind::blank}, number(7)),
                             correction("requests.no_such.cell", number(value), number(7))};
    for (const auto& decision : rest) {
        auto same = report;
        correct_cells(same, {&decision});
        EXPECT_EQ(same, report);
    }
}

TEST(Corrections, OfOneCellTheLastThatAppliesCounts) {
    auto report = consistent_report();
    const std::string id = "requests.new_received.total";
    const auto value = report.cells.at(id).value->units;
    const auto first = correction(id, number(value), number(7), "d-1");
    const auto second = correction(id, number(value), number(8), "d-2");
    const auto stale = correction(id, number(value + 1), number(9), "d-3");
    correct_cells(report, {&first, &second, &stale});
    EXPECT_EQ(report.cells.at(id).value, Decimal::whole(8));
    EXPECT_EQ(report.corrections.at(0).decision, "d-2");
}

TEST(Compare, SeesACorrectionAndAPageThatPrintsWhatWasCorrected) {
    const auto printed = consistent_report();
    const std::string id = "requests.new_received.total";
    const auto value = printed.cells.at(id).value->units;
    const auto decision = correction(id, number(value), number(value + 3));
    auto corrected = printed;
    correct_cells(corrected, {&decision});
    auto differences = compare_reports(printed, corrected);
    ASSERT_EQ(differences.cells.size(), 1U);
    EXPECT_EQ(differences.cells[0].id, id);
    EXPECT_EQ(differences.aspects, std::vector<std::string>{"corrections"});

    // The agency puts it right itself: the value stays, and it is a change of the page.
    auto mended = printed;
    mended.cells.at(id).value = Decimal::whole(value + 3);
    EXPECT_NE(content_digest(mended), content_digest(corrected));
    differences = compare_reports(corrected, mended);
    ASSERT_EQ(differences.cells.size(), 1U);
    EXPECT_EQ(differences.cells[0].id, id);
}

}  // namespace
}  // namespace ogi::parser
