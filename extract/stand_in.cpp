#include "extract/stand_in.h"

#include "base/digest.h"
#include "base/utf8.h"
#include "extract/discovery/words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace ogi::extract {

using model::FailureReason;
using model::GoneReason;
using namespace std::literals;

namespace {

// A page that only says that another is missing says little.
constexpr std::size_t stand_in_han_max = 400;
// A table with more slots than this holds something.
constexpr std::size_t layout_slots_max = 6;

// What error pages say, without white space, ASCII in lower case.
constexpr std::array gone_words = {
    "页面不存在"sv,   "页面未找到"sv,   "找不到页面"sv,   "页面找不到"sv,   "找不到该页"sv,
    "无法找到该页"sv, "没有找到您"sv,   "未找到您"sv,     "页面已删除"sv,   "页面已被删除"sv,
    "已被删除或"sv,   "不存在或已"sv,   "页面已不存在"sv, "页面已经删除"sv, "页面已经被删除"sv,
    "页面不在"sv,     "信息不存在"sv,   "文章不存在"sv,   "内容不存在"sv,   "栏目不存在"sv,
    "文件不存在"sv,   "链接不存在"sv,   "链接已失效"sv,   "页面已失效"sv,   "信息已删除"sv,
    "文章已删除"sv,   "内容已删除"sv,   "信息已被删除"sv, "文章已被删除"sv, "内容已被删除"sv,
    "信息已撤销"sv,   "页面走丢了"sv,   "页面丢失"sv,     "没有此信息"sv,   "该信息已下线"sv,
    "notfound"sv,     "404错误"sv,      "错误404"sv,      "error404"sv,     "404error"sv,
    "pagemissing"sv,  "doesnotexist"sv,
};

// What walls in front of a site say: that they do not let us in tells nothing of the page.
constexpr std::array wall_words = {
    "拦截"sv,     "阻断"sv,       "防火墙"sv,     "安全威胁"sv,       "安全风险"sv,     "非法请求"sv,
    "非法参数"sv, "非法访问"sv,   "恶意请求"sv,   "恶意访问"sv,       "攻击行为"sv,     "人机验证"sv,
    "安全验证"sv, "请完成验证"sv, "验证码继续"sv, "访问被拒绝"sv,     "访问受限"sv,     "禁止访问"sv,
    "拒绝访问"sv, "无权访问"sv,   "访问验证"sv,   "requestblocked"sv, "accessdenied"sv, "403forbidden"sv,
    "firewall"sv, "captcha"sv,
};

// What pages of a site that is out of service say. They speak of the site, or of now.
constexpr std::array outage_words = {
    "系统维护"sv,   "网站维护"sv,       "正在维护"sv,     "维护中"sv,      "升级维护"sv,    "系统升级"sv,
    "网站升级"sv,   "升级改造"sv,       "正在升级"sv,     "暂停服务"sv,    "暂停访问"sv,    "停止服务"sv,
    "服务暂时"sv,   "服务不可用"sv,     "服务器错误"sv,   "服务器繁忙"sv,  "系统繁忙"sv,    "系统异常"sv,
    "系统错误"sv,   "访问过于频繁"sv,   "请求过于频繁"sv, "请稍后再试"sv,  "请稍后访问"sv,  "请稍后重试"sv,
    "数据库连接"sv, "internalserver"sv, "badgateway"sv,   "unavailable"sv, "gatewaytime"sv,
};

// Words between separators in the path of an error or login page.
constexpr std::array error_path_words = {"404"sv,      "410"sv,      "error"sv,       "errors"sv,
                                         "err"sv,      "notfound"sv, "nofound"sv,     "notexist"sv,
                                         "404error"sv, "error404"sv, "errorpage"sv,   "pageerror"sv,
                                         "nopage"sv,   "page404"sv,  "pagenotfound"sv};
constexpr std::array login_path_words = {"login"sv, "signin"sv,   "logon"sv, "sso"sv,
                                         "cas"sv,   "passport"sv, "denglu"sv};
// Files that stand for their folder.
constexpr std::array home_files = {""sv, "index"sv, "default"sv, "home"sv, "main"sv};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

bool contains_any(std::string_view text, std::span<const std::string_view> words) {
    return std::ranges::any_of(words,
                               [&](std::string_view w) { return text.find(w) != std::string_view::npos; });
}

bool has_path_word(std::string_view path, std::span<const std::string_view> words) {
    while (!path.empty()) {
        const auto end = path.find_first_of("/._-");
        if (std::ranges::find(words, path.substr(0, end)) != words.end()) return true;
        path.remove_prefix(end == std::string_view::npos ? path.size() : end + 1);
    }
    return false;
}

// The folder that an index of it stands for: "/a/" for "/a/index.html" and "/a/"; empty for other pages.
std::string_view folder_shown(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto file = path.substr(slash + 1);
    const auto name = file.substr(0, file.find_first_of("._"));
    return std::ranges::find(home_files, name) == home_files.end() ? std::string_view{}
                                                                   : path.substr(0, slash + 1);
}

std::optional<StandIn> told_by_redirect(const base::Url& asked, const base::Url& answered) {
    if (answered.path_and_query() == asked.path_and_query()) return std::nullopt;
    const auto path = lower(answered.path());
    const auto sent = "redirects to " + answered.text() + ", ";
    if (has_path_word(path, error_path_words))
        return StandIn{GoneReason::sent_to_error, sent + "an error page"};
    if (has_path_word(path, login_path_words))
        return StandIn{std::nullopt, sent + "a login page", FailureReason::challenged};
    const auto folder = folder_shown(path);
    const auto own_path = lower(asked.path());
    // Only upwards: an index page that is reached by another of its names is where it was.
    const bool deeper = folder_shown(own_path) != folder || !asked.query().empty();
    const bool upwards = !folder.empty() && own_path.starts_with(folder) && deeper;
    if (!upwards || !answered.query().empty()) return std::nullopt;
    const bool home = folder == "/";
    return StandIn{GoneReason::sent_home, sent + (home ? "the home page" : "the folder above")};
}

// Calls `take` with the title and every line until it returns false.
template <class Take>
void for_each_line(const model::Document& document, Take take) {
    if (!take(document.title)) return;
    for (const auto* blocks : {&document.blocks, &document.outside}) {
        for (const auto& block : *blocks) {
            if (!take(block.text)) return;
        }
    }
}

bool has_table(const model::Document& document) {
    return std::ranges::any_of(document.grids, [](const model::Grid& grid) {
        return static_cast<std::size_t>(grid.rows) * grid.columns > layout_slots_max;
    });
}

// Han characters of a line, as they come.
std::string han_of(std::string_view line) {
    std::string han;
    for (std::size_t at = 0; at < line.size();) {
        const auto [code_point, length] = base::decode_utf8(line.substr(at));
        if (base::is_han(code_point)) han += line.substr(at, length);
        at += length;
    }
    return han;
}

std::optional<StandIn> told_by_words(const model::Document& document) {
    if (has_table(document)) return std::nullopt;
    std::size_t han = 0;
    std::string gone, outage, wall;
    for_each_line(document, [&](const std::string& line) {
        han += base::count_characters(han_of(line));
        const auto squeezed = lower(squeeze(line));
        if (gone.empty() && contains_any(squeezed, gone_words)) gone = line;
        if (outage.empty() && contains_any(squeezed, outage_words)) outage = line;
        if (wall.empty() && contains_any(squeezed, wall_words)) wall = line;
        return han <= stand_in_han_max;
    });
    if (han > stand_in_han_max) return std::nullopt;
    const auto quote = [](std::string_view line) {
        return "the page says: " + std::string{base::trim(line)};
    };
    if (!wall.empty()) return StandIn{std::nullopt, quote(wall), FailureReason::challenged};
    // "您访问的页面不存在，请稍后再试" is not out of service: what is missing comes first.
    if (!gone.empty()) return StandIn{GoneReason::error_page, quote(gone)};
    if (!outage.empty()) return StandIn{std::nullopt, quote(outage)};
    return std::nullopt;
}

}  // namespace

std::optional<StandIn> find_stand_in(const model::Document& document, const base::Url& asked,
                                     const base::Url& answered) {
    auto told = told_by_words(document);
    // A site in maintenance may send everybody to its notice.
    if (told && !told->gone) return told;
    if (auto redirected = told_by_redirect(asked, answered)) return redirected;
    return told;
}

std::string text_shape(const model::Document& document) {
    std::string han;
    for_each_line(document, [&](const std::string& line) {
        han += han_of(line);
        return true;
    });
    return han.empty() ? std::string{} : base::sha256_hex(han);
}

}  // namespace ogi::extract
