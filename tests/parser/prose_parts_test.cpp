#include "parser/prose_parts.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ogi::parser {
namespace {

using model::CheckOutcome;

std::vector<model::Check> check(std::string_view text) {
    return check_parts_sums({{1, "总体情况", std::string{text}}});
}

struct Case {
    std::string_view text;
    std::string_view outcome;  // "" for no list.
    std::string_view sum;
};

TEST(ProseParts, AreAddedUpToTheirWhole) {
    constexpr Case cases[] = {
        {"宣传报道合计60篇次,其中省级媒体共8篇次,市级媒体32篇次,区级媒体20篇次。", "holds", "60"},
        {"公布信息20条（其中机构类8条，规划类2条，其他11条），渠道不限。", "violated", "21"},
        {"公布信息20条（其中机构类8条，规划类2条，其他9条）。", "violated", "19"},
        {"公开信息4条(其中包括:概况:3条,预案:1条;另公开处罚115条、警情2478条。", "holds", "4"},
        {"建有平台24个，其中网站1个，新媒体23个（含8个微信公众号、3个微博、其他12个）。", "holds", "24"},
        // Channels may show the same thing, a list may be of the greater ones only.
        {"发布信息100条，其中网站100条，微信80条。", "open", ""},
        {"发布信息100条，其中网站50条，微信20条。", "open", ""},
        {"办理90件，其中行政许可40件，其他对外管理服务事项41件。", "open", ""},
        {"发布信息100条，其他渠道30条。", "", ""},
        {"发布信息100条，其中网站60条，图片40张。", "", ""},
        {"发布信息100余条，其中网站60条，其他20条。", "", ""},
        {"发布信息100条，其中网站60余条，其他20条。", "", ""},
        {"发布信息100条，其中网站60条。微信50条，其他20条。", "", ""},
        {"行政复议13起,其中结果维持7起,结果纠正1起,其他结果4起。", "", ""},
    };
    for (const auto& c : cases) {
        const auto checks = check(c.text);
        if (c.outcome.empty()) {
            EXPECT_TRUE(checks.empty()) << c.text;
            continue;
        }
        ASSERT_EQ(checks.size(), 1u) << c.text;
        EXPECT_EQ(checks[0].id, "prose.parts_sum.1");
        const auto outcome = checks[0].outcome == CheckOutcome::holds      ? "holds"
                             : checks[0].outcome == CheckOutcome::violated ? "violated"
                                                                           : "open";
        EXPECT_EQ(outcome, c.outcome) << c.text;
        EXPECT_EQ(checks[0].left ? checks[0].left->text() : "", c.sum) << c.text;
    }
}

TEST(ProseParts, ListsAreCountedThroughTheText) {
    const auto checks =
        check_parts_sums({{1, "一", "甲类10条，其中网站4条，公报6条。"},
                          {2, "二", "乙类9件，其中许可4件，其他6件。\n丙类3份，其中公告1份，通知2份。"}});
    ASSERT_EQ(checks.size(), 3u);
    EXPECT_EQ(checks[1].id, "prose.parts_sum.2");
    EXPECT_EQ(checks[1].note, "9件，其中许可4件，其他6件");
    EXPECT_EQ(checks[2].outcome, CheckOutcome::holds);
}

}  // namespace
}  // namespace ogi::parser
