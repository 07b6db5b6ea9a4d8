#include "parser/gazetteer.h"
#include "tests/conformance/known_failures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

// The official lists of division codes, as cn/GB2260 carries them, against our gazetteer.
namespace ogi::conformance {
namespace {

struct Row {
    int code = 0;
    std::string name;
};

// "Source Revision Code Name", apart by tabs, one line of headings.
std::vector<Row> read_rows(const std::filesystem::path& path) {
    std::vector<Row> rows;
    std::istringstream lines{file_text(path)};
    std::string line;
    for (std::getline(lines, line); std::getline(lines, line);) {
        std::istringstream fields{line};
        std::string source;
        std::string revision;
        Row row;
        if (fields >> source >> revision >> row.code >> row.name) rows.push_back(std::move(row));
    }
    return rows;
}

bool is_known(const Row& row) {
    return std::ranges::any_of(parser::all_divisions(), [&](const parser::Division& division) {
        return division.code == row.code && division.name == row.name;
    });
}

// What the Bureau of Statistics has beside the divisions: "市辖区", "县" and other headings, development
// zones under codes of its own (71 and up).
bool is_bureaus_own(const Row& row) {
    constexpr int first_own_code = 71;
    const bool is_heading =
        row.name == "市辖区" || row.name == "县" || row.name.find("直辖县级行政区划") != std::string::npos;
    return is_heading || row.code % 100 >= first_own_code;
}

TEST(Divisions, AreThoseOfTheMinistryOfCivilAffairs) {
    const auto folder = suite("gb2260");
    if (!folder) GTEST_SKIP() << "the lists of GB/T 2260 are not on this machine";
    const auto rows = read_rows(*folder / "mca-201904.tsv");
    ASSERT_GT(rows.size(), 3200U);
    for (const auto& row : rows) EXPECT_TRUE(is_known(row)) << row.code << ' ' << row.name;
}

TEST(Divisions, AreThoseOfTheBureauOfStatistics) {
    const auto folder = suite("gb2260");
    if (!folder) GTEST_SKIP() << "the lists of GB/T 2260 are not on this machine";
    std::set<std::string> failed;
    std::size_t total = 0;
    for (const auto& row : read_rows(*folder / "stats-201810.tsv")) {
        if (is_bureaus_own(row)) continue;
        ++total;
        if (!is_known(row)) failed.insert(std::to_string(row.code));
    }
    EXPECT_GT(total, 2900U);
    expect_known_failures(failed, total, no_failures);
}

}  // namespace
}  // namespace ogi::conformance
