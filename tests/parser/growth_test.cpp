#include "parser/growth.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

model::Report report_of(std::string text, std::string quote) {
    model::Report report;
    report.year = 2022;
    report.sections = {{1, "总体情况", std::move(text)}};
    report.statements = {{.name = "requests.new_received",
                          .value = model::Decimal::whole(4),
                          .approximate = false,
                          .unit = "件",
                          .quote = std::move(quote),
                          .at = {}}};
    return report;
}

struct Case {
    std::string_view behind;  // The figure.
    std::string_view change;  // "" for none.
    bool percent = false;
    int places = 0;
};

TEST(Growth, IsReadBehindTheFigureItComparesWith) {
    constexpr Case cases[] = {
        {"，较2021年增加3件。", "3"},
        {"，较上年减少3件", "-3"},
        {"（比上年增加3件）", "3"},
        {"，同比增长1.05%。", "1.05", true, 2},
        {"，同比下降10.50％，", "-10.5", true, 2},
        {"，与上年相比，增加了3件", "3"},
        {"，与2021年相比减少1件", "-1"},
        {"，相较2021年度略有增加，增幅为8%", ""},
        {"，较去年同期上升33.3%", "33.3", true, 1},
        {"，较2020年增加3件", ""},      // Not the year before.
        {"，较上年增加约3件", ""},      // Roughly.
        {"，较上年增加3个百分点", ""},  // Of a share.
        {"，较上年增长1倍", ""},
        {"，较上年翻了一番", ""},
        {"，全部办结，较上年增加3件", ""},  // Of what?
        {"。较上年增加3件", ""},            // Another sentence.
        {"。", ""},
    };
    for (const auto& c : cases) {
        const auto found = read_growth(report_of("收到申请4件" + std::string{c.behind}, "收到申请4件"));
        if (c.change.empty()) {
            EXPECT_TRUE(found.empty()) << c.behind << " read as " << found[0].change.text();
            continue;
        }
        ASSERT_EQ(found.size(), 1u) << c.behind;
        EXPECT_EQ(found[0].change.text(), c.change) << c.behind;
        EXPECT_EQ(found[0].percent, c.percent) << c.behind;
        EXPECT_EQ(found[0].places, c.places) << c.behind;
        EXPECT_EQ(found[0].name, "requests.new_received");
        EXPECT_EQ(found[0].now, model::Decimal::whole(4));
        EXPECT_TRUE(found[0].quote.starts_with("收到申请4件")) << found[0].quote;
    }
}

TEST(Growth, TheDifferenceAndItsShareAreTwo) {
    const auto found = read_growth(report_of("收到申请4件，较上年增加1件，增长33.33%。", "收到申请4件"));
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0].change.text(), "1");
    EXPECT_TRUE(found[1].percent);
}

TEST(Growth, ARoughFigureIsComparedWithNothing) {
    auto report = report_of("收到申请4余件，较上年增加3件", "收到申请4余件");
    report.statements[0].approximate = true;
    EXPECT_TRUE(read_growth(report).empty());
}

}  // namespace
}  // namespace ogi::parser
