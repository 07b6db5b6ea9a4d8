#include "extract/discovery/words.h"

#include "base/utf8.h"

#include <algorithm>
#include <array>

namespace ogi::extract {
namespace {

constexpr std::string_view annual_words[] = {"年度报告", "年报", "年度工作报告", "年度总结报告",
                                             "年度公开报告"};
// Only together with 信息公开 in front: 政府工作报告 and others end alike.
constexpr std::string_view annual_disclosure_words[] = {"信息公开工作报告", "信息公开报告",
                                                        "政务公开工作报告", "信息公开工作总结报告"};
constexpr std::string_view disclosure_words[] = {"信息公开", "政务公开", "政府信息",
                                                 "公开工作", "公开年报", "公开年度报告"};
// What is written about the reports, whatever else the text says.
constexpr std::string_view about_words[] = {
    "解读", "图解",   "一图",   "通知",     "填报",     "模板",   "样式",
    "格式", "推进会", "培训班", "答记者问", "征求意见", "公告栏",
};
// Reports of other things. Agencies are called so as well (审计局, 行政执法局, 住房公积金管理中心), so these
// words count only where the text does not itself speak of disclosure.
constexpr std::string_view other_report_words[] = {
    "预算",     "决算",     "政府工作报告", "法治政府", "依法行政", "网站工作年度报表", "网站年度",
    "年度报表", "统计年报", "质量年报",     "企业年报", "年报公示", "年报率",           "上市公司",
    "环境状况", "绩效",     "审计",         "财务",     "信用",     "社会组织",         "事业单位",
    "新闻发布", "培训",     "住房公积金",   "卫生统计", "气候公报", "统计公报",         "行政执法",
    "年检",     "招聘",     "指南",         "目录",
};

struct PathWord {
    std::string_view word;
    PathSays says;
};
// A folder's name without digits, '_' and '-' at its end ("zfxxgknb_5784164", "gknb2017").
constexpr PathWord path_words[] = {
    {"zfxxgknb", PathSays::disclosure_reports},
    {"xxgknb", PathSays::disclosure_reports},
    {"gknb", PathSays::disclosure_reports},
    {"zfxxgkndbg", PathSays::disclosure_reports},
    {"xxgkndbg", PathSays::disclosure_reports},
    {"gkndbg", PathSays::disclosure_reports},
    {"gkndbgz", PathSays::disclosure_reports},
    {"zfxxgkgzndbg", PathSays::disclosure_reports},
    {"zfxxgknbzl", PathSays::disclosure_reports},
    {"bmxxgknb", PathSays::disclosure_reports},
    {"xxgkbg", PathSays::disclosure_reports},
    {"zfxxgkbg", PathSays::disclosure_reports},
    {"xxgkgzndbg", PathSays::disclosure_reports},
    {"xxgknianbao", PathSays::disclosure_reports},
    {"zwgknb", PathSays::disclosure_reports},
    {"gkgzndbg", PathSays::disclosure_reports},
    {"xxgkannualreport", PathSays::disclosure_reports},  // 大汉 xxgkAnnualReport.jsp, 龙讯 XxgkAnnualReport.
    {"opennessannualreport", PathSays::disclosure_reports},
    {"gknb_show", PathSays::disclosure_reports},
    {"xxgk-xxgknb", PathSays::disclosure_reports},
    {"ndbg", PathSays::reports},
    {"nianbao", PathSays::reports},
    {"nb", PathSays::reports},
    {"gzndbg", PathSays::reports},
    {"ndbgz", PathSays::reports},
    {"annualreport", PathSays::reports},
};

constexpr std::string_view index_stems[] = {"index", "list",   "default", "nlist",
                                            "main",  "column", "zwgk",    "xxgk_list"};
constexpr std::string_view media_endings[] = {".jpg",  ".jpeg", ".png", ".gif", ".bmp", ".svg", ".ico",
                                              ".webp", ".mp3",  ".mp4", ".wmv", ".flv", ".avi", ".css",
                                              ".js",   ".exe",  ".apk", ".xml", ".rss"};

// What the pages on the way to a column of annual reports are called, the nearest first.
constexpr std::string_view way_words[] = {
    "政府信息公开专栏", "法定主动公开", "政府信息公开", "政府信息主动公开", "信息公开目录", "信息公开专栏",
    "信息公开",         "主动公开",     "政务公开",     "公开专栏",         "公开平台",
};
// What else disclosure is written about.
constexpr std::string_view off_the_way_words[] = {
    "指南", "申请", "制度", "规定", "条例", "办法", "动态", "新闻", "通知", "公告", "会议", "会",
    "培训", "要点", "方案", "意见", "投诉", "举报", "信箱", "考核", "解读", "咨询", "热线", "年报",
    "年度", "登录", "标准", "试点", "清单", "印发", "关于", "开展", "召开", "推进", "工作", "条",
};
constexpr std::size_t way_bytes_max = 60;  // Twenty characters: more is a headline.
constexpr std::string_view way_folders[] = {"zwgk",   "xxgk",    "zfxxgk",   "zfxxgkml", "xxgkml",
                                            "xxgkzl", "gongkai", "openness", "zfxxgkzl", "fdzdgknr"};

constexpr std::array<std::string_view, 11> year_digits = {"〇", "一", "二", "三", "四", "五",
                                                          "六", "七", "八", "九", "○"};
constexpr int first_year = 2008;  // The 条例 of 2007 came into force on 2008-05-01.
constexpr int last_year = 2099;

template <class Table>
bool says_any(std::string_view text, const Table& table) {
    return std::ranges::any_of(
        table, [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

// One Chinese or full-width digit at the front of `text`; length 0 if there is none.
struct Digit {
    int value;
    std::size_t length;
};
Digit leading_digit(std::string_view text) {
    if (text.empty()) return {0, 0};
    if (is_digit(text[0])) return {text[0] - '0', 1};
    const auto [c, length] = base::decode_utf8(text);
    if (c >= 0xFF10 && c <= 0xFF19) return {static_cast<int>(c - 0xFF10), length};
    for (std::size_t value = 0; value < year_digits.size(); ++value) {
        if (text.starts_with(year_digits[value]))
            return {static_cast<int>(value % 10), year_digits[value].size()};
    }
    return {0, 0};
}

PathSays folder_says(std::string_view folder) {
    const auto found_as = [](std::string_view name) {
        const auto found = std::ranges::find(path_words, name, &PathWord::word);
        return found == std::end(path_words) ? PathSays::nothing : found->says;
    };
    folder = folder.substr(0, folder.find('.'));
    const auto direct = found_as(folder);
    if (direct != PathSays::nothing) return direct;
    while (!folder.empty() && (is_digit(folder.back()) || folder.back() == '_' || folder.back() == '-')) {
        folder.remove_suffix(1);
    }
    return found_as(folder);
}

}  // namespace

std::string squeeze(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (!base::is_space(c)) out.append(text.substr(0, length));
        text.remove_prefix(length);
    }
    return out;
}

bool says_annual_report(std::string_view text) {
    return says_any(text, annual_words) || says_any(text, annual_disclosure_words);
}

bool says_disclosure(std::string_view text) {
    return says_any(text, disclosure_words);
}

bool says_something_else(std::string_view text) {
    return says_any(text, about_words) || (!says_disclosure(text) && says_any(text, other_report_words));
}

int year_in(std::string_view text) {
    while (!text.empty()) {
        int year = 0;
        auto rest = text;
        int digits = 0;
        for (auto digit = leading_digit(rest); digit.length > 0; digit = leading_digit(rest)) {
            if (++digits <= 4) year = year * 10 + digit.value;
            rest.remove_prefix(digit.length);
        }
        if (digits == 4 && year >= first_year && year <= last_year) return year;
        const auto read = text.size() - rest.size();
        text.remove_prefix(read > 0 ? read : base::decode_utf8(text).length);
    }
    return 0;
}

PathSays path_says(std::string_view path) {
    const auto text = lower(path);
    auto strongest = PathSays::nothing;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('/', begin), text.size());
        const auto says = folder_says(std::string_view{text}.substr(begin, end - begin));
        strongest = std::max(strongest, says);
        begin = end + 1;
    }
    return strongest;
}

int nearness(std::string_view text, std::string_view path) {
    constexpr int words = static_cast<int>(std::size(way_words));
    const auto named_by = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
    if (text.size() <= way_bytes_max && !says_any(text, off_the_way_words)) {
        const auto* const found = std::ranges::find_if(way_words, named_by);
        if (found != std::end(way_words)) return words + 1 - static_cast<int>(found - std::begin(way_words));
    }
    // An image leads there, or a word like "公开": the folder must be named so.
    if (!text.empty() && text != "公开" && text != "更多" && text != "more") return 0;
    const auto lower_path = lower(path);
    auto folder = std::string_view{lower_path}.substr(0, lower_path.rfind('/'));
    folder = folder.substr(folder.rfind('/') == std::string_view::npos ? 0 : folder.rfind('/') + 1);
    return is_index_path(path) && std::ranges::find(way_folders, folder) != std::end(way_folders) ? 1 : 0;
}

bool is_article_path(std::string_view path) {
    constexpr std::size_t number_digits = 4;  // Shorter numbers are columns' and pages'.
    const auto name = path.substr(path.rfind('/') + 1);
    std::size_t digits = 0;
    for (const char c : name.substr(0, name.find('.'))) {
        digits = is_digit(c) ? digits + 1 : 0;
        if (digits >= number_digits) return true;
    }
    return false;
}

bool is_index_path(std::string_view path) {
    const auto text = lower(path.substr(path.rfind('/') + 1));
    std::string_view name{text};
    name = name.substr(0, name.find('.'));
    while (!name.empty() && (is_digit(name.back()) || name.back() == '_' || name.back() == '-'))
        name.remove_suffix(1);
    return name.empty() ? text.empty() : std::ranges::find(index_stems, name) != std::end(index_stems);
}

bool is_media_path(std::string_view path) {
    const auto text = lower(path);
    return std::ranges::any_of(media_endings,
                               [&](std::string_view ending) { return text.ends_with(ending); });
}

}  // namespace ogi::extract
