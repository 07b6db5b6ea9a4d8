#include "daemon/exports/dictionary.h"

#include "parser/catalogue.h"

#include <gtest/gtest.h>

#include <set>

namespace ogi::daemon {
namespace {

TEST(Dictionary, HasEveryCellOfTheCatalogueOnceAndInWords) {
    std::set<std::string> seen, labels;
    for (const auto& entry : dictionary()) {
        EXPECT_TRUE(seen.insert(entry.cell).second) << entry.cell;
        EXPECT_TRUE(labels.insert(entry.table + entry.label()).second) << entry.label();
        EXPECT_FALSE(entry.row.empty() || entry.column.empty() || entry.generations.empty()) << entry.cell;
        EXPECT_FALSE(entry.english.empty() || entry.english.starts_with(" ") || entry.english.ends_with(" "))
            << entry.cell << ": " << entry.english;
    }
    EXPECT_EQ(seen.size(), parser::form_cells().size());
}

TEST(Dictionary, CellsAreThoseOfTheirForms) {
    EXPECT_EQ(cells_of(model::Generation::form_2019).size(), 198u);
    EXPECT_EQ(cells_of(model::Generation::form_2021).size(), 200u);
    EXPECT_EQ(cells_of(model::Generation::free_form).size(), 58u);
}

TEST(Dictionary, TellsWhichIdentitiesACellStandsIn) {
    const auto* cell = find_in_dictionary("requests.granted.total");
    ASSERT_NE(cell, nullptr);
    EXPECT_EQ(cell->identities,
              (std::vector<std::string>{"requests.outcomes_sum.total", "requests.applicants_sum.granted"}));
    EXPECT_EQ(find_in_dictionary("s14.app")->identities, std::vector<std::string>{"s14.app"});
    EXPECT_EQ(find_in_dictionary("requests.granted"), nullptr);
}

}  // namespace
}  // namespace ogi::daemon
