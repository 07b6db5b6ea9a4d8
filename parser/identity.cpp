#include "parser/identity.h"

#include "base/utf8.h"
#include "parser/agency.h"
#include "parser/prose.h"
#include "parser/published.h"
#include "parser/report_kind.h"
#include "parser/title.h"

#include <array>
#include <string_view>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t head_bytes_max = 9000;

// "统计期限自2019年1月1日起至2019年12月31日止": the year of a period that begins on 1 January. 0 if there is
// none.
int year_of_period(std::string_view compact) {
    for (std::size_t at = 0; at < compact.size();) {
        const auto year = read_year(compact.substr(at));
        if (year.year == 0) {
            at += base::decode_utf8(compact.substr(at)).length;
            continue;
        }
        const auto after = compact.substr(at + year.length);
        if (after.starts_with("年1月1日"sv) && contains_any(after.substr(0, 60), "12月31日"sv))
            return year.year;
        at += year.length;
    }
    return 0;
}

// The year of a phrase like a title in the text: "现公布某局2020年度政府信息公开工作年度报告".
int year_of_phrases(std::string_view compact) {
    for (std::size_t at = 0; at < compact.size();) {
        const auto end = std::min(compact.find("。"sv, at), compact.find('\n', at));
        const auto sentence = compact.substr(at, end == std::string_view::npos ? end : end - at);
        if (sentence.size() < 300 && contains_any(sentence, "年度报告|公开工作报告|年报"sv)) {
            if (const int year = year_of_title(sentence); year != 0) return year;
        }
        if (end == std::string_view::npos) break;
        at = end + 1;
    }
    return 0;
}

// "2019年，我局…": the first sentence that begins with a year.
int year_of_sentences(std::string_view compact) {
    bool begins = true;
    for (std::size_t at = 0; at < compact.size();) {
        if (begins) {
            const auto year = read_year(compact.substr(at));
            const auto after = compact.substr(at + year.length);
            const auto next = after.starts_with("年"sv) ? after.substr("年"sv.size()) : ""sv;
            const bool is_day = !next.empty() && next.front() >= '0' && next.front() <= '9';
            if (year.year >= 2007 && !next.empty() && !is_day) return year.year;
        }
        const auto [c, length] = base::decode_utf8(compact.substr(at));
        begins = c == U'\n' || c == U'。' || c == U'：' || c == U'；';
        // A heading may stand in front: "一、总体情况2019年，…".
        if (compact.substr(at).starts_with("情况"sv) || compact.substr(at).starts_with("概述"sv)) {
            at += "情况"sv.size();
            begins = true;
            continue;
        }
        at += length;
    }
    return 0;
}

// "…xxgkAnnualReport.jsp?area=…&fbtime=2020", "…&action=detail&title=2020": modules that are asked for by
// year.
int year_of_query(std::string_view url) {
    for (const auto key : {"fbtime="sv, "action=detail&title="sv}) {
        const auto at = url.find(key);
        if (at == std::string_view::npos) continue;
        if (const auto year = read_year(url.substr(at + key.size())); year.year != 0) return year.year;
    }
    return 0;
}

int find_year(const model::Document& document, std::string_view url, const Identity& identity,
              const std::vector<bool>& table_blocks) {
    if (const int year = year_of_title(identity.title); year != 0) return year;
    const auto prose = without_spaces_but_breaks(join_prose(document, table_blocks).text);
    const auto head = std::string_view{prose}.substr(0, head_bytes_max);
    if (const int year = year_of_period(head); year != 0) return year;
    if (const int year = year_of_phrases(head); year != 0) return year;
    if (const int year = year_of_sentences(head); year != 0) return year;
    if (const int year = year_of_title(document.title); year != 0) return year;
    if (const int year = year_of_query(url); year != 0) return year;
    if (const auto signature = find_signature(document)) return static_cast<int>(signature->date.year()) - 1;
    if (identity.published) return static_cast<int>(identity.published->year()) - 1;
    return 0;
}

}  // namespace

Identity identify(const model::Document& document, const Hints& hints, const CellReading& reading) {
    Identity identity;
    const auto& url = hints.url.empty() ? document.url : hints.url;
    identity.title = find_title(document);
    identity.published = find_published(document, url);
    identity.year = find_year(document, url, identity, reading.table_blocks);
    identity.agency = find_agency(document, hints, identity.title);
    identity.reason = why_no_report(document, reading, identity.title);
    identity.is_report = identity.reason.empty();
    return identity;
}

}  // namespace ogi::parser
