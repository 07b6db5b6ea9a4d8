#include "daemon/exports/comparable.h"

#include "daemon/exports/dictionary.h"
#include "model/names.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using model::CellKind;
using model::Decimal;
using model::Generation;

constexpr Generation forms[] = {Generation::free_form, Generation::form_2019, Generation::form_2021};

model::Report report(Generation generation) {
    model::Report made;
    made.generation = generation;
    return made;
}

void put(model::Report& made, const std::string& id, CellKind kind, std::int64_t value = 0) {
    model::Cell cell;
    cell.kind = kind;
    if (kind == CellKind::number) cell.value = Decimal::whole(value);
    cell.unit = "件";
    made.cells[id] = cell;
}

TEST(Comparable, EveryTermIsACellOfItsForm) {
    for (const auto& entry : dictionary()) {
        for (const auto form : forms) {
            const auto in = in_form(entry.cell, form);
            EXPECT_EQ(in.terms.size() == 0, in.how == Comparable::no) << entry.cell;
            EXPECT_EQ(in.terms.size() > 1, in.how == Comparable::sum_of) << entry.cell;
            EXPECT_TRUE(in.how == Comparable::yes || !in.note.empty()) << entry.cell << " does not say why";
            for (const auto& term : in.terms) {
                const auto* cell = find_in_dictionary(term);
                ASSERT_NE(cell, nullptr) << term;
                EXPECT_TRUE(cell->is_in(model::name_of(form))) << term << " of " << entry.cell;
                EXPECT_EQ(cell->unit, entry.unit) << term << " of " << entry.cell;
            }
        }
    }
}

TEST(Comparable, ACellIsItselfInItsOwnForm) {
    for (const auto& entry : dictionary()) {
        for (const auto form : forms) {
            if (!entry.is_in(model::name_of(form))) continue;
            EXPECT_EQ(in_form(entry.cell, form).how, Comparable::yes) << entry.cell;
            EXPECT_EQ(in_form(entry.cell, form).terms, std::vector<std::string>{entry.cell});
        }
    }
}

// What is the same in one direction is in the other.
TEST(Comparable, OneForOneHoldsBothWays) {
    for (const auto& entry : dictionary()) {
        for (const auto form : forms) {
            const auto in = in_form(entry.cell, form);
            if (in.how != Comparable::yes || in.terms.front() == entry.cell) continue;
            for (const auto own : forms) {
                if (!entry.is_in(model::name_of(own))) continue;
                const auto back = in_form(in.terms.front(), own);
                EXPECT_EQ(back.how, Comparable::yes) << entry.cell;
                EXPECT_EQ(back.terms, std::vector<std::string>{entry.cell});
            }
        }
    }
}

TEST(Comparable, OneRowThatBecameThreeIsTheirSum) {
    auto made = report(Generation::form_2021);
    put(made, "requests.other_no_correction.total", CellKind::number, 2);
    put(made, "requests.other_fee_unpaid.total", CellKind::number, 0);
    put(made, "requests.other_other.total", CellKind::number, 5);
    auto point = point_of(made, "requests.other.total");
    EXPECT_EQ(point.how, Comparable::sum_of);
    EXPECT_EQ(point.value, Decimal::whole(7));
    EXPECT_EQ(
        point.terms,
        "requests.other_no_correction.total+requests.other_fee_unpaid.total+requests.other_other.total");
    put(made, "requests.other_fee_unpaid.total", CellKind::blank);
    point = point_of(made, "requests.other.total");
    EXPECT_FALSE(point.value) << "blank is not zero";
    EXPECT_EQ(point.kind, CellKind::blank);
    EXPECT_NE(point.note.find("没有数字"), std::string::npos);
}

TEST(Comparable, WhatIsNotComparableHasNoFigureAndSaysWhy) {
    auto made = report(Generation::form_2019);
    put(made, "disclosure.fee.items_prev_year", CellKind::number, 3);
    const auto point = point_of(made, "disclosure.fee.amount");
    EXPECT_EQ(point.how, Comparable::no);
    EXPECT_FALSE(point.value || point.kind);
    EXPECT_FALSE(point.note.empty());
}

TEST(Comparable, AFreeFormReportSaysItInItsTableOrOnceInItsProse) {
    auto made = report(Generation::free_form);
    const model::Statement said{
        .name = "requests.new_received", .value = Decimal::whole(36), .unit = "件", .quote = {}, .at = {}};
    made.statements = {said};
    EXPECT_EQ(point_of(made, "requests.new_received.total").value, Decimal::whole(36));
    EXPECT_EQ(point_of(made, "requests.new_received.total").terms, "statement requests.new_received");
    made.statements = {said, said};
    EXPECT_FALSE(point_of(made, "requests.new_received.total").value) << "they may tell of two halves";
    EXPECT_NE(point_of(made, "requests.new_received.total").note.find("2处"), std::string::npos);
    put(made, "s14.app", CellKind::number, 34);
    EXPECT_EQ(point_of(made, "requests.new_received.total").value, Decimal::whole(34));
    EXPECT_EQ(point_of(made, "requests.new_received.total").terms, "s14.app");
    made.cells.clear();
    made.statements = {said};
    made.statements[0].approximate = true;
    EXPECT_FALSE(point_of(made, "requests.new_received.total").value);
}

// In the first the clause says it, in the others what stands before it in its sentence.
TEST(Comparable, AFigureOfMoreOrLessThanTheYearIsNone) {
    struct Case {
        std::string before, quote;
        bool is_taken;
    };
    const std::string received = "收到政府信息公开申请33件";
    for (const auto& [before, quote, is_taken] : std::vector<Case>{
             {"", "累计" + received, false},
             {"", "与上年" + received, false},
             {"", "上半年" + received, false},
             {"", "网上" + received, false},
             {"", "2016年" + received, false},
             {"截至2017年底，", received, false},
             {"与2016年相比，", received, false},
             {"与去年同期相比，", "本机关" + received, false},
             {"去年收到申请9件。", received, true},
             {"2017年，", "本机关共" + received, true},
         }) {
        auto made = report(Generation::free_form);
        made.year = 2017;
        made.sections = {{.number = 3, .title = "依申请公开", .text = before + quote + "，均已答复。"}};
        made.statements = {{.name = "requests.new_received",
                            .value = Decimal::whole(33),
                            .unit = "件",
                            .quote = quote,
                            .at = {}}};
        const auto point = point_of(made, "requests.new_received.total");
        EXPECT_EQ(point.value.has_value(), is_taken) << before << quote;
        EXPECT_EQ(point.kind.has_value(), is_taken);
        EXPECT_EQ(point.note.find("不能确定") == std::string::npos, is_taken) << point.note;
    }
}

TEST(Comparable, MoneyStandsInOneUnitExactlyOrNotAtAll) {
    struct Case {
        std::string_view printed, unit, converted;
    };
    for (const auto& [printed, unit, converted] : std::initializer_list<Case>{
             {"57.8374", "万元", "57.8374"},
             {"50000", "元", "5"},
             {"1234.56", "元", "0.123456"},
             {"7", "百元", "0.07"},
             {"7", "千元", "0.7"},
             {"0", "元", "0"},
             {"1.23456", "亿元", "12345.6"},
             {"0.123456789", "元", ""},
             {"900719925474099299", "亿元", ""},
             {"50000", "", ""},
             {"3", "美元", ""},
         }) {
        auto made = report(Generation::form_2021);
        made.cells["disclosure.fee.amount"] = {
            CellKind::number, Decimal::parse(printed), std::string{printed}, std::string{unit}, {}};
        const auto point = point_of(made, "disclosure.fee.amount");
        EXPECT_EQ(point.value, Decimal::parse(converted)) << printed << unit;
        EXPECT_EQ(point.unit, converted.empty() ? "" : "万元") << printed << unit;
        EXPECT_EQ(point.note.empty(), unit == "万元") << printed << unit;
    }
}

TEST(Comparable, AMixedReportCountsByTheFormItShows) {
    auto made = report(Generation::mixed);
    put(made, "requests.other.total", CellKind::number, 4);
    for (const auto* name : {"no_correction", "fee_unpaid", "other"})
        put(made, std::string{"requests.other_"} + name + ".total", CellKind::absent);
    EXPECT_EQ(point_of(made, "requests.other.total").value, Decimal::whole(4));
    EXPECT_EQ(point_of(made, "requests.other.total").how, Comparable::yes);
}

}  // namespace
}  // namespace ogi::daemon
