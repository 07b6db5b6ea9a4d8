#include "crawler/challenge.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace ogi::crawler {
namespace {

const std::string ruishu_shell =
    "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta id=\"9Dhef\" content=\"AbC0\" r=\"m\">"
    "<script type=\"text/javascript\" r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=23;</script>"
    "<script type=\"text/javascript\" charset=\"utf-8\" src=\"/4QbVtADbnLVIc/c.FxJzG50F.js\" "
    "r='m'></script></head>"
    "<body><form style=\"display:none\"><input type=\"hidden\" id=\"__onload__\" "
    "value=\"x\"></form></body></html>";

TEST(Challenge, IsToldByItsStatusAndMarks) {
    EXPECT_EQ(challenge_in(412, ruishu_shell), "瑞数");
    EXPECT_EQ(challenge_in(202, ruishu_shell), "瑞数");
    EXPECT_EQ(challenge_in(521, ""), "加速乐");
    EXPECT_EQ(challenge_in(412, "<p>Precondition Failed</p>"), "");
    EXPECT_EQ(challenge_in(404, ruishu_shell), "瑞数");
    EXPECT_EQ(challenge_in(404, "<h1>404 Not Found</h1>" + ruishu_shell), "");
}

TEST(Challenge, APageOfScriptsAloneIsAWallAlsoWithStatus200) {
    EXPECT_EQ(challenge_in(200, ruishu_shell), "瑞数");
    EXPECT_EQ(
        challenge_in(200,
                     "<script>document.cookie='__jsl_clearance_s=1|-1|x';location.href=location.pathname"
                     "</script>"),
        "加速乐");
    EXPECT_EQ(
        challenge_in(200,
                     "<html><script>var arg1='26E7';var _0x4818=['\\x63'];setCookie('acw_sc__v2',x);</script>"
                     "</html>"),
        "阿里云盾");
    EXPECT_EQ(
        challenge_in(200,
                     "<html><body><script>self.location='/?security_verify_data='+x</script></body></html>"),
        "云锁");
}

TEST(Challenge, ASitesOwnPageMayCarryTheMarks) {
    std::string page = ruishu_shell;
    page.insert(page.find("</body>"),
                "<div><table><tr><td>本年新收政府信息公开申请数量</td></tr></table></div>");
    EXPECT_EQ(challenge_in(200, page), "");
    EXPECT_EQ(challenge_in(200, "<script>var a = 1</script>"), "");  // Scripts, but nobody's wall.
    EXPECT_EQ(challenge_in(200, ""), "");
}

TEST(Challenge, ARealListPageFromBehindTheWallIsAPage) {
    std::ifstream file{OGI_SHARED_FOLDER "/corpus/cms/gansu_jyt_list_ruishu412.html"};
    if (!file) GTEST_SKIP() << "no documents beside the checkout";
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_EQ(challenge_in(200, text.str()), "");
    EXPECT_EQ(challenge_in(412, text.str()), "瑞数");
}

}  // namespace
}  // namespace ogi::crawler
