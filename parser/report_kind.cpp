#include "parser/report_kind.h"

#include "base/utf8.h"
#include "parser/prose.h"
#include "parser/title.h"

#include <algorithm>
#include <array>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t prose_han_min = 120;       // Less text than this is no report without a table.
constexpr std::size_t error_page_han_max = 400;  // An error page says little.
constexpr std::size_t list_titles_min = 3;       // Titles of reports in lines of their own.
constexpr std::size_t letter_han_max = 900;      // A letter that sends a report is shorter than one.
constexpr std::size_t template_prose_han_max = 2500;

// Words in a title that say what the page is instead.
struct OtherKind {
    std::string_view words;
    std::string_view reason;
};
constexpr std::array other_titles{
    OtherKind{"解读|一图读懂|图解|图说|一图看懂"sv, "a reading aid for an annual report"},
    OtherKind{"通知|通报|公告|意见|批复|请示"sv, "a notice about annual reports"},
    OtherKind{"制度|办法|规定|细则|指南|规范|格式|模板|样式|规程"sv,
              "rules or a template for annual reports"},
    OtherKind{"财政决算|部门决算|决算公开|预算公开|部门预算|预决算"sv,
              "another report: budget or final accounts"},
    OtherKind{"法治政府建设|依法行政|法治建设"sv, "another report: rule of law"},
    OtherKind{"政府工作报告|工作要点|工作计划|统计公报|审计报告|述职"sv, "another report"},
    OtherKind{"政府网站工作年度报表|网站工作年度报表|网站年度报表|政府网站工作年度报告|网站监管年度报表"sv,
              "another report: the government's web sites"},
};

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

bool has_number(const CellReading& reading) {
    return std::ranges::any_of(reading.cells, [](const auto& entry) {
        return entry.second.kind == model::CellKind::number ||
               entry.second.kind == model::CellKind::unreadable;
    });
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
bool links_to_a_report(const model::Document& document) {
    return std::ranges::any_of(document.links, [](const model::Link& link) {
        return is_report_title(link.text) && year_of_title(link.text) != 0;
    });
}

std::string other_kind(std::string_view title, bool report_title) {
    for (const auto& [words, reason] : other_titles) {
        if (!contains_any(title, words)) continue;
        // "某市规范…" or "意见征集" may stand in the name of a real report's page: its last words decide.
        const auto at = title.rfind("报告");
        const auto tail = at == std::string_view::npos ? title : title.substr(at);
        if (report_title && !contains_any(tail, words) && !title.starts_with("关于"sv)) {
            if (reason != "a reading aid for an annual report"sv) continue;
        }
        return "not an annual report: " + std::string{reason};
    }
    return {};
}

}  // namespace

std::string why_no_report(const model::Document& document, const CellReading& reading,
                          std::string_view title) {
    if (document.format == model::Format::unsupported) {
        return "not readable: " +
               (document.unsupported.empty() ? "unsupported format" : document.unsupported);
    }
    const auto prose = join_prose(document, reading.table_blocks).text;
    const auto han = count_han(prose);
    const bool form = reading.generation != model::Generation::free_form;
    if (han == 0 && !form && reading.stat_tables.empty()) return "not an annual report: the page has no text";
    if (han < error_page_han_max && !form &&
        (contains_any(prose, error_words) || contains_any(title, error_words))) {
        return "not an annual report: an error page";
    }
    const auto compact_title = without_spaces(title);
    const bool report_title = is_report_title(title);
    if (auto other = other_kind(compact_title, report_title); !other.empty()) return other;

    const bool numbers = has_number(reading);
    if (form && !numbers) {
        const bool instructions = contains_any(prose, template_words);
        if (instructions || han < prose_han_min) {
            return "not an annual report: the empty form";
        }
    }
    const auto headings = count_headings(prose);
    const bool sections = headings >= 3;
    const bool list = count_title_lines(document) >= list_titles_min ||
                      (year_of_title(title) == 0 && links_to_a_report(document));
    if (!form && !sections && list) {
        return "not an annual report: a list of reports";
    }
    if (form && numbers) return {};

    const auto compact = without_spaces(prose);
    const bool says_so = contains_any(compact, report_phrases) || report_title;
    if (han < letter_han_max && !sections &&
        contains_any(compact, "现报上|现予报送|随函|特此函|请审阅|报送你|现将有关材料报"sv)) {
        return "not an annual report: a letter that sends one";
    }
    // A page with a title of its own on another matter needs more than a mention.
    const bool other_title =
        !title.empty() && !report_title && !contains_any(compact_title, "信息公开|政务公开|年度报告|年报"sv);
    const bool enough =
        han >= prose_han_min &&
        (report_title || sections ||
         (says_so && contains_any(compact, "报告如下|总结如下|汇报如下|公布如下|公开如下|编制|统计期限"sv)));
    if (says_so && enough && (!other_title || headings >= 4)) return {};
    if (report_title && han < prose_han_min) return "not an annual report: a title without a body";
    return "not an annual report: no title, form or section of one";
}

}  // namespace ogi::parser
