#include "tests/extract/reading.h"

namespace ogi::extract {
namespace {

const std::string sections =
    "<p>根据条例要求，特向社会公布本机关年度报告。</p><p><b>一、</b>总体情况</"
    "p><p>全年主动公开政府信息若干条。</p>"
    "<p>二、主动公开政府信息情况</p><table><tr><td>规章<td>1</table><p>三、收到和处理政府信息公开申请情况</p>"
    "<p>本年度没有收到申请。</p>";
const std::string section_texts =
    "根据条例要求，特向社会公布本机关年度报告。\n一、总体情况\n全年主动公开政府信息若干条。\n二、主动公开政府"
    "信息情况\n"
    "#0\n三、收到和处理政府信息公开申请情况\n本年度没有收到申请。\n";

const std::string before =
    "<div class=header><a href=/>某县人民政府</a></div><ul class=nav_ul><li><a href=/a>走进某县</a><li><a "
    "href=/b>新闻动态</a></ul><div class=location>当前位置：<a href=/>首页</a> &gt; <a "
    "href=/n/>信息公开年报</a></div>"
    "<h1>某县水务局2020年政府信息公开工作年度报告</h1><div "
    "class=info><span>发布日期：2021-01-20</span><span>来源：水务局"
    "</span><span>浏览次数：<em>12</em></span><span>字号：【<a href=#>大</a>】</span></div>";
const std::string after =
    "<div class=share>分享到：<a href=#>微信</a></div><p>上一篇：<a href=/x>某县水务局2019年年度报告</a></p>"
    "<div class=side><h3>推荐阅读</h3><ul><li><a href=/news>某县召开会议部署森林防火工作</a></ul></div>"
    "<div class=footer><p>主办单位：某县人民政府</p></div>";
const std::string outside_texts =
    "当前位置：首页 > "
    "信息公开年报\n某县水务局2020年政府信息公开工作年度报告\n发布日期：2021-01-20\n来源：水务局\n";

TEST(MainBody, IsTheContainerOfAKnownCms) {
    for (const char* const container :
         {"<div id=zoom>", "<div class='TRS_Editor'>", "<div class=\"article-content\" id=\"UCAP-CONTENT\">",
          "<DIV id=Content>", "<div class='box pages_content'>", "<span id=vsb_content>",
          "<div class='main'>"}) {
        SCOPED_TRACE(container);
        const std::string end = std::string_view{container}.starts_with("<span") ? "</span>" : "</div>";
        const auto document = read("<html><body>" + before + container + sections + end + after);
        EXPECT_EQ(texts(document.blocks), section_texts);
        EXPECT_EQ(texts(document.outside), outside_texts);
    }
}

TEST(MainBody, IsTheSmallestOfContainersInEachOther) {
    const auto document = read("<html><body><div class=detail>" + before + "<div class=TRS_Editor>" +
                               sections + "</div>" + after + "</div>");
    EXPECT_EQ(texts(document.blocks), section_texts);
}

TEST(MainBody, IsFoundBySectionHeadingsInsideALayoutTable) {
    const auto document = read("<html><body><table><tr><td>" + before +
                               "<tr><td><table><tr><td width=20><a href=/l>左栏</a><td>" + sections +
                               "</table><tr><td>" + after + "</table>");
    EXPECT_EQ(texts(document.blocks), section_texts);
    EXPECT_EQ(texts(document.outside), outside_texts);
}

TEST(MainBody, SpreadOverTwoContainersIsTakenWhole) {
    const auto document =
        read("<html><body>" + before + "<div class=box><div class=TRS_Editor>" +
             "<p>一、总体情况</p><p>二、主动公开政府信息情况</p></div><div class=TRS_Editor>" +
             "<p>三、收到和处理政府信息公开申请情况</p></div></div>" + after);
    EXPECT_EQ(texts(document.blocks),
              "一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n");
}

TEST(MainBody, WithoutContainerOrSectionsIsWhereTheTextIs) {
    std::string text;
    for (int i = 0; i < 5; ++i) text += "<p>我局认真贯彻落实条例，积极推进信息公开工作，取得了一定成效。</p>";
    const auto document = read("<html><body>" + before + "<div class=x1>" + text + "</div>" + after);
    EXPECT_EQ(document.blocks.size(), 5U);
}

TEST(MainBody, LeavesOutToolsThatStandInTheContainer) {
    const auto document =
        read("<html><body><div id=zoom>" + sections + after + "<p>责任编辑：某某</p><p>打印</p></div>");
    EXPECT_EQ(texts(document.blocks), section_texts);
}

TEST(MainBody, IsKeptWhateverItsClassSays) {
    std::string text;
    for (int i = 0; i < 60; ++i) text += "<p>我局认真贯彻落实条例要求推进公开。</p>";
    const auto document =
        read("<html><body><div class=side><div class=nav>" + sections + text + "</div></div>");
    EXPECT_EQ(document.blocks.size(), 67U);
}

TEST(MainBody, LeavesOutListsOfOtherPages) {
    for (const char* const list :
         {"<h3>相关阅读</h3><ul><li><a href=/1>第一号消息</a><li><a href=/2>第二号消息</a></ul>",
          "<p>【推荐阅读】 更多&gt;&gt;</p><p><a href=/1>第一号消息</a> 2026-11-12</p>",
          "<dl><dt>热点新闻<dd><a href=/1>第一号消息</a></dl>",
          "<ul><li>上一篇：<li><a href=/1>第一号消息</a><li>下一篇：<li>没有了</ul>",
          "<p>« <a href=/1>上一篇</a></p><p><a href=/1>第一号消息</a></p>",
          "<ul><li><a href=/1>第一号消息</a><li><a href=/2>第二号消息</a><li><a href=/3>第三号消息</a></ul>",
          "<p>网友评论（2条）</p><p>某市民：很好</p>", "<div class=articleShare><i>微信</i></div>",
          "<div id=hitsCount>12</div>", "<div class='commentList'><p>很好</p></div>"}) {
        const auto document =
            read("<html><body>" + before + "<div id=zoom>" + sections + list + "</div>" + after);
        EXPECT_EQ(texts(document.blocks), section_texts) << list;
    }
}

TEST(MainBody, KeepsWhatOnlyLooksLikeAList) {
    for (const char* const text : {
             "<p>最新动态</p><p>全年发布动态若干条。</p>",
             "<p>相关信息见<a href=/1>网站</a>。</p>",
             "<p><a href=/1>一、总体情况</a></p><p><a href=/2>二、主动公开政府信息情况</a></p>",
             "<p><a href=/1.doc>第一份.doc</a></p><p><a href=/2.doc>第二份.doc</a></p><p><a "
             "href=/3.doc>第三份.doc</a></p>",
             "<p>访问量较上年增长一成。</p>",
             "<p class=MsoFooter>页脚样式的正文</p>",
             "<p class=MsoCommentText>批注样式的正文</p>",
             "<p>没有了</p>",
         }) {
        const auto plain = read("<html><body><div id=zoom>" + sections + "</div>").blocks;
        const auto more = read("<html><body><div id=zoom>" + sections + text + "</div>").blocks;
        EXPECT_GT(more.size(), plain.size()) << text;
        std::size_t paragraphs = 0;
        for (std::string_view rest{text}; rest.find("<p") != std::string_view::npos;
             rest.remove_prefix(rest.find("<p") + 2))
            ++paragraphs;
        EXPECT_EQ(more.size(), plain.size() + paragraphs) << text;
    }
}

TEST(Outside, HasTheRowsOfAMetadataTable) {
    const auto document = read(
        "<html><body><table><tr><td>索引号：<td>0001/"
        "2021-1<td>发布机构：<td>某县水务局<tr><td>生成日期：<td>2021-01-20"
        "<td>公开日期：<td></table><div id=zoom>" +
        sections + "</div>");
    EXPECT_EQ(texts(document.blocks), section_texts);
    const auto outside = texts(document.outside);
    EXPECT_NE(outside.find("索引号： 0001/2021-1\n发布机构： 某县水务局\n"), std::string::npos) << outside;
    EXPECT_NE(outside.find("生成日期： 2021-01-20\n"), std::string::npos) << outside;
    EXPECT_EQ(document.grids.size(), 1U);
}

// A box that is called "content" is the body only if it holds what the page says.
TEST(Body, IsNoBoxForATeaserWhateverItsName) {
    std::string article;
    for (int i = 0; i < 5; ++i) {
        article +=
            "<p>镇里把老街的路灯换成了节能灯，居民说晚上散步方便多了，店铺也愿意开到更晚，"
            "下一步还要在河边添几张长椅，修一段能推轮椅的坡道，预计年底前完工。</p>";
    }
    const auto document = read("<html><body><div class=content><p>订阅本站的通知</p></div><div class=x7>" +
                               article + "</div><ul><li>一<li>二</ul></body></html>");
    ASSERT_EQ(document.blocks.size(), 5U) << texts(document.blocks);
    EXPECT_TRUE(document.blocks.front().text.starts_with("镇里把老街"));
}

TEST(Body, IsTheKnownBoxWhereThePageSaysLittle) {
    const auto document = read(
        "<html><body><div class=content><p>见附件。</p></div><div "
        "class=foot><p>本网站由某县人民政府办公室主办，"
        "网站标识码已经登记，联系电话见首页，未经许可不得转载本站内容，建议用常见的浏览器访问。</p></div></"
        "body></html>");
    ASSERT_FALSE(document.blocks.empty());
    EXPECT_EQ(document.blocks.front().text, "见附件。");
}

TEST(Head, GivesTitleAndMetas) {
    const auto document = read(
        "<html><head><title>\n 年报 _ 某县 </title><meta name=PubDate content='2021-01-20 10:00'><meta "
        "NAME=ArticleTitle "
        "content=\"某县&#24180;报\"><meta http-equiv=refresh "
        "content=1></head><body><p>x<svg><title>图</title></svg>");
    EXPECT_EQ(document.title, "年报 _ 某县");
    const std::vector<std::pair<std::string, std::string>> metas = {{"pubdate", "2021-01-20 10:00"},
                                                                    {"articletitle", "某县年报"}};
    EXPECT_EQ(document.metas, metas);
}

TEST(Reading, GivesTheSameDocumentTwice) {
    const auto page = "<html><body>" + before + "<div id=zoom>" + sections + "</div>" + after;
    EXPECT_EQ(read(page), read(page));
}

}  // namespace
}  // namespace ogi::extract
