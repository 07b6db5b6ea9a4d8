#include "parser/report_kind.h"

#include "base/utf8.h"
#include "parser/agency_title.h"
#include "parser/prose.h"
#include "parser/title.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t prose_han_min = 120;       // Less text than this is no report without a table.
constexpr std::size_t error_page_han_max = 400;  // An error page says little.
constexpr std::size_t list_titles_min = 3;       // Titles of reports in lines of their own.
constexpr std::size_t letter_han_max = 900;      // A letter that sends a report is shorter than one.

constexpr std::size_t first_lines_max = 5;    // Where a title stands that nobody marked …
constexpr std::size_t title_bytes_max = 210;  // … and no sentence.
constexpr std::size_t filled_cells_min = 20;  // Figures that only a report has, whatever its title says.

// Words in a title that say what the page is instead.
struct OtherKind {
    std::string_view words;
    std::string_view reason;
};
// Anywhere in a title.
constexpr std::array other_titles{
    OtherKind{"解读|一图读懂|图解|图说|一图看懂|一图了解|图文版|问答|答记者问|动漫|短视频"sv,
              "a reading aid for an annual report"},
    OtherKind{"上半年|半年度|季度|学年"sv, "another report: not of a calendar year"},
    OtherKind{"政府网站工作年度报表|网站工作年度报表|网站年度报表|政府网站工作年度报告|网站监管年度报表|"
              "政务新媒体工作年度|"
              "政务新媒体年度|网站和政务新媒体"sv,
              "another report: the government's web sites"},
};
// In a title without the words of a report on disclosure.
constexpr std::array foreign_titles{
    OtherKind{"通知|通报|公告|意见|批复|请示|公示|的函"sv, "a notice"},
    OtherKind{"制度|办法|规定|细则|指南|规范|格式|模板|样式|规程"sv,
              "rules or a template for annual reports"},
    OtherKind{
        "财政决算|部门决算|决算公开|预算公开|部门预算|预决算|财政预算|预算执行|三公经费|绩效评价|绩效自评"sv,
        "another report: budget or final accounts"},
    OtherKind{"法治政府建设|依法行政|法治建设|法治工作"sv, "another report: rule of law"},
    OtherKind{"政府工作报告|工作要点|工作计划|统计公报|审计报告|审计工作|述职|述廉|行政执法|质量公报|"
              "状况公报|社会责任报告|"
              "法人年度报告|党务公开|村务公开|厂务公开|国民经济|环境质量|债务|信访工作|安全生产|工作总结"sv,
              "another report"},
};
// Behind the topic: "政务公开第三方评估报告", "…年度报告的函", "…年度报告编制培训会".
constexpr std::array behind_topic{
    OtherKind{"通知|通报|意见|批复|请示|的函|来函|复函|倡议"sv, "a notice about annual reports"},
    OtherKind{
        "制度|办法|规定|细则|指南|规范|格式|模板|样式|样表|样本|范本|规程|方案|要求|编制说明|填报说明|填写说明|流程|清单"sv,
        "rules or a template for annual reports"},
    OtherKind{"评估|测评|考核|评议|自查|督查|督导|检查|整改|调研|调查|培训|会议|推进会|部署会|工作会|座谈会|"
              "要点|计划|申请表|"
              "典型|案例"sv,
              "another report: on how disclosure is judged or organised"},
    OtherKind{"目录|汇总|列表|专栏|合集|汇编|一览"sv, "a list of reports"},
    OtherKind{"公告"sv, "a notice about annual reports"},
    OtherKind{"决算|预算"sv, "another report: budget or final accounts"},
};

// A page that tells of a report which somebody published.
constexpr std::string_view news_words = "发布|公布|出炉|亮相|上线|召开|顺利|圆满|部署";

constexpr std::string_view error_words =
    "页面不存在|您访问的页面|找不到页面|页面未找到|404 Not "
    "Found|访问的页面不存在|404错误|您要查看的页面|页面已删除|无法找到该页|"
    "Not Found|页面找不到|该页面已"sv;

// The form's own instructions (国办公开办函〔2019〕60号, 〔2021〕30号).
constexpr std::string_view template_words =
    "这一项主要报告|该部分以表格形式报告|主要包括主动公开、依申请公开|此项主要报告|应当具体、明确|加粗小四号|"
    "字号为|"
    "××|XX年|（此处"sv;

constexpr std::string_view report_phrases =
    "信息公开工作年度报告|信息公开年度报告|信息公开工作报告|信息公开工作情况报告|信息公开工作完成情况|"
    "信息公开情况报告|"
    "信息公开工作总结|信息公开工作情况总结|公开年度报告|信息公开年报"sv;

constexpr std::string_view topic_headings =
    "总体情况|主动公开政府信息|收到和处理政府信息公开申请|依申请公开|行政复议|主要问题|改进|收费及减免|其他需要报告的事项"sv;

std::size_t count_numbers(const CellReading& reading) {
    return static_cast<std::size_t>(std::ranges::count_if(reading.cells, [](const auto& entry) {
        return entry.second.kind == model::CellKind::number ||
               entry.second.kind == model::CellKind::unreadable;
    }));
}

// Section headings of a report among the lines, each kind once.
std::size_t count_headings(std::string_view prose) {
    std::size_t found = 0;
    auto rest = topic_headings;
    while (!rest.empty()) {
        const auto bar = rest.find('|');
        if (prose.find(rest.substr(0, bar)) != std::string_view::npos) ++found;
        rest.remove_prefix(bar == std::string_view::npos ? rest.size() : bar + 1);
    }
    return found;
}

// Lines that are the title of some report, nothing more: what a list is made of.
std::size_t count_title_lines(const model::Document& document) {
    return static_cast<std::size_t>(std::ranges::count_if(document.blocks, [](const model::Block& block) {
        const auto line = base::trim(block.text);
        return block.kind != model::BlockKind::heading && !line.empty() && is_report_title(line) &&
               year_of_title(line) != 0;
    }));
}

// A column may be down to one report: its link says which, the column's own title names no year.
bool links_to_a_report(const std::vector<model::Link>& links) {
    return std::ranges::any_of(links, [](const model::Link& link) {
        return is_report_title(link.text) && year_of_title(link.text) != 0;
    });
}

std::string_view find_kind(std::string_view words, std::span<const OtherKind> kinds) {
    const auto kind =
        std::ranges::find_if(kinds, [&](const OtherKind& k) { return contains_any(words, k.words); });
    return kind == kinds.end() ? std::string_view{} : kind->reason;
}

// What stands behind the topic of a report's title: "工作年度报告解读".
std::string_view behind_the_topic(std::string_view title) {
    for (const auto topic : {"信息公开"sv, "政务公开"sv, "公开政府信息"sv, "政府公开信息"sv}) {
        if (const auto at = title.find(topic); at != std::string_view::npos)
            return title.substr(at + topic.size());
    }
    return {};
}

// Empty if the title speaks of no other kind of page.
std::string_view other_kind(std::string_view title, bool report_title) {
    if (const auto kind = find_kind(title, other_titles); !kind.empty()) return kind;
    // What stands in front of the topic is whose report it is and why: "落实整改意见暨某局…".
    return report_title ? find_kind(behind_the_topic(title), behind_topic) : find_kind(title, foreign_titles);
}

// A page whose title nobody marked: one of its first lines is the title of a notice, of rules, of a reading
// aid.
std::string_view other_kind_in_lines(const model::Document& document) {
    static constexpr std::array endings{"通知"sv, "通报"sv, "公告"sv, "函"sv,   "意见"sv, "批复"sv,
                                        "办法"sv, "制度"sv, "规定"sv, "细则"sv, "方案"sv, "解读"sv,
                                        "模板"sv, "格式"sv, "样式"sv, "说明"sv};
    std::size_t seen = 0;
    for (const auto& block : document.blocks) {
        const auto line = without_spaces(block.text);
        if (line.empty()) continue;
        if (++seen > first_lines_max) break;
        const bool titled = line.size() <= title_bytes_max && names_topic(line) &&
                            std::ranges::any_of(endings, [&](auto ending) { return line.ends_with(ending); });
        if (!titled) continue;
        if (const auto kind = other_kind(line, true); !kind.empty()) return kind;
    }
    return {};
}

// A page without a filled form.
struct ProsePage {
    std::string_view prose;
    std::string_view title;    // Without spaces.
    std::size_t han = 0;       // Of the prose.
    std::size_t headings = 0;  // Kinds of a report's headings in it.
    bool report_title = false;
    bool title_line = false;  // One of the lines is the title of a report on some year.
};

// Does its text report?
std::string why_no_report_in_prose(const ProsePage& page) {
    const auto& [prose, title, han, headings, report_title, title_line] = page;
    const bool sections = headings >= 3;
    const auto compact = without_spaces(prose);
    const bool says_so = contains_any(compact, report_phrases) || report_title;
    if (han < letter_han_max && !sections &&
        contains_any(compact, "现报上|现予报送|随函|特此函|请审阅|请查收|报送你|现将有关材料报"sv)) {
        return "not an annual report: a letter that sends one";
    }
    const bool formal = title.starts_with("关于"sv) || title.starts_with("现"sv) || title.starts_with("特"sv);
    if (!sections && report_title && !formal &&
        contains_any(title.substr(0, title.find("公开"sv)), news_words))
        return "not an annual report: news about one";
    // A page with a title of its own on another matter needs more than a mention.
    const bool other_title =
        !title.empty() && !report_title && !contains_any(title, "信息公开|政务公开|年度报告|年报"sv);
    // "政府信息公开年报" is also the name of a column.
    const bool own_title = report_title && (year_of_title(title) != 0 || title_line);
    const bool enough =
        han >= prose_han_min &&
        (own_title || sections || (report_title && headings >= 2) ||
         (says_so && contains_any(compact, "报告如下|总结如下|汇报如下|公布如下|公开如下|编制|统计期限"sv)));
    if (says_so && enough && (!other_title || headings >= 4)) return {};
    if (report_title && han < prose_han_min) return "not an annual report: a title without a body";
    return "not an annual report: no title, form or section of one";
}

}  // namespace

std::string why_no_report(const model::Document& document, const std::vector<model::Link>& links,
                          const CellReading& reading, std::string_view title, const ProseOnce& prose_once) {
    if (document.format == model::Format::unsupported) {
        return "not readable: " +
               (document.unsupported.empty() ? "unsupported format" : document.unsupported);
    }
    const bool form = reading.generation != model::Generation::free_form;
    const auto numbers = count_numbers(reading);
    const auto compact_title = without_spaces(title);
    const bool report_title = is_report_title(title);
    const auto other = other_kind(compact_title, report_title);
    if (form && numbers > 0) {
        // A notice or a letter may have the report itself below.
        const bool filled = numbers >= filled_cells_min && other.ends_with("about annual reports"sv);
        return other.empty() || filled ? std::string{} : "not an annual report: " + std::string{other};
    }
    const auto& prose = prose_once.text();
    const auto han = count_han(prose);
    if (han == 0 && !form && reading.stat_tables.empty())
        return without_spaces(prose).empty() ? "not an annual report: the page has no text"
                                             : "not an annual report: the page has no Chinese text";
    if (han < error_page_han_max && !form &&
        (contains_any(prose, error_words) || contains_any(title, error_words))) {
        return "not an annual report: an error page";
    }
    if (!other.empty()) return "not an annual report: " + std::string{other};
    if (const auto kind = report_title ? ""sv : other_kind_in_lines(document); !kind.empty())
        return "not an annual report: " + std::string{kind};
    if (form && (han < prose_han_min || contains_any(prose, template_words)))
        return "not an annual report: the empty form";

    const auto headings = count_headings(prose);
    const bool sections = headings >= 3;
    const auto title_lines = count_title_lines(document);
    const bool list =
        title_lines >= list_titles_min || (year_of_title(title) == 0 && links_to_a_report(links));
    if (!form && !sections && list) return "not an annual report: a list of reports";
    return why_no_report_in_prose({.prose = prose,
                                   .title = compact_title,
                                   .han = han,
                                   .headings = headings,
                                   .report_title = report_title,
                                   .title_line = title_lines > 0});
}

}  // namespace ogi::parser
