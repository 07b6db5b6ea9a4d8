#include "report_site.h"

namespace ogi::daemon {

std::string url_of_year(int year) {
    return host + "/zfxxgknb/t" + std::to_string(year) + ".html";
}

std::string page_of(std::string_view title, std::string_view body) {
    return "<html><head><meta charset=utf-8><title>" + std::string{title} + "</title></head><body>" +
           std::string{body} + "</body></html>";
}

std::string report_page(int year, int regulations) {
    const auto title = "示例县财政局" + std::to_string(year) + "年政府信息公开工作年度报告";
    return page_of(
        title,
        "<h1>" + title +
            "</h1><p>一、总体情况</p><p>本局按条例要求公开政府信息。</p><p>二、主动公开政府信息情况</p>"
            "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
            "<tr><td>规章</td><td>0</td><td>0</td><td>0</td></tr><tr><td>行政规范性文件</td><td>" +
            std::to_string(regulations) +
            "</td><td>0</td><td>20</td></tr></table><p>五、存在的主要问题及改进情况</p>"
            "<p>公开还不够及时。</p><p>六、其他需要报告的事项</p><p>无。</p>");
}

std::string home_page() {
    return page_of("示例县财政局", "<p>要闻</p><p>本局召开会议，部署全年工作。</p>");
}

}  // namespace ogi::daemon
