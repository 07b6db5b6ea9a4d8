#include "parser/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace ogi::parser {
namespace {

TEST(Catalogue, HasTheCellsOfTheForms) {
    EXPECT_EQ(std::ranges::count_if(form_cells(), &FormCell::in_2014), 58);
    EXPECT_EQ(std::ranges::count_if(form_cells(), &FormCell::in_2019), 198);
    EXPECT_EQ(std::ranges::count_if(form_cells(), &FormCell::in_2021), 200);
    EXPECT_TRUE(std::ranges::is_sorted(form_cells(), {}, &FormCell::id));
}

TEST(Catalogue, FindsACellByItsId) {
    const FormCell* amount = find_form_cell("disclosure.fee.amount");
    ASSERT_NE(amount, nullptr);
    EXPECT_FALSE(amount->in_2019);
    EXPECT_TRUE(amount->in_2021);
    EXPECT_EQ(amount->unit, "万元");
    EXPECT_EQ(find_form_cell("disclosure.license.items_delta")->kind, FigureKind::signed_count);
    EXPECT_EQ(find_form_cell("requests.granted"), nullptr);
    EXPECT_EQ(find_form_cell(""), nullptr);
}

TEST(Catalogue, IsThePublishedListOfIds) {
    std::ifstream list{std::string{OGI_SHARED_FOLDER} + "/domain/cells.tsv"};
    if (!list) GTEST_SKIP() << "no list of cells beside the checkout";
    std::string line;
    std::getline(list, line);
    std::set<std::string> listed;
    while (std::getline(list, line)) {
        std::istringstream fields{line};
        std::string id, generations, kind, unit;
        std::getline(fields, id, '\t'), std::getline(fields, generations, '\t');
        std::getline(fields, kind, '\t'), std::getline(fields, unit, '\t');
        listed.insert(id);
        const FormCell* cell = find_form_cell(id);
        ASSERT_NE(cell, nullptr) << id;
        EXPECT_EQ(cell->in_2019, generations.find("2019") != generations.npos) << id;
        EXPECT_EQ(cell->in_2021, generations.find("2021") != generations.npos) << id;
        EXPECT_EQ(cell->kind == FigureKind::amount, kind == "decimal") << id;
        EXPECT_EQ(cell->kind == FigureKind::signed_count, kind == "signed") << id;
        EXPECT_EQ(cell->unit, unit.starts_with("unit as") ? "" : unit) << id;
    }
    EXPECT_EQ(listed.size(),
              static_cast<std::size_t>(std::ranges::count(form_cells(), false, &FormCell::in_2014)));
}

}  // namespace
}  // namespace ogi::parser
