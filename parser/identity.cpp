#include "parser/identity.h"

#include "base/utf8.h"
#include "parser/agency.h"
#include "parser/prose.h"
#include "parser/published.h"
#include "parser/report_kind.h"
#include "parser/title.h"
#include "parser/words.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::size_t head_bytes_max = 9000;
constexpr int report_year_min =
    2007;  // The regulations came into force on 1 May 2008; some places began before.
constexpr int report_year_max = 2030;  // A later one is a slip of the pen, as long as this parser is in use.

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
        // A heading or the title may stand in front: "一、总体情况2019年，…".
        const auto here = compact.substr(at);
        if (here.starts_with("情况"sv) || here.starts_with("概述"sv) || here.starts_with("报告"sv)) {
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

// "…/lys2013ndzfxxgkgzbg…", "…/2022nb/…", "…/gknb2018/…": the year beside the initials of 年度, 年报.
int year_of_path(std::string_view url) {
    for (std::size_t at = 0; at + 4 <= url.size(); ++at) {
        if (url[at] != '2' || (at > 0 && url[at - 1] >= '0' && url[at - 1] <= '9')) continue;
        const auto year = read_year(url.substr(at, 4));
        if (year.year == 0) continue;
        const auto after = url.substr(at + 4);
        const bool before_word = std::ranges::any_of(std::array{"nd"sv, "nb"sv, "nzfxxgk"sv, "ndbg"sv},
                                                     [&](auto word) { return after.starts_with(word); });
        const bool behind_word = std::ranges::any_of(std::array{"nb"sv, "ndbg"sv}, [&](auto word) {
            return url.substr(0, at).ends_with(word) && (after.empty() || after.front() == '/');
        });
        if (before_word || behind_word) return year.year;
    }
    return 0;
}

// Asks one witness after another for the year. None may name a year that had not begun when the report was
// published.
int find_year(const model::Document& document, const Hints& hints, const Identity& identity,
              std::span<const std::string> titles, const ProseOnce& prose_once) {
    const int latest = identity.published ? static_cast<int>(identity.published->year()) : report_year_max;
    const auto fits = [&](int year) { return year >= report_year_min && year <= latest; };
    int doubtful = 0;  // What a title says against the day of publication …
    for (const auto& title : titles) {
        const int year = year_of_title(title);
        if (fits(year)) return year;
        if (doubtful == 0 && year <= report_year_max) doubtful = year;
    }
    const auto prose = without_spaces_but_breaks(prose_once.text());
    const auto head = std::string_view{prose}.substr(0, head_bytes_max);
    const int period = year_of_period(head);
    const int phrase = year_of_phrases(head);
    const int sentence = year_of_sentences(head);
    for (const int year : {period, phrase, sentence}) {
        if (fits(year)) return year;
    }
    // … holds if the text says the same, other than by repeating the title.
    if (doubtful != 0) return doubtful == period || doubtful == sentence ? doubtful : 0;
    const auto& url = hints.url.empty() ? document.url : hints.url;
    for (const int year : {hints.carrier ? hints.carrier->year : 0, year_of_title(hints.called),
                           year_of_title(document.title), year_of_query(url), year_of_path(url)}) {
        if (fits(year)) return year;
    }
    if (const auto signature = find_signature(document)) return static_cast<int>(signature->date.year()) - 1;
    return identity.published ? latest - 1 : 0;
}

// A document without a title of its own is what those call it that lead to it.
std::string title_outside(const Hints& hints) {
    for (const auto& title : {hints.carrier ? hints.carrier->title : std::string{}, hints.called}) {
        if (is_report_title(title) && year_of_title(title) != 0) return title;
    }
    return {};
}

}  // namespace

Identity identify(const model::Document& document, const Hints& hints, const CellReading& tables) {
    return identify(document, hints,
                    {tables, find_titles(document), {document, tables.table_blocks}, document.links});
}

Identity identify(const model::Document& document, const Hints& hints, const ReadBefore& before) {
    const auto& [tables, titles, prose, links] = before;
    Identity identity;
    const auto& url = hints.url.empty() ? document.url : hints.url;
    identity.title = titles.front().empty() ? title_outside(hints) : titles.front();
    identity.published = find_published(document, url);
    identity.year = find_year(document, hints, identity, titles, prose);
    if (!identity.published && hints.carrier) identity.published = hints.carrier->published;
    identity.agency = find_agency(document, hints, titles, identity.year);
    identity.reason = why_no_report(document, links, tables, identity.title, prose);
    identity.is_report = identity.reason.empty();
    return identity;
}

std::string period_of_another_year(std::string_view prose, int year) {
    constexpr auto word = "期限"sv;
    constexpr std::size_t sentence_bytes_max = 300;
    if (year == 0) return {};
    for (auto at = find_word(prose, word); at != std::string_view::npos;
         at = find_word(prose, word, at + word.size())) {
        auto sentence = prose.substr(at, sentence_bytes_max);
        sentence = sentence.substr(0, std::min(sentence.find('\n'), sentence.find("。"sv)));
        const int period = year_of_period(without_spaces(sentence));
        if (period != 0 && period != year) return std::string{sentence};
    }
    return {};
}

}  // namespace ogi::parser
