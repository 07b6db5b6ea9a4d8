#include "extract/page_marks.h"

#include "base/utf8.h"

#include <algorithm>
#include <string>

namespace ogi::extract {
namespace {

// Lower case. TRS, 大汉, UCAP/开普, 博达, 龙讯, NFCMS and plain hand-made sites, as public crawlers list
// them.
constexpr std::string_view body_containers[] = {
    "zoom",
    "trs_editor",
    "trs_editor_view",
    "trs_ueditor",
    "ucap-content",
    "pages_content",
    "article-content",
    "article_content",
    "article_con",
    "article-con",
    "articlecontent",
    "ivs_content",
    "news_cont_d_wrap",
    "main-txt",
    "info_content",
    "bt-content",
    "jgzn_content",
    "overview_right",
    "detail",
    "content_body",
    "wrapper_detail_text",
    "xl_content",
    "xxgk_content",
    "webeditorview",
    "vsb_content",
    "vsb_content_2",
    "vsb_content_4",
    "v_news_content",
    "content",
    "contentbox",
    "con_text",
    "contxt",
    "zoomcon",
    "view-content",
    "news_content",
    "newscontent",
    "text_content",
    "detail_content",
    "detail-content",
    "wz_content",
    "gknr_content",
    "easysite-news-text",
};

struct ChromeWord {
    std::string_view word;
    ChromeKind kind;
};

// Found as one of the words that make up an id or class ("nav_ul" has nav and ul).
constexpr ChromeWord chrome_words[] = {
    {"breadcrumb", ChromeKind::breadcrumb},
    {"breadcrumbs", ChromeKind::breadcrumb},
    {"crumb", ChromeKind::breadcrumb},
    {"crumbs", ChromeKind::breadcrumb},
    {"location", ChromeKind::breadcrumb},
    {"position", ChromeKind::breadcrumb},
    {"weizhi", ChromeKind::breadcrumb},
    {"dqwz", ChromeKind::breadcrumb},
    {"curpos", ChromeKind::breadcrumb},
    {"nav", ChromeKind::other},
    {"subnav", ChromeKind::other},
    {"navbar", ChromeKind::other},
    {"menu", ChromeKind::other},
    {"submenu", ChromeKind::other},
    {"footer", ChromeKind::other},
    {"foot", ChromeKind::other},
    {"copyright", ChromeKind::other},
    {"share", ChromeKind::other},
    {"bdshare", ChromeKind::other},
    {"bdsharebuttonbox", ChromeKind::other},
    {"prenext", ChromeKind::other},
    {"prevnext", ChromeKind::other},
    {"prev", ChromeKind::other},
    {"sidebar", ChromeKind::other},
    {"side", ChromeKind::other},
    {"qrcode", ChromeKind::other},
    {"ewm", ChromeKind::other},
    {"erweima", ChromeKind::other},
    {"toolbar", ChromeKind::other},
    {"recommend", ChromeKind::other},
    {"related", ChromeKind::other},
    {"xgxx", ChromeKind::other},
    {"flinks", ChromeKind::other},
    {"friendlink", ChromeKind::other},
    {"links", ChromeKind::other},
    {"search", ChromeKind::other},
    {"pagination", ChromeKind::other},
    {"wza", ChromeKind::other},
};

struct SectionWord {
    std::string_view word;
    std::uint32_t bit;
};

// Headings of the forms of 2019 and 2021 and of the free-form years (条例 of 2007, 第三十二条).
constexpr SectionWord section_words[] = {
    {"总体情况", 1},  {"概述", 1},        {"概况", 1},       {"基本情况", 1},    {"组织领导", 1},
    {"主动公开", 2},  {"收到和处理", 4},  {"收到的处理", 4}, {"依申请公开", 4},  {"申请公开", 4},
    {"申请情况", 4},  {"行政复议", 8},    {"行政诉讼", 8},   {"复议", 8},        {"存在的", 16},
    {"主要问题", 16}, {"问题及改进", 16}, {"其他需要", 32},  {"需要报告的", 32}, {"收费", 64},
    {"總體情況", 1},  {"主動公開", 2},    {"申請", 4},       {"複議", 8},
};
constexpr std::size_t section_heading_bytes_max = 120;

constexpr std::string_view section_numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
constexpr std::string_view section_stops[] = {"、", "．", ".", "，", ",", " "};

// A line that begins so is a tool of the page.
constexpr std::string_view tool_beginnings[] = {
    "上一篇",   "下一篇",   "上一条",   "下一条",   "分享到",   "分享：", "扫一扫",   "扫码",
    "打印本页", "关闭窗口", "关闭本页", "【打印",   "【关闭",   "[打印",  "[关闭",    "字号",
    "字体",     "【字体",   "【字号",   "浏览次数", "浏览量",   "浏览：", "点击数",   "点击率",
    "点击量",   "点击：",   "访问量",   "阅读次数", "阅读量",   "无障碍", "责任编辑", "编辑：",
    "相关链接", "相关文档", "相关阅读", "语音播报", "设为首页",
};
constexpr std::size_t tool_line_bytes_max = 150;

// A line that says this and nothing else is one too.
constexpr std::string_view tool_lines[] = {"打印",     "收藏", "分享", "关闭", "返回",
                                           "返回顶部", "大",   "中",   "小",   "【大 中 小】",
                                           "微信",     "微博", "|",    ">",    "首页"};

// Labels of date and source lines and of metadata blocks; the longer of two that begin alike stands first.
constexpr std::string_view labels[] = {
    "发布日期", "发布时间", "发文日期", "成文日期", "生成日期", "公开日期", "信息来源", "文章来源",
    "来源",     "作者",     "浏览次数", "浏览量",   "点击数",   "点击率",   "点击量",   "访问量",
    "阅读次数", "字号",     "字体",     "索引号",   "索 引 号", "发布机构", "发文机关", "公开主体",
    "责任编辑", "编辑",     "审核",     "时间",     "日期",     "【打印",   "分享到",   "打印",
    "分享",     "主题分类", "文号",     "信息分类", "体裁分类", "有效性",   "标题",     "名称",
};

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

template <class Table>
std::string_view leading_entry(std::string_view text, const Table& table) {
    for (std::string_view entry : table) {
        if (text.starts_with(entry)) return entry;
    }
    return {};
}

// The label with the colon behind it that `text` begins with.
std::string_view leading_label(std::string_view text) {
    const auto label = leading_entry(text, labels);
    if (label.empty()) return {};
    if (label.starts_with("【")) return label;
    const auto after = base::trim(text.substr(label.size()));
    return after.starts_with("：") || after.starts_with(":") ? label : std::string_view{};
}

}  // namespace

bool names_body_container(std::string_view token) {
    return std::ranges::find(body_containers, std::string_view{lower(token)}) != std::end(body_containers);
}

ChromeKind names_chrome(std::string_view token) {
    const auto name = lower(token);
    for (std::size_t at = 0; at < name.size();) {
        const auto end = static_cast<std::size_t>(
            std::find_if_not(name.begin() + static_cast<std::ptrdiff_t>(at), name.end(), is_word_character) -
            name.begin());
        const auto word = std::string_view{name}.substr(at, end - at);
        const auto found = std::ranges::find(chrome_words, word, &ChromeWord::word);
        if (found != std::end(chrome_words)) return found->kind;
        at = end + 1;
    }
    return ChromeKind::none;
}

std::uint32_t section_bit(std::string_view line) {
    if (line.size() > section_heading_bytes_max) return 0;
    bool numbered = false;
    for (auto numeral = leading_entry(line, section_numerals); !numeral.empty();
         numeral = leading_entry(line, section_numerals)) {
        line.remove_prefix(numeral.size());
        numbered = true;
    }
    const auto stop = leading_entry(line, section_stops);
    if (!numbered || stop.empty()) return 0;
    for (const auto& [word, bit] : section_words) {
        if (line.find(word) != std::string_view::npos) return bit;
    }
    return 0;
}

bool is_page_tool(std::string_view line) {
    if (line.size() > tool_line_bytes_max) return false;
    if (std::ranges::find(tool_lines, line) != std::end(tool_lines)) return true;
    return !leading_entry(line, tool_beginnings).empty();
}

std::vector<std::string_view> split_at_labels(std::string_view line) {
    std::vector<std::size_t> cuts;
    for (std::size_t at = 0; at < line.size();) {
        const auto label = leading_label(line.substr(at));
        if (!label.empty()) cuts.push_back(at);
        at += label.empty() ? base::decode_utf8(line.substr(at)).length : label.size();
    }
    std::vector<std::string_view> pieces;
    if (cuts.size() < 2) return {line};
    std::size_t begin = 0;
    for (const auto cut : cuts) {
        if (cut > begin) pieces.push_back(base::trim(line.substr(begin, cut - begin)));
        begin = cut;
    }
    pieces.push_back(base::trim(line.substr(begin)));
    return pieces;
}

}  // namespace ogi::extract
