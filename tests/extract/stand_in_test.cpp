#include "extract/stand_in.h"

#include "reading.h"

#include <string>
#include <vector>

namespace ogi::extract {
namespace {

using model::GoneReason;

constexpr std::string_view asked_for = "http://www.example.gov.cn/zwgk/zfxxgknb/202301/t20230113_2132.html";

std::string page_saying(std::string_view title, std::string_view body) {
    return "<html><head><meta charset=utf-8><title>" + std::string{title} + "</title></head><body>" +
           std::string{body} + "</body></html>";
}

std::optional<StandIn> find(std::string body, std::string_view answered = asked_for,
                            std::string_view asked = asked_for) {
    return find_stand_in(read(std::move(body), answered), base::Url::parse(asked).value(),
                         base::Url::parse(answered).value());
}

// "gone reason", "out of service", "wall" or "a page".
std::string verdict(const std::optional<StandIn>& found) {
    if (!found) return "a page";
    if (!found->gone) return found->failure == model::FailureReason::challenged ? "wall" : "out of service";
    switch (*found->gone) {
        case GoneReason::not_found:
        case GoneReason::removed:
        case GoneReason::replaced:
        case GoneReason::sent_to_login:
        case GoneReason::unlisted:
        case GoneReason::reattributed:
            return "never told by a body";
        case GoneReason::error_page:
            return "error page";
        case GoneReason::sent_home:
            return "sent home";
        case GoneReason::sent_to_error:
            return "sent to error";
    }
    return {};
}

const std::string news =
    page_saying("示例县召开会议",
                "<h1>示例县召开信息公开工作会议</h1><p>会议听取了各单位的汇报，部署了下一年的工作。</p>");

TEST(StandIn, ErrorPagesAreToldByWhatTheySay) {
    struct Case {
        std::string_view title, body, expected;
    };
    for (const auto& [title, body, expected] : {
             Case{"404", "<h1>404 Not Found</h1><hr>nginx", "error page"},
             Case{"提示信息", "<p>抱歉，您访问的页面不存在或已被删除！</p><a href=/>返回首页</a>",
                  "error page"},
             Case{"示例县人民政府", "<div>您要查看的页面已删除，3秒后自动返回。</div>", "error page"},
             Case{"出错啦", "<div>该 信 息 不 存 在</div>", "error page"},
             Case{"页面走丢了", "<img src=/404.png><a href=/>回到首页</a>", "error page"},
             Case{"Page", "<h1>The requested URL does not exist on this server.</h1>", "error page"},
             Case{"文章不存在", "<p>请稍后再试</p>", "error page"},
             Case{"系统维护公告", "<p>本网站正在进行系统升级，给您带来不便敬请谅解。</p>", "out of service"},
             Case{"提示", "<p>服务器繁忙，请稍后再试。</p>", "out of service"},
             Case{"503 Service Temporarily Unavailable", "<center>nginx</center>", "out of service"},
             Case{"提示", "<p>您访问的页面包含非法参数，已被网站防火墙拦截。</p>", "wall"},
             Case{"提示", "<p>您访问的页面存在安全风险，请输入验证码继续访问。</p>", "wall"},
             Case{"405", "<p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。</p>", "wall"},
             Case{"提示", "<p>您访问的页面需要登录。</p>", "a page"},
             Case{"示例县召开会议", "<p>会议部署了信息公开工作。</p>", "a page"},
             Case{"", "", "a page"},
         }) {
        EXPECT_EQ(verdict(find(page_saying(title, body))), expected) << title << " | " << body;
    }
}

TEST(StandIn, ALongTextOrATableIsAPageWhateverWordsItHolds) {
    std::string text = "<p>部分链接已失效的问题已经整改，网站升级改造完成。</p>";
    EXPECT_EQ(verdict(find(page_saying("工作情况", text))), "error page");
    std::string all;
    for (int i = 0; i < 20; ++i) all += "<p>本单位按照要求主动公开政府信息，接受社会监督，及时回应关切。</p>";
    EXPECT_EQ(verdict(find(page_saying("工作情况", text + all))), "a page");
    const std::string table =
        "<table><tr><td>项目</td><td>数量</td><td>备注</td></tr><tr><td>已删除</td><td>3</td><td>信息已删除</"
        "td></tr>"
        "<tr><td>保留</td><td>4</td><td></td></tr></table>";
    EXPECT_EQ(verdict(find(page_saying("清理情况", text + table))), "a page");
}

TEST(StandIn, ARedirectTellsByWhereItLeads) {
    struct Case {
        std::string_view asked, answered, expected;
    };
    for (const auto& [asked, answered, expected] : {
             Case{"http://a.cn/x/y/t1.html", "http://a.cn/", "sent home"},
             Case{"http://a.cn/x/y/t1.html", "https://www.a.cn/index.html", "sent home"},
             Case{"http://a.cn/x/y/t1.html", "http://a.cn/Index.shtml", "sent home"},
             Case{"http://a.cn/x/y/t1.html", "http://a.cn/x/y/", "sent home"},
             Case{"http://a.cn/x/y/t1.html", "http://a.cn/x/index.jsp", "sent home"},
             Case{"http://a.cn/index.php?c=show&id=3", "http://a.cn/", "sent home"},
             Case{"http://a.cn/x/y/t1.html", "http://a.cn/404.html", "sent to error"},
             Case{"http://a.cn/x/y/t1.html", "http://a.cn/errors/page_error.htm", "sent to error"},
             Case{"http://a.cn/x/y/t1.html", "http://a.cn/public/notFound?from=/x/y/t1.html",
                  "sent to error"},
             Case{"http://a.cn/x/y/t1.html", "http://a.cn/sso/login.jsp?next=t1", "wall"},
             // Other addresses of the same page.
             Case{"http://a.cn/x/y/t1.html", "https://a.cn/x/y/t1.html", "a page"},
             Case{"http://a.cn/x/y", "http://a.cn/x/y/", "a page"},
             Case{"http://a.cn/x/", "http://a.cn/x/index.html", "a page"},
             Case{"http://a.cn/x/index.html", "http://a.cn/x/", "a page"},
             Case{"http://a.cn/", "http://a.cn/index.html", "a page"},
             // Moved.
             Case{"http://a.cn/x/y/t1.html", "http://a.cn/z/t1.html", "a page"},
             Case{"http://a.cn/x/y/t1.html", "http://a.cn/z/", "a page"},
             Case{"http://a.cn/x/t1.html", "http://a.cn/x/art_404123.html", "a page"},
         }) {
        EXPECT_EQ(verdict(find(news, answered, asked)), expected) << asked << " -> " << answered;
    }
}

TEST(StandIn, ANoticeOfMaintenanceToWhichEverybodyIsSentIsNoSignThatThePageIsGone) {
    EXPECT_EQ(
        verdict(find(page_saying("公告", "<p>网站升级改造，暂停服务。</p>"), "http://www.example.gov.cn/")),
        "out of service");
}

TEST(StandIn, SaysWhatToldIt) {
    EXPECT_EQ(find(page_saying("提示", "<p>您访问的页面不存在</p>"))->words,
              "the page says: 您访问的页面不存在");
    EXPECT_EQ(find(news, "http://www.example.gov.cn/")->words,
              "redirects to http://www.example.gov.cn/, the home page");
}

TEST(TextShape, IsTheSameWhereOnlyAddressesAndTimesDiffer) {
    const auto shape = [](std::string_view body) { return text_shape(read(page_saying("提示信息", body))); };
    EXPECT_EQ(shape("<p>你要找的内容 /a/1.html 不在这里（10:32:05）</p>"),
              shape("<p>你要找的内容 /b/22.html 不在这里（11:00:59）</p>"));
    EXPECT_NE(shape("<p>你要找的内容不在这里</p>"), shape("<p>你要找的内容在这里</p>"));
    EXPECT_EQ(text_shape(read("<html><title>404</title><body>nothing here</body></html>")), "");
}

}  // namespace
}  // namespace ogi::extract
