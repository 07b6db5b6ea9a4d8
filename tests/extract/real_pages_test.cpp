#include "extract/discovery/discover.h"
#include "families/following.h"

#include <algorithm>

namespace ogi::extract {
namespace {

const std::filesystem::path corpus = OGI_SHARED_FOLDER "/corpus";

TEST(RealPage, OfATrsSiteGivesBodyAndThreeTables) {
    const auto path = corpus / "reports/pingtan_2024.html";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the corpus is not on this machine";
    const auto body = file_text(path);
    const auto document =
        read(body, "https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/202503/t20250310_97791.htm");

    ASSERT_EQ(document.grids.size(), 3U);
    const std::pair<int, int> sizes[] = {{14, 4}, {28, 10}, {4, 15}};
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(document.grids[i].rows, sizes[i].first);
        EXPECT_EQ(document.grids[i].columns, sizes[i].second);
        for (const auto slot : document.grids[i].slots) EXPECT_NE(slot, model::Grid::no_cell);
    }
    const auto* const received = document.grids[1].cell_at(3, 3);
    ASSERT_NE(received, nullptr);
    EXPECT_EQ(received->text, "217");
    EXPECT_EQ(bytes(body, received->at), "217");

    const auto blocks = texts(document.blocks);
    for (const char* const kept : {"一、总体情况", "六、其他需要报告的事项", "#2"}) {
        EXPECT_NE(blocks.find(kept), std::string::npos) << kept;
    }
    for (const char* const left_out :
         {"当前位置", "扫一扫", "分享", "附件下载", "网站地图", "首页", "来源："}) {
        EXPECT_EQ(blocks.find(left_out), std::string::npos) << left_out;
    }
    const auto outside = texts(document.outside);
    EXPECT_NE(outside.find("时间：2025-03-10 15:35"), std::string::npos);
    EXPECT_NE(outside.find("2024年度政府信息公开工作年度报告"), std::string::npos);
}

TEST(RealPage, OfAListLeadsToItsTenReports) {
    const auto path = corpus / "cms/pingtan_annual_report_list.html";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the corpus is not on this machine";
    constexpr std::string_view address = "https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/";
    const auto found = discovered(address, file_text(path), model::PageRole::entry);
    const auto reports = std::ranges::count(found, model::PageRole::report, &Discovered::role);
    EXPECT_EQ(reports, 10);
    // The column under its other address, and nothing else of the site.
    EXPECT_EQ(found.size(), 11U);
}

TEST(RealPage, OfAUcapSiteListsArticlesThatNoLinkShows) {
    const auto path = corpus / "cms/jiangxi_sthjt_list_ucap_jpaas.html";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the corpus is not on this machine";
    constexpr std::string_view address =
        "https://sthjt.jiangxi.gov.cn/jxssthjt/col/col42150/index.html?uid=380055&pageNum=1";
    const auto body = file_text(path);
    const auto listing = read_list(snapshot_of(body, address));
    EXPECT_EQ(listing.families, std::vector<std::string_view>{"大汉 UCAP"});
    EXPECT_GT(listing.links.size(), 20U);
    // It is a list of explanations; one of them explains an annual report.
    for (const auto& link : discovered(address, body, model::PageRole::entry))
        EXPECT_NE(link.role, model::PageRole::report) << link.text;
}

TEST(RealPage, FlattenedReportsAreReadAsTextLineByLine) {
    const auto folder = corpus / "seeds";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the corpus is not on this machine";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder}) {
        if (entry.path().extension() != ".txt") continue;
        const auto body = file_text(entry.path());
        const auto document = read(body);
        EXPECT_EQ(document.format, model::Format::text) << entry.path();
        std::string joined;
        for (const auto& block : document.blocks) {
            EXPECT_EQ(bytes(body, block.at), block.text);
            joined += block.text;
        }
        EXPECT_EQ(joined.size() + static_cast<std::size_t>(std::ranges::count_if(
                                      body, [](char c) { return c == '\r' || c == '\n' || c == '\f'; })),
                  body.size());
        ++files;
    }
    EXPECT_EQ(files, 5);
}

}  // namespace
}  // namespace ogi::extract
