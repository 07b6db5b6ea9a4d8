#include "parser/suspects.h"

#include "consistent_form.h"
#include "parser/catalogue.h"
#include "parser/checks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <random>

namespace ogi::parser {
namespace {

using model::CheckOutcome;
using model::Decimal;
using model::Generation;
using model::Suspect;

constexpr std::array generations{Generation::form_2019, Generation::form_2021};
constexpr std::uint32_t forms = 6;
constexpr std::array<std::int64_t, 6> amounts{1, -1, 2, 9, -10, 100};

bool noticed(const CellMap& cells, Generation generation) {
    return verdict_of(check_identities(cells, generation)) == model::Verdict::inconsistent;
}

// What a corrupted copy of a consistent form comes to.
struct Tally {
    int tried = 0, noticed = 0, alone = 0, among_first = 0, wrongly_sure = 0;
};

void corrupt(Tally& tally, const CellMap& form, Generation generation, const std::string& id,
             std::int64_t amount) {
    const auto value = form.at(id).value->units;
    if (value + amount < 0) return;
    auto cells = form;
    cells[id] = number_cell(Decimal::whole(value + amount));
    ++tally.tried;
    tally.noticed += noticed(cells, generation);
    const auto suspects = find_suspects(cells, generation, {});
    const auto names_it = [&](const Suspect& s) {
        return s.cell == id && s.value.units == value + amount && s.implied.units == value;
    };
    tally.alone += suspects.size() == 1 && names_it(suspects[0]) && suspects[0].among == 1;
    tally.among_first += std::ranges::any_of(suspects, names_it);
    tally.wrongly_sure +=
        std::ranges::any_of(suspects, [&](const Suspect& s) { return s.among == 1 && s.cell != id; });
}

Tally corrupt_every_cell(std::string_view stem) {
    Tally tally;
    for (const auto generation : generations) {
        for (std::uint32_t seed = 1; seed <= forms; ++seed) {
            const auto form = consistent_form(generation, seed);
            for (const auto& [id, cell] : form) {
                if (!id.starts_with(stem)) continue;
                for (const auto amount : amounts) corrupt(tally, form, generation, id, amount);
            }
        }
    }
    return tally;
}

TEST(Suspects, ConsistentFormsHaveNone) {
    for (const auto generation : generations) {
        for (std::uint32_t seed = 1; seed <= forms; ++seed) {
            const auto form = consistent_form(generation, seed);
            EXPECT_EQ(verdict_of(check_identities(form, generation)), model::Verdict::verified);
            EXPECT_TRUE(find_suspects(form, generation, {}).empty());
        }
    }
}

TEST(Suspects, OneWrongFigureOfTheRequestTableNamesItself) {
    const auto tally = corrupt_every_cell("requests.");
    std::cout << "requests: " << tally.tried << " corrupted, " << tally.noticed << " noticed, " << tally.alone
              << " located\n";
    EXPECT_GT(tally.tried, 9'000);
    EXPECT_EQ(tally.noticed, tally.tried);
    EXPECT_EQ(tally.alone, tally.tried);
    EXPECT_EQ(tally.wrongly_sure, 0);
}

TEST(Suspects, OneWrongFigureOfADisputeIsAmongItsFewCells) {
    Tally all;
    for (const auto* stem : {"reconsideration.", "litigation."}) {
        const auto tally = corrupt_every_cell(stem);
        all.tried += tally.tried, all.noticed += tally.noticed, all.alone += tally.alone;
        all.among_first += tally.among_first, all.wrongly_sure += tally.wrongly_sure;
    }
    std::cout << "disputes: " << all.tried << " corrupted, " << all.noticed << " noticed, " << all.among_first
              << " among the suspects, " << all.alone << " alone\n";
    EXPECT_EQ(all.noticed, all.tried);
    EXPECT_EQ(all.among_first, all.tried);
}

// Two wrong figures may hide each other; what is said of one cell alone must still be true.
TEST(Suspects, TwoWrongFiguresGiveNoFalseCertainty) {
    std::mt19937 random{7};
    int tried = 0, sure = 0;
    for (int round = 0; round < 5'000; ++round) {
        const auto generation = generations[random() % 2];
        auto cells = consistent_form(generation, 1 + static_cast<std::uint32_t>(round) % forms);
        std::vector<std::string> ids;
        for (const auto& [id, cell] : cells) {
            if (id.starts_with("requests.")) ids.push_back(id);
        }
        const std::array wrong{ids[random() % ids.size()], ids[random() % ids.size()]};
        const std::int64_t amount = 1 + random() % 3;
        if (wrong[0] == wrong[1]) continue;
        for (const auto& id : wrong) {
            auto value = cells[id].value->units;
            value += random() % 2 == 0 || value < amount ? amount : -amount;
            cells[id] = number_cell(Decimal::whole(value));
        }
        ++tried;
        for (const auto& suspect : find_suspects(cells, generation, {})) {
            if (suspect.among != 1) continue;
            ++sure;
            EXPECT_TRUE(std::ranges::count(wrong, suspect.cell))
                << suspect.cell << " for " << wrong[0] << ", " << wrong[1];
        }
    }
    std::cout << "two at a time: " << tried << " tried, " << sure << " named alone\n";
    EXPECT_GT(sure, tried);  // Most pairs share no row or column, and both are named.
}

TEST(Suspects, TellTheValueThatWouldSatisfyRowAndColumn) {
    auto cells = consistent_form(Generation::form_2021, 3);
    const std::string id = "requests.denied_third_party.commercial";
    const auto value = cells[id].value->units;
    cells[id] = number_cell(Decimal::whole(value + 7));
    const auto suspects = find_suspects(cells, Generation::form_2021, {});
    ASSERT_EQ(suspects.size(), 1u);
    EXPECT_EQ(suspects[0].cell, id);
    EXPECT_EQ(suspects[0].value, Decimal::whole(value + 7));
    EXPECT_EQ(suspects[0].implied, Decimal::whole(value));
    EXPECT_EQ(suspects[0].checks, (std::vector<std::string>{"requests.outcomes_sum.commercial",
                                                            "requests.applicants_sum.denied_third_party"}));
    EXPECT_EQ(cells[id].value, Decimal::whole(value + 7));
}

CellMap disputed(std::int64_t upheld, std::int64_t total) {
    auto cells = consistent_form(Generation::form_2021, 1);
    for (const auto* outcome : {"corrected", "other", "pending"})
        cells["reconsideration." + std::string{outcome}] = number_cell(Decimal::whole(0));
    cells["reconsideration.upheld"] = number_cell(Decimal::whole(upheld));
    cells["reconsideration.total"] = number_cell(Decimal::whole(total));
    return cells;
}

model::Statement said(std::string name, std::int64_t value) {
    return {.name = std::move(name),
            .value = Decimal::whole(value),
            .approximate = false,
            .unit = "件",
            .quote = {},
            .at = {}};
}

TEST(Suspects, AFigureIsNeverNegativeSoZerosAreNoSuspectsOfASumTooGreat) {
    const auto suspects = find_suspects(disputed(4, 3), Generation::form_2021, {});
    ASSERT_EQ(suspects.size(), 2u);
    EXPECT_EQ(suspects[0].cell, "reconsideration.total");
    EXPECT_EQ(suspects[0].among, 2);
    EXPECT_EQ(suspects[1].cell, "reconsideration.upheld");
}

// What the prose says of every figure of a form's disputes, or of their totals only.
std::vector<model::Statement> prose_of(const CellMap& form, std::string_view ending) {
    std::vector<model::Statement> statements;
    for (const auto& [id, cell] : form) {
        const bool dispute = id.starts_with("reconsideration.") || id.starts_with("litigation.");
        if (dispute && id.ends_with(ending)) statements.push_back(said(id, cell.value->units));
    }
    return statements;
}

TEST(Suspects, ADisputeThatTheProseTellsInFullNamesItsWrongFigure) {
    int tried = 0, alone = 0, alone_by_totals = 0, cells_by_totals = 0;
    for (std::uint32_t seed = 1; seed <= forms; ++seed) {
        const auto form = consistent_form(Generation::form_2021, seed);
        const auto all = prose_of(form, ""), totals = prose_of(form, ".total");
        for (const auto& statement : all) {
            for (const auto amount : amounts) {
                auto cells = form;
                const auto value = statement.value->units + amount;
                if (value < 0) continue;
                cells[statement.name] = number_cell(Decimal::whole(value));
                ++tried;
                const auto suspects = find_suspects(cells, Generation::form_2021, all);
                alone += suspects.size() == 1 && suspects[0].cell == statement.name && suspects[0].among == 1;
                const auto fewer = find_suspects(cells, Generation::form_2021, totals);
                cells_by_totals += static_cast<int>(fewer.size());
                alone_by_totals += fewer.size() == 1;
                EXPECT_TRUE(std::ranges::count(fewer, statement.name, &Suspect::cell)) << statement.name;
            }
        }
    }
    std::cout << "disputes with prose: " << tried << " corrupted, " << alone << " named; with totals only "
              << alone_by_totals << " named, " << cells_by_totals / tried << " suspects on average\n";
    EXPECT_EQ(alone, tried);
    EXPECT_GT(alone_by_totals * 5, tried);
}

TEST(Suspects, TheProseNarrowsTheCellsOfADispute) {
    const auto cells = disputed(3, 4);
    EXPECT_EQ(find_suspects(cells, Generation::form_2021, {}).size(), 5u);
    const auto suspects = find_suspects(cells, Generation::form_2021, {said("reconsideration.total", 3)});
    ASSERT_EQ(suspects.size(), 1u);
    EXPECT_EQ(suspects[0].cell, "reconsideration.total");
    EXPECT_EQ(suspects[0].implied, Decimal::whole(3));
    EXPECT_EQ(suspects[0].among, 1);
    EXPECT_EQ(suspects[0].checks,
              (std::vector<std::string>{"reconsideration.sum", "prose.reconsideration.total"}));
    // The prose confirms the total: one of the four parts is wrong.
    EXPECT_EQ(find_suspects(cells, Generation::form_2021, {said("reconsideration.total", 4)}).size(), 4u);
    // It fits neither: it is no evidence.
    EXPECT_EQ(find_suspects(cells, Generation::form_2021, {said("reconsideration.total", 9)}).size(), 5u);
    // What contradicts the table in one figure confirms none of the others.
    EXPECT_EQ(find_suspects(cells, Generation::form_2021,
                            {said("reconsideration.total", 4), said("reconsideration.other", 0),
                             said("reconsideration.pending", 0), said("reconsideration.upheld", 9)})
                  .size(),
              5u);
    // It says two things, or says one roughly.
    EXPECT_EQ(find_suspects(cells, Generation::form_2021,
                            {said("reconsideration.total", 3), said("reconsideration.total", 5)})
                  .size(),
              5u);
}

TEST(Suspects, ARowNamesACellWhereOthersAreClearedByTheirColumns) {
    auto cells = consistent_form(Generation::form_2021, 5);
    cells["requests.granted.natural_person"].value->units += 1;
    cells["requests.denied_process_info.natural_person"] = model::Cell{};  // The column cannot be added up.
    const auto suspects = find_suspects(cells, Generation::form_2021, {});
    ASSERT_EQ(suspects.size(), 1u);
    EXPECT_EQ(suspects[0].cell, "requests.granted.natural_person");
}

TEST(Suspects, BlanksLeaveTheChoiceOpen) {
    auto cells = consistent_form(Generation::form_2021, 5);
    for (auto& [id, cell] : cells) {
        if (id.starts_with("requests.") && !id.ends_with(".total")) cell = model::Cell{};
    }
    cells["requests.carried_in.total"].value->units += 2;
    const auto suspects = find_suspects(cells, Generation::form_2021, {});
    EXPECT_GE(suspects.size(), 2u);
    for (const auto& suspect : suspects) {
        EXPECT_EQ(suspect.checks, std::vector<std::string>{"requests.balance.total"});
        EXPECT_EQ(suspect.among, static_cast<int>(suspects.size()));
    }
}

TEST(Suspects, AFreeFormHasNone) {
    EXPECT_TRUE(find_suspects({}, Generation::free_form, {}).empty());
}

}  // namespace
}  // namespace ogi::parser
