#include "parser/compare.h"

#include <gtest/gtest.h>

#include <functional>

namespace ogi::parser {
namespace {

model::Cell number(std::int64_t value) {
    model::Cell cell;
    cell.kind = model::CellKind::number;
    cell.value = model::Decimal::whole(value);
    cell.raw = std::to_string(value);
    return cell;
}

model::Report report() {
    model::Report report;
    report.is_report = true;
    report.year = 2022;
    report.title = "某县2022年政府信息公开工作年度报告";
    report.agency.as_written = "某县";
    report.generation = model::Generation::form_2021;
    report.cells["requests.granted.total"] = number(3);
    report.cells["requests.other_other.total"];  // Absent.
    report.sections = {{1, "总体情况", "全年公开信息12条。"}};
    report.stat_tables.push_back({"统计表", {"指标", "本年"}, {{number(1)}}});
    return report;
}

using Edit = std::function<void(model::Report&)>;

TEST(Compare, SeesNoDifferenceWhereAReaderSeesNone) {
    const std::pair<const char*, Edit> edits[] = {
        {"nothing", [](auto&) {}},
        {"white space in the text", [](auto& r) { r.sections[0].text = "全年 公开\n信息12条。"; }},
        {"white space in the title", [](auto& r) { r.title = "某县 2022年政府信息公开工作年度报告"; }},
        {"the place of a cell",
         [](auto& r) {
             r.cells["requests.granted.total"].at = model::Place{{1, 2}, 3, 4, 5};
         }},
        {"how a number is printed", [](auto& r) { r.cells["requests.granted.total"].raw = " 3"; }},
        {"an absent cell that is not listed", [](auto& r) { r.cells.erase("requests.other_other.total"); }},
        {"what follows from the content",
         [](auto& r) {
             r.checks.push_back({"requests.balance.total", {}, {}, {}, {}});
         }},
    };
    for (const auto& [name, edit] : edits) {
        auto after = report();
        edit(after);
        EXPECT_TRUE(compare_reports(report(), after).empty()) << name;
        EXPECT_EQ(content_digest(report()), content_digest(after)) << name;
    }
}

TEST(Compare, WordsInPlaceOfAFigureAreComparedAsWords) {
    for (const auto kind : {model::CellKind::text, model::CellKind::unreadable}) {
        const auto with = [&](std::string_view words) {
            auto made = report();
            auto& cell = made.cells["requests.granted.total"];
            cell = {};
            cell.kind = kind;
            cell.raw = words;
            return made;
        };
        const auto changed = compare_reports(with("约6583"), with("约6683"));
        ASSERT_EQ(changed.cells.size(), 1U);
        EXPECT_EQ(changed.cells[0].old_cell.raw, "约6583");
        EXPECT_EQ(changed.cells[0].new_cell.raw, "约6683");
        EXPECT_EQ(changed.change_class, model::ChangeClass::editorial);
        EXPECT_NE(content_digest(with("约6583")), content_digest(with("约6683")));
        EXPECT_TRUE(compare_reports(with("约 6583"), with("约6583")).empty());
        EXPECT_EQ(content_digest(with("约 6583")), content_digest(with("约6583")));
        EXPECT_EQ(compare_reports(with("约6583"), report()).change_class, model::ChangeClass::value);
    }
}

TEST(Compare, NamesTheAspectThatDiffers) {
    const std::pair<const char*, Edit> edits[] = {
        {"text", [](auto& r) { r.sections[0].text = "全年公开信息13条。"; }},
        {"text", [](auto& r) { r.sections.clear(); }},
        {"title", [](auto& r) { r.title = "某县2022年报告"; }},
        {"agency_as_written", [](auto& r) { r.agency.as_written = "某县人民政府"; }},
        {"published",
         [](auto& r) {
             r.published = base::Date{std::chrono::year{2023}, std::chrono::month{1}, std::chrono::day{9}};
         }},
        {"stat_tables", [](auto& r) { r.stat_tables[0].rows[0][0] = number(2); }},
        {"generation", [](auto& r) { r.generation = model::Generation::mixed; }},
    };
    for (const auto& [name, edit] : edits) {
        auto after = report();
        edit(after);
        const auto differences = compare_reports(report(), after);
        EXPECT_EQ(differences.aspects, std::vector<std::string>{name});
        EXPECT_TRUE(differences.cells.empty());
        EXPECT_NE(content_digest(report()), content_digest(after)) << name;
    }
}

TEST(Compare, ListsChangedCellsInOrderOfTheirIds) {
    auto after = report();
    after.cells["requests.granted.total"] = number(4);
    after.cells["disclosure.fee.amount"] = number(1);
    after.cells["requests.other_other.total"].kind = model::CellKind::blank;
    const auto cells = compare_reports(report(), after).cells;
    ASSERT_EQ(cells.size(), 3u);
    EXPECT_EQ(cells[0].id, "disclosure.fee.amount");
    EXPECT_EQ(cells[0].old_cell.kind, model::CellKind::absent);
    EXPECT_EQ(cells[1].id, "requests.granted.total");
    EXPECT_EQ(cells[1].old_cell.value->text(), "3");
    EXPECT_EQ(cells[1].new_cell.value->text(), "4");
    EXPECT_EQ(cells[2].id, "requests.other_other.total");
    EXPECT_NE(content_digest(report()), content_digest(after));
}

TEST(Compare, NamesTheDeepestLevelOnWhichTheyDiffer) {
    using model::ChangeClass;
    const auto class_of = [](const Edit& edit) {
        auto after = report();
        edit(after);
        return compare_reports(report(), after).change_class;
    };
    EXPECT_EQ(class_of([](auto&) {}), std::nullopt);
    EXPECT_EQ(class_of([](auto& r) { r.sections[0].text = "全年公开信息13条。"; }), ChangeClass::editorial);
    EXPECT_EQ(class_of([](auto& r) { r.stat_tables[0].title = "另一表"; }), ChangeClass::editorial);
    EXPECT_EQ(class_of([](auto& r) { r.stat_tables[0].rows[0][0] = number(2); }), ChangeClass::value);
    EXPECT_EQ(class_of([](auto& r) { r.cells["requests.granted.total"] = number(4); }), ChangeClass::value);
    EXPECT_EQ(class_of([](auto& r) {
                  r.cells["requests.granted.total"] = number(4);
                  r.title = "某县2022年报告";
              }),
              ChangeClass::value);
    EXPECT_EQ(class_of([](auto& r) { r.cells.erase("requests.granted.total"); }), ChangeClass::structure);
    EXPECT_EQ(class_of([](auto& r) { r.stat_tables[0].rows.push_back({number(2)}); }),
              ChangeClass::structure);
    EXPECT_EQ(class_of([](auto& r) { r.generation = model::Generation::mixed; }), ChangeClass::structure);
}

TEST(Compare, TheSameDigitsOfAnotherUnitOfMoneyAreAnotherFigure) {
    auto before = report(), after = report();
    const auto both_units = [&](const char* old_unit, const char* new_unit) {
        for (auto* r : {&before, &after}) r->cells["disclosure.fee.amount"] = number(5);
        before.cells["disclosure.fee.amount"].unit = old_unit;
        after.cells["disclosure.fee.amount"].unit = new_unit;
        before.stat_tables[0].rows[0][0].unit = old_unit;
        after.stat_tables[0].rows[0][0].unit = new_unit;
        EXPECT_EQ(compare_reports(before, after).empty(), content_digest(before) == content_digest(after));
        return compare_reports(before, after);
    };
    EXPECT_TRUE(both_units("万元", "").empty());
    EXPECT_TRUE(both_units("", "件").empty());
    for (const auto* unit : {"元", "百元", "千元", "亿元"}) {
        const auto differences = both_units("万元", unit);
        EXPECT_EQ(differences.change_class, model::ChangeClass::value);
        EXPECT_EQ(differences.cells.size(), 1u);
        EXPECT_EQ(differences.aspects, std::vector<std::string>{"stat_tables"});
    }
}

TEST(Compare, ASlashIsNotADash) {
    auto before = report(), after = report();
    before.cells["requests.granted.total"] = {model::CellKind::slash, {}, "/", "件", {}};
    after.cells["requests.granted.total"] = {model::CellKind::dash, {}, "-", "件", {}};
    EXPECT_EQ(compare_reports(before, after).cells.size(), 1u);
    EXPECT_NE(content_digest(before), content_digest(after));
}

}  // namespace
}  // namespace ogi::parser
