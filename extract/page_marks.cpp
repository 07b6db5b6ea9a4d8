#include "extract/page_marks.h"

#include "base/utf8.h"
#include "extract/word_table.h"

#include <algorithm>
#include <array>
#include <iterator>

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
    {"next", ChromeKind::other},
    {"hits", ChromeKind::other},
    {"hit", ChromeKind::other},
    {"views", ChromeKind::other},
    {"viewcount", ChromeKind::other},
    {"pageview", ChromeKind::other},
    {"pv", ChromeKind::other},
    {"counter", ChromeKind::other},
    {"comment", ChromeKind::other},
    {"comments", ChromeKind::other},
    {"pinglun", ChromeKind::other},
    {"recommended", ChromeKind::other},
    {"recommendation", ChromeKind::other},
    {"tuijian", ChromeKind::other},
    {"xgyd", ChromeKind::other},
    {"xgwz", ChromeKind::other},
    {"xglj", ChromeKind::other},
    {"xgnews", ChromeKind::other},
    {"xgxw", ChromeKind::other},
    {"xgzx", ChromeKind::other},
    {"guess", ChromeKind::other},
    {"likes", ChromeKind::other},
    {"zan", ChromeKind::other},
    {"dianzan", ChromeKind::other},
    {"weather", ChromeKind::other},
    {"tianqi", ChromeKind::other},
    {"online", ChromeKind::other},
    {"tool", ChromeKind::other},
    {"tools", ChromeKind::other},
    {"fontsize", ChromeKind::other},
    {"zihao", ChromeKind::other},
    {"bshare", ChromeKind::other},
    {"jiathis", ChromeKind::other},
    {"socialshare", ChromeKind::other},
    {"fenxiang", ChromeKind::other},
    {"sharebar", ChromeKind::other},
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
    "上一篇",   "下一篇", "上一条",   "下一条",   "上一则",   "下一则",   "分享到",   "分享：",
    "扫一扫",   "扫码",   "打印本页", "关闭窗口", "关闭本页", "【打印",   "【关闭",   "[打印",
    "[关闭",    "字号",   "字体",     "【字体",   "【字号",   "浏览次数", "浏览量",   "浏览：",
    "点击数",   "点击率", "点击量",   "点击：",   "访问量",   "阅读次数", "阅读量",   "无障碍",
    "责任编辑", "编辑：", "相关链接", "相关文档", "相关阅读", "语音播报", "设为首页",
};
constexpr std::size_t tool_line_bytes_max = 150;

// A line that is one of these, but for marks, stands over links to other pages; with a colon it may go on.
constexpr std::string_view link_list_names[] = {
    "相关阅读", "相关链接",   "相关文章",     "相关文档", "相关新闻", "相关信息", "相关稿件", "相关推荐",
    "相关内容", "相关资讯",   "相关报道",     "推荐阅读", "推荐文章", "推荐新闻", "推荐信息", "为您推荐",
    "为你推荐", "猜你喜欢",   "猜您喜欢",     "延伸阅读", "拓展阅读", "扩展阅读", "热点新闻", "热门新闻",
    "热门文章", "热门推荐",   "热门信息",     "热点推荐", "热点信息", "热点排行", "点击排行", "阅读排行",
    "最新信息", "最新文章",   "最新新闻",     "最新动态", "最新发布", "友情链接", "通知公告", "新闻动态",
    "热点专题", "大家都在看", "您可能感兴趣", "上一篇",   "下一篇",   "上一条",   "下一条",   "上一则",
    "下一则",   "上篇",       "下篇",         "前一篇",   "后一篇",   "上一个",   "下一个",   "Previous",
    "Next",     "previous",   "next",         "更多推荐",
};
constexpr std::string_view comment_names[] = {"网友评论", "最新评论", "评论列表",
                                              "发表评论", "我要评论", "全部评论"};
constexpr std::string_view no_neighbours[] = {"没有了",       "没有",           "无",         "暂无",
                                              "已经是第一篇", "已经是最后一篇", "已是第一篇", "已是最后一篇"};
constexpr std::size_t list_name_bytes_max = 60;
constexpr std::string_view decorations[] = {" ", "　", "【", "】", "[", "]", "：", ":",  "·",
                                            "•", "—",  "-",  "<",  ">", "«", "»",  "《", "》",
                                            "|", "▲",  "▼",  "→",  "←", "*", "+",  "#"};

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

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr std::size_t name_bytes_max = 32;  // Longer than any word of the tables.

// A word of an id or class in lower case, as it grows.
class NameWord {
  public:
    void add(char c) {
        if (size_ < name_bytes_max) bytes_[size_] = lower(c);
        ++size_;
    }
    void clear() { size_ = 0; }
    // Empty if it is longer than any we know.
    std::string_view text() const { return {bytes_.data(), size_ <= name_bytes_max ? size_ : 0}; }

  private:
    std::array<char, name_bytes_max> bytes_{};
    std::size_t size_ = 0;
};

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

constexpr auto words_of_chrome = [] {
    std::array<std::string_view, std::size(chrome_words)> words;
    std::ranges::transform(chrome_words, words.begin(), &ChromeWord::word);
    return words;
}();

// The WordTable of one of the arrays above.
template <const auto& words>
const WordTable& table_of() {
    static const WordTable table{words};
    return table;
}

std::string_view without_decorations(std::string_view text) {
    for (auto mark = table_of<decorations>().leading(text); !mark.empty();
         mark = table_of<decorations>().leading(text))
        text.remove_prefix(mark.size());
    const auto ends_so = [&](std::string_view mark) { return text.ends_with(mark); };
    for (auto mark = std::ranges::find_if(decorations, ends_so); mark != std::end(decorations);
         mark = std::ranges::find_if(decorations, ends_so))
        text.remove_suffix(mark->size());
    return text;
}

// "网友评论（3条）", "评论列表(0)": a number in brackets behind the name.
bool is_count(std::string_view text) {
    return text.empty() || ((text.starts_with("（") || text.starts_with("(")) &&
                            text.find_first_of("0123456789") != std::string_view::npos);
}

// The label with the colon behind it that `text` begins with.
std::string_view leading_label(std::string_view text) {
    const auto label = table_of<labels>().leading(text);
    if (label.empty()) return {};
    if (label.starts_with("【")) return label;
    const auto after = base::trim(text.substr(label.size()));
    return after.starts_with("：") || after.starts_with(":") ? label : std::string_view{};
}

}  // namespace

bool names_body_container(std::string_view token) {
    NameWord name;
    for (const char c : token) name.add(c);
    return table_of<body_containers>().holds(name.text());
}

// "articleShare" has the words article and share, "nav_ul" nav and ul, "share2" share and 2.
ChromeKind names_chrome(std::string_view token) {
    // Word's styles say how a paragraph looks: MsoFooter, MsoCommentText.
    const bool of_word =
        token.size() >= 3 && lower(token[0]) == 'm' && lower(token[1]) == 's' && lower(token[2]) == 'o';
    if (of_word) return ChromeKind::none;
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto& table = table_of<words_of_chrome>();
    NameWord word;
    for (std::size_t i = 0; i <= token.size(); ++i) {
        const bool end = i == token.size() || !is_word_character(lower(token[i]));
        const bool parted = !end && i > 0 &&
                            ((is_capital(token[i]) && !is_capital(token[i - 1])) ||
                             (is_digit(token[i]) && !is_digit(token[i - 1])));
        if (end || parted) {
            if (const auto found = table.find(word.text()); found != WordTable::none)
                return chrome_words[found].kind;
            word.clear();
        }
        if (!end) word.add(token[i]);
    }
    return ChromeKind::none;
}

std::uint32_t section_bit(std::string_view line) {
    if (line.size() > section_heading_bytes_max) return 0;
    bool numbered = false;
    for (auto numeral = table_of<section_numerals>().leading(line); !numeral.empty();
         numeral = table_of<section_numerals>().leading(line)) {
        line.remove_prefix(numeral.size());
        numbered = true;
    }
    const auto stop = table_of<section_stops>().leading(line);
    if (!numbered || stop.empty()) return 0;
    for (const auto& [word, bit] : section_words) {
        if (line.find(word) != std::string_view::npos) return bit;
    }
    return 0;
}

bool is_page_tool(std::string_view line) {
    // "访问量较上年增长一成。" is what the report says.
    if (line.size() > tool_line_bytes_max || line.ends_with("。")) return false;
    if (table_of<tool_lines>().holds(line)) return true;
    return !table_of<tool_beginnings>().leading(line).empty();
}

Followers followers_of(std::string_view line) {
    if (line.size() > list_name_bytes_max) return Followers::none;
    const auto name = without_decorations(line);
    if (table_of<link_list_names>().holds(name)) return Followers::links;
    for (const auto ending : {"更多", "more", "MORE"}) {
        if (!name.ends_with(ending)) continue;
        const auto rest = without_decorations(name.substr(0, name.size() - std::string_view{ending}.size()));
        if (table_of<link_list_names>().holds(rest)) return Followers::links;
    }
    const auto comments = table_of<comment_names>().leading(name);
    if (!comments.empty() && is_count(base::trim(name.substr(comments.size())))) return Followers::comments;
    return Followers::none;
}

bool says_no_neighbour(std::string_view line) {
    return std::ranges::find(no_neighbours, without_decorations(line)) != std::end(no_neighbours);
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
