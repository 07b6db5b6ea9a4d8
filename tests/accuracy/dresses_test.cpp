#include "programs.h"
#include "score.h"
#include "truth.h"

#include "model/names.h"
#include "parser/compare.h"
#include "parser/content_marks.h"
#include "parser/unspaced.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <tuple>

// The same report as a page, a Word file, a workbook, rich text and PDF. Who compares two captures must not
// see which.
namespace ogi::accuracy {
namespace {

namespace fs = std::filesystem;

// What counts of a cell; where it stands is another matter in every dress.
std::string shown(const model::Cell& cell) {
    return std::string{model::name_of(cell.kind)} + " " + (cell.value ? cell.value->text() : "") + " " +
           cell.unit;
}

std::vector<std::string> shown_cells(const model::Report& report) {
    std::vector<std::string> lines;
    for (const auto& [id, cell] : report.cells) lines.push_back(id + ": " + shown(cell));
    return lines;
}

std::vector<std::string> shown_checks(const model::Report& report) {
    std::vector<std::string> lines;
    for (const auto& check : report.checks) {
        lines.push_back(check.id + ": " + std::string{model::name_of(check.outcome)} + " " +
                        (check.left ? check.left->text() : "") + " " +
                        (check.right ? check.right->text() : ""));
    }
    return lines;
}

std::vector<std::string> shown_sections(const model::Report& report) {
    std::vector<std::string> lines;
    for (const auto& section : report.sections) {
        lines.push_back(std::to_string(section.number) + " " + section.title + ": " +
                        parser::without_space(section.text));
    }
    return lines;
}

// The lines of one and of the other that are not in both.
std::vector<std::string> differing(std::vector<std::string> one, std::vector<std::string> other) {
    std::ranges::sort(one);
    std::ranges::sort(other);
    std::vector<std::string> lines;
    std::ranges::set_symmetric_difference(one, other, std::back_inserter(lines));
    return lines;
}

const std::vector<std::string> none;

using Dress = std::tuple<const char*, const char*>;  // Stem and ending of a document in dresses/.

model::Report read(const std::string& name) {
    const auto path = fs::path{OGI_TEST_FOLDER} / "../fixtures/attachments/dresses" / name;
    const auto truths = read_truths(path);
    if (!truths) throw std::runtime_error{truths.error().context};
    const auto found = std::ranges::find(*truths, path.filename(),
                                         [](const Truth& truth) { return truth.document.filename(); });
    auto report = read_report(*found, programs_of_this_build());
    if (!report) throw std::runtime_error{report.error().context};
    return *std::move(report);
}

class EveryDress : public testing::TestWithParam<Dress> {};

TEST_P(EveryDress, SaysWhatThePageSays) {
    const auto& [stem, ending] = GetParam();
    const auto page = read(std::string{stem} + ".html");
    const auto dressed = read(std::string{stem} + ending);
    ASSERT_TRUE(page.is_report);
    EXPECT_EQ(differing(shown_cells(dressed), shown_cells(page)), none);
    EXPECT_EQ(differing(shown_checks(dressed), shown_checks(page)), none);
    EXPECT_EQ(differing(shown_sections(dressed), shown_sections(page)), none);
    EXPECT_EQ(dressed.verdict, page.verdict);
    EXPECT_EQ(dressed.title, page.title);
    EXPECT_EQ(dressed.agency.as_written, page.agency.as_written);
    EXPECT_TRUE(parser::content_marks(dressed) == parser::content_marks(page));
    EXPECT_EQ(parser::content_digest(dressed), parser::content_digest(page));
}

INSTANTIATE_TEST_SUITE_P(Forms, EveryDress,
                         testing::Combine(testing::Values("form_2021", "form_2019"),
                                          testing::Values(".docx", ".doc", ".rtf", ".xlsx", ".xls", ".pdf")),
                         [](const auto& each) {
                             return std::string{std::get<0>(each.param)} + "_as_" +
                                    (std::get<1>(each.param) + 1);
                         });

}  // namespace
}  // namespace ogi::accuracy
