#include "parser/page_noise.h"

#include "parser/compare.h"
#include "parser/noise.h"
#include "parser/parse_report.h"
#include "parser/published.h"
#include "tests/parser/documents.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {
namespace {

constexpr std::string_view noise_lines[] = {
    "浏览次数：33",
    "浏览次数： 33 次",
    "浏览量：101",
    "已有101人浏览",
    "已有 101 人浏览过本页",
    "【点击：11次】",
    "[点击数: 1,024]",
    "点击率：12",
    "本页面已被访问 101 次",
    "本页面已被访问 101 次。",
    "您是第 20231 位访问者",
    "您是本站第20231位访客！",
    "本文共阅读 33 次",
    "阅读量 101 次",
    "阅读：33",
    "访问量：12,345",
    "今日访问：12　总访问量：3456",
    "累计访问量：12345",
    "当前在线：3人　总访问量：1000",
    "在线人数：7",
    "Views: 101",
    "Page Views：101",
    "Hits 12",
    "PV：1024 UV：33",
    "This page has been viewed 12 times",
    "点赞 3 收藏 1 分享 2",
    "点赞（3） 转发（1） 评论（0）",
    "👍 赞一下 12",
    "分享到：微信 微博 QQ空间",
    "分享到 微信 微博",
    "微信扫一扫 打印 关闭",
    "【字号：大 中 小】 【打印】 【关闭】",
    "字体：特大 大 中 小 A+ A-",
    "页面生成时间：2026-11-02 10:01",
    "页面生成时间 2026年11月2日10时01分",
    "打印时间：2026-11-02 10:01:00",
    "当前时间：2026-11-02 10:01:00 星期一",
    "今天是2026年11月2日 星期一",
    "今天是2026年11月2日 星期一 晴 3℃",
    "2026年11月2日 星期一 农历九月廿三",
    "现在是北京时间 10:01",
    "示例县 多云 3~11℃ 空气质量：优",
    "今日天气：小雨转阴，东北风三级",
    "Copyright © 2010-2024 示例县人民政府 版权所有",
    "版权所有：示例县人民政府 2010-2024",
    "Copyright 2024, All Rights Reserved",
    "浙ICP备00000000号-1 浙公网安备 00000000000000号",
    "网站标识码：0000000000",
    "网友评论（3条）",
    "网友3：好",
    "匿名网友：不错",
    "上一篇：关于第3号文件的通知",
    "下一条：没有了",
    "« 前一篇：示例县召开会议",
    "【上一篇】示例县召开会议",
    "相关阅读",
    "推荐阅读：",
    "【热点新闻】 更多>>",
    "猜你喜欢",
    "p1EanqF",
    "9f86d081884c7d659a2feaa0c55ad015",
    "页面执行时间：0.0123秒",
    "Processed in 0.02 second(s), 4 queries",
};

TEST(PageNoise, IsWhatAPageShowsBesideTheReport) {
    for (const auto line : noise_lines) EXPECT_TRUE(is_page_noise(line)) << line;
}

// What agencies write of visitors, pages and counters, and lines that look like a tool at first sight.
constexpr std::string_view report_lines[] = {
    "依托网站公开政府信息，全年访问量 12,345 次。",
    "访问量12345次，比上年增长一成，其中移动端占六成。",
    "访问量较上年增长一成。",
    "浏览量稳步上升。",
    "点击率有所提高，群众反映良好。",
    "阅读量超过10万的文章有12篇。",
    "（一）网站总访问量：12345次",
    "1.网站访问量：12345次",
    "(2) 微信公众号阅读量 3456 次",
    "网站总访问用户数量12345个",
    "政务微博发布信息 33 条，评论 12 条，转发 45 次。",
    "政府网站信息更新量12345条",
    "全年公众号关注人数12345人，点赞234次",
    "打印材料和查阅点由专人值守。",
    "栏目设置不够合理，更新不够及时。",
    "栏目建设情况",
    "字体和版式按规定统一。",
    "公开方式多样",
    "下一步工作打算",
    "下一年度将完善公开目录。",
    "上一年度结转的申请均已办结。",
    "相关信息共公开12条。",
    "最新动态栏目发布信息33条。",
    "本年度没有收取信息处理费。",
    "本页由示例县公安局负责编写。",
    "无",
    "无。",
    "2024年1月12日",
    "二〇二四年一月十二日",
    "示例县公安局 2024年1月12日",
    "信息 12 条",
    "公开政府信息 12 条",
    "办结 3 件",
    "三、收到和处理政府信息公开申请情况",
    "完成网站ICP备案、公安备案和网站标识码申请",
    "网友留言办理情况：全年办理23件",
    "统一社会信用代码：11000000MB1A23456X",
    "WeChat",
    "微信公众号：example2024gk",
    "12345",
    "",
};

TEST(PageNoise, IsNothingThatTheReportSays) {
    for (const auto line : report_lines) EXPECT_FALSE(is_page_noise(line)) << line;
}

TEST(PageNoise, IsCutFromTheEndOfAParagraph) {
    constexpr std::pair<std::string_view, std::string_view> cases[] = {
        {"没有其他事项。浏览次数：33", "没有其他事项。"},
        {"没有其他事项。 已有33人浏览", "没有其他事项。"},
        {"没有其他事项。（阅读 33 次）", "没有其他事项。"},
        {"没有其他事项。p1EanqF", "没有其他事项。"},
        {"没有其他事项 p1EanqF", "没有其他事项"},
        {"没有其他事项。浏览次数：33 p1EanqF", "没有其他事项。"},
        {"示例县年度报告【点击：33次】", "示例县年度报告"},
        {"公开信息12条。网站访问量12345次", "公开信息12条。网站访问量12345次"},
        {"公开信息12条。其中：访问量12345次。", "公开信息12条。其中：访问量12345次。"},
        {"见 http://www.example.gov.cn/p1EanqF", "见 http://www.example.gov.cn/p1EanqF"},
        {"下载手机应用 iPhone12", "下载手机应用 iPhone12"},
        {"验证编号：a1B2c3D4", "验证编号：a1B2c3D4"},
        {"公开信息12条（含上年2条）", "公开信息12条（含上年2条）"},
    };
    for (const auto& [line, kept] : cases) EXPECT_EQ(without_noise_tail(line), kept);
}

TEST(PageNoise, OfMessagesInATitleIsNoPartOfIt) {
    EXPECT_EQ(without_message_count("(3) 示例县年度报告"), "示例县年度报告");
    EXPECT_EQ(without_message_count("【2条新消息】示例县年度报告"), "示例县年度报告");
    EXPECT_EQ(without_message_count("(2023)示例县年度报告"), "(2023)示例县年度报告");
    EXPECT_EQ(without_message_count("示例县年度报告(3)"), "示例县年度报告(3)");
}

model::Document page(std::string_view text) {
    auto document = text_document(text);
    document.format = model::Format::html;
    return document;
}

const std::string report_text =
    "示例省示例市示例县水务局2023年政府信息公开工作年度报告\n一、总体情况\n全年主动公开政府信息12条，网站访问"
    "量 "
    "12,345 "
    "次。\n三、收到和处理政府信息公开申请情况\n全年收到政府信息公开申请3件，均已答复。\n五、存在的主要问题及"
    "改进情况\n更新"
    "偏慢，下一年度将缩短上网时限。\n六、其他需要报告的事项\n没有其他事项。\n示例县水务局\n2024年1月12日";

TEST(PageNoise, IsTakenFromThePageBeforeItIsRead) {
    const auto cleaned = clean(page("正文。\n浏览次数：33\n第二段。p1EanqF"), {}).document;
    ASSERT_EQ(cleaned.blocks.size(), 2u);
    EXPECT_EQ(cleaned.blocks[1].text, "第二段。");
    auto broken = page("");
    broken.blocks[0].text = "正文。\n已有3人浏览\n第二段。";
    EXPECT_EQ(clean(broken, {}).document.blocks[0].text, "正文。\n第二段。");
}

TEST(PageNoise, ChangesNothingOfAReportWhereverItStands) {
    const auto plain = parse_report(page(report_text), {});
    ASSERT_TRUE(plain.is_report) << plain.reason;
    EXPECT_NE(plain.sections.at(0).text.find("12,345 次"), std::string::npos);
    for (const auto line : noise_lines) {
        for (const auto format : {model::Format::html, model::Format::text}) {
            for (const std::string& text :
                 {std::string{line} + "\n" + report_text, report_text + "\n" + std::string{line}}) {
                auto document = page(text);
                document.format = format;
                const auto noisy = parse_report(document, {});
                EXPECT_EQ(content_digest(noisy), content_digest(plain))
                    << line << ": " << testing::PrintToString(compare_reports(plain, noisy).aspects);
                EXPECT_EQ(noisy.statements.size(), plain.statements.size()) << line;
                EXPECT_EQ(noisy.anomalies, plain.anomalies) << line;
            }
        }
    }
}

TEST(PageNoise, DoesNotLoseWhatTheReportSays) {
    for (const auto line : report_lines) {
        const auto text = std::string{"示例县水务局2023年政府信息公开工作年度报告\n一、总体情况\n前文。\n"} +
                          std::string{line} + "\n后文。";
        const auto sections = parse_report(page(text), {}).sections;
        std::string all;
        for (const auto& section : sections) all += section.title + section.text + "\n";
        // A number alone is that of a page; a heading loses its own.
        if (line == "12345" || line.starts_with("三、")) continue;
        EXPECT_NE(all.find(line), std::string::npos) << line << "\n" << all;
    }
}

TEST(PageNoise, IsNoDayOfPublication) {
    for (const auto label :
         {"页面生成时间：", "打印时间：", "当前时间：", "系统时间：", "打印日期：", "访问时间："}) {
        const auto text = label + std::string{"2026-11-02 10:01\n正文一段。"};
        EXPECT_FALSE(find_published(page(text), {})) << label;
        const auto beside = "来源：示例县水务局 " + text;
        EXPECT_FALSE(find_published(page(beside), {})) << label;
    }
    EXPECT_TRUE(find_published(page("时间：2024-01-12\n正文一段。"), {}));
}

}  // namespace
}  // namespace ogi::parser
