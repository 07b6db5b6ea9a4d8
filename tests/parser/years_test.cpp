#include "parser/years.h"

#include "consistent_form.h"
#include "parser/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace ogi::parser {
namespace {

using model::CheckOutcome;
using model::Decimal;
using model::Generation;
using model::Report;

// Two years of one agency; the second carries in what the first carried out.
struct Pair {
    Report previous, report;

    explicit Pair(Generation generation) {
        previous.year = generation == Generation::form_2019 ? 2019 : 2023;
        report.year = previous.year + 1;
        previous.generation = report.generation = generation;
        previous.cells = consistent_form(generation, 1);
        report.cells = consistent_form(generation, 2);
        for (const auto applicant : applicants())
            report.cells[request_id("carried_in", applicant)] =
                previous.cells[request_id("carried_out", applicant)];
    }
    void set(std::string_view id, std::int64_t before, std::int64_t now) {
        previous.cells[std::string{id}] = number_cell(Decimal::whole(before));
        report.cells[std::string{id}] = number_cell(Decimal::whole(now));
    }
    void say(std::string quote, std::int64_t value, const std::string& behind) {
        report.sections.push_back({1, "总体情况", quote + behind});
        report.statements.push_back({.name = "requests.new_received",
                                     .value = Decimal::whole(value),
                                     .approximate = false,
                                     .unit = "件",
                                     .quote = std::move(quote),
                                     .at = {}});
    }
    model::Check check(std::string_view id) const {
        for (auto& check : check_years(previous, report)) {
            if (check.id == id) return check;
        }
        return {.id = "missing", .outcome = {}, .left = {}, .right = {}, .note = {}};
    }
};

TEST(Years, WhatWasCarriedOutIsCarriedIn) {
    Pair pair{Generation::form_2021};
    for (const auto applicant : applicants()) {
        const auto check = pair.check("years.carry." + std::string{applicant});
        EXPECT_EQ(check.outcome, CheckOutcome::holds) << applicant;
    }
    pair.set("requests.carried_out.total", 13, 0);
    pair.report.cells["requests.carried_in.total"] = number_cell(Decimal::whole(12));
    const auto check = pair.check("years.carry.total");
    EXPECT_EQ(check.outcome, CheckOutcome::violated);
    EXPECT_EQ(check.left, Decimal::whole(12));
    EXPECT_EQ(check.right, Decimal::whole(13));
    pair.previous.cells["requests.carried_out.total"] = model::Cell{};  // Blank is not zero.
    EXPECT_EQ(pair.check("years.carry.total").outcome, CheckOutcome::not_assessable);
}

TEST(Years, WhatIsInForceFollowsFromTheYearBefore) {
    Pair pair{Generation::form_2021};
    pair.set("disclosure.normative_document.in_force", 597, 420);
    pair.set("disclosure.normative_document.issued", 9, 50);
    pair.set("disclosure.normative_document.repealed", 9, 227);
    EXPECT_EQ(pair.check("years.in_force.normative_document").outcome, CheckOutcome::holds);
    pair.set("disclosure.normative_document.in_force", 597, 421);
    const auto check = pair.check("years.in_force.normative_document");
    EXPECT_EQ(check.outcome, CheckOutcome::violated);
    EXPECT_EQ(check.right, Decimal::whole(420));
    EXPECT_EQ(check.note, "in force, against 597 + 50 - 227");
}

TEST(Years, ItemsGoOnFromTheirChange) {
    Pair pair{Generation::form_2019};
    pair.set("disclosure.license.items_prev_year", 40, 43);
    pair.set("disclosure.license.items_delta", 3, 0);
    EXPECT_EQ(pair.check("years.items.license").outcome, CheckOutcome::holds);
    pair.set("disclosure.license.items_delta", -3, 0);
    EXPECT_EQ(pair.check("years.items.license").outcome, CheckOutcome::violated);
    EXPECT_EQ(pair.check("years.in_force.regulation").id, "missing");  // Not of that form.
}

TEST(Years, SoftOnesAreNeverViolated) {
    Pair pair{Generation::form_2019};
    pair.set("disclosure.regulation.total_disclosed", 85'376, 10'037);
    pair.set("disclosure.regulation.disclosed", 0, 5);
    const auto check = pair.check("years.total_disclosed.regulation");
    EXPECT_EQ(check.outcome, CheckOutcome::not_assessable);
    EXPECT_FALSE(check.left);
    EXPECT_TRUE(check.note.starts_with("soft: 10037 is less than 85381, ")) << check.note;
    pair.set("disclosure.regulation.total_disclosed", 85'376, 85'400);
    EXPECT_EQ(pair.check("years.total_disclosed.regulation").outcome, CheckOutcome::holds);
    pair.set("reconsideration.pending", 3, 0);
    pair.set("reconsideration.total", 3, 2);
    EXPECT_EQ(pair.check("years.pending.reconsideration").outcome, CheckOutcome::not_assessable);
    pair.set("reconsideration.total", 3, 3);
    EXPECT_EQ(pair.check("years.pending.reconsideration").outcome, CheckOutcome::holds);
}

TEST(Years, AGrowthInTheProseIsRecomputed) {
    struct Case {
        std::string_view behind;
        CheckOutcome outcome;
        std::string_view actual;
    };
    for (const auto& c :
         {Case{"，较上年增加3件", CheckOutcome::violated, "37"},
          {"，较上年增加37件", CheckOutcome::holds, "37"},
          {"，同比增长1.05%", CheckOutcome::violated, "1.077"},  // 37 of 3433 are 1.0777… per cent.
          {"，同比增长1.08%", CheckOutcome::holds, "1.077"},     // Rounded.
          {"，同比增长1.07%", CheckOutcome::holds, "1.077"},     // Cut off.
          {"，同比增长1%", CheckOutcome::holds, "1"},
          {"，同比下降1.08%", CheckOutcome::violated, "1.077"}}) {
        Pair pair{Generation::form_2021};
        pair.set("requests.new_received.total", 3433, 3470);
        pair.say("收到申请3470件", 3470, std::string{c.behind});
        const auto check = pair.check("years.growth.requests.new_received");
        EXPECT_EQ(check.outcome, c.outcome) << c.behind;
        ASSERT_TRUE(check.right) << c.behind;
        EXPECT_EQ(check.right->text(), c.actual) << c.behind;
    }
}

TEST(Years, AGrowthIsReadTheWayThisYearsFigureIs) {
    Pair pair{Generation::form_2021};
    pair.set("requests.new_received.total", 10, 20);
    pair.set("requests.carried_in.total", 2, 5);
    pair.say("受理申请25件", 25, "，较上年增加13件");  // New and carried in: 25 against 12.
    EXPECT_EQ(pair.check("years.growth.requests.new_received").outcome, CheckOutcome::holds);
    Pair other{Generation::form_2021};
    other.say("受理申请99999件", 99999, "，较上年增加13件");  // No cell says that: nothing to compare with.
    EXPECT_EQ(other.check("years.growth.requests.new_received").outcome, CheckOutcome::not_assessable);
}

TEST(Years, NothingGrowsInPerCentFromZero) {
    Pair pair{Generation::form_2021};
    pair.set("requests.new_received.total", 0, 5);
    pair.set("requests.carried_in.total", 0, 1000);
    pair.set("requests.total_processed.total", 0, 1000);
    pair.say("收到申请5件", 5, "，同比增长100%");
    EXPECT_EQ(pair.check("years.growth.requests.new_received").outcome, CheckOutcome::not_assessable);
}

TEST(Years, OnlyTheYearBeforeIsComparedWith) {
    Pair pair{Generation::form_2021};
    pair.previous.year -= 1;
    EXPECT_TRUE(check_years(pair.previous, pair.report).empty());
    pair.previous.year += 1;
    pair.previous.generation = Generation::free_form;
    EXPECT_TRUE(check_years(pair.previous, pair.report).empty());
}

TEST(Years, TheChangeOfFormLeavesWhatBothHave) {
    Pair old_pair{Generation::form_2019}, new_pair{Generation::form_2021};
    old_pair.report.year = 2020;
    new_pair.report.year = 2021;
    const auto checks = check_years(old_pair.report, new_pair.report);
    EXPECT_EQ(std::ranges::count_if(checks, [](const auto& c) { return c.id.starts_with("years.carry."); }),
              7);
    EXPECT_TRUE(std::ranges::none_of(checks, [](const auto& c) {
        return c.id.starts_with("years.in_force.") || c.id.starts_with("years.items.");
    }));
}

}  // namespace
}  // namespace ogi::parser
