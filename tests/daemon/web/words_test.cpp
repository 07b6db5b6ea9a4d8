#include "daemon/web/words.h"

#include "base/utf8.h"
#include "crawler/tls_failure.h"
#include "daemon/exports/comparable.h"
#include "daemon/roster/overdue.h"
#include "daemon/web/details.h"
#include "model/agency_json.h"
#include "model/names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

using namespace std::chrono;

TEST(Words, EachStandsInBothLanguages) {
    for (int i = 0; i < static_cast<int>(Word::count); ++i) {
        for (const auto language : {Language::zh, Language::en}) {
            const auto said = say(language, static_cast<Word>(i));
            EXPECT_FALSE(said.empty()) << i;
            EXPECT_TRUE(base::is_valid_utf8(said)) << i;
            EXPECT_EQ(said, base::trim(said)) << said;
        }
    }
}

TEST(Words, NamesOfDataAreSaidOrStandAsTheyAre) {
    EXPECT_EQ(say_name(Language::zh, "inconsistent"), "数字矛盾");
    EXPECT_EQ(say_name(Language::en, "in_doubt"), "in doubt");
    EXPECT_EQ(say_name(Language::zh, "a_new_reason"), "a new reason");
}

bool is_chinese(std::string_view text) {
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        if (c >= 0x4E00 && c <= 0x9FFF) return true;
        text.remove_prefix(length);
    }
    return false;
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

constexpr int values_max = 200;  // Of an enumeration.

// The names of all values of an enumeration whose values are numbered from 0 on.
template <class Enum>
std::vector<std::string> all_names() {
    std::vector<std::string> names;
    for (int i = 0; i < values_max && model::name_of(static_cast<Enum>(i)) != "unknown"; ++i)
        names.emplace_back(model::name_of(static_cast<Enum>(i)));
    return names;
}

void expect_words(const std::vector<std::string>& names, std::size_t least, const std::string& prefix = {}) {
    EXPECT_GE(names.size(), least) << prefix;
    for (const auto& name : names) {
        EXPECT_TRUE(is_chinese(say_name(Language::zh, prefix + name))) << prefix + name;
        const auto english = say_name(Language::en, prefix + name);
        EXPECT_TRUE(is_ascii(english)) << english;
        if (prefix.empty()) continue;
        // What is said of a name without words.
        auto plain = prefix + name;
        std::ranges::replace(plain, '_', ' ');
        EXPECT_NE(english, plain);
    }
}

TEST(Words, EveryValueOfAnEnumerationIsSaidInBothLanguages) {
    expect_words(all_names<model::FailureReason>(), 42);
    expect_words(all_names<model::GoneReason>(), 9);
    expect_words(all_names<model::VisitOutcome>(), 6);
    expect_words(all_names<model::Doubt>(), 14);
    expect_words(all_names<model::WaitReason>(), 9);
    expect_words(all_names<model::Verdict>(), 4);
    expect_words(all_names<model::CheckOutcome>(), 3);
    expect_words(all_names<model::CellKind>(), 7);
    expect_words(all_names<model::ChangeType>(), 5);
    expect_words(all_names<model::ChangeType>(), 5, "type_");
    expect_words(all_names<model::Cause>(), 3, "cause_");
    expect_words(all_names<model::ChangeClass>(), 7);
    expect_words(all_names<model::Generation>(), 4, "form_");
}

TEST(Words, WhatTheRosterSaysIsSaidInBothLanguages) {
    using model::AgencyKind, model::AgencyLevel, model::AgencyOrigin;
    for (const auto level : {AgencyLevel::unknown, AgencyLevel::central, AgencyLevel::province,
                             AgencyLevel::prefecture, AgencyLevel::county, AgencyLevel::township})
        expect_words({std::string{model::name_of(level)}}, 1, "level_");
    for (const auto kind : {AgencyKind::unknown, AgencyKind::government, AgencyKind::department})
        expect_words({std::string{model::name_of(kind)}}, 1, "kind_of_");
    for (const auto origin : {AgencyOrigin::report, AgencyOrigin::source, AgencyOrigin::roster})
        expect_words({std::string{model::name_of(origin)}}, 1, "origin_");
    for (const auto state : {OverdueState::missing, OverdueState::withdrawn})
        expect_words({std::string{name_of(state)}}, 1);
    for (const auto comparable : {Comparable::yes, Comparable::sum_of, Comparable::no})
        expect_words({std::string{name_of(comparable)}}, 1, "comparable_");
}

TEST(Words, EveryRemarkIsSaidInBothLanguages) {
    // The codes of docs/formats.md.
    const std::vector<std::string> codes = {"glued_cells",
                                            "misaligned_row",
                                            "unexpected_columns",
                                            "repeated_row",
                                            "several_tables",
                                            "table_of_another_year",
                                            "template_text",
                                            "duplicate_section",
                                            "missing_number",
                                            "lost_characters",
                                            "unclosed_bracket",
                                            "broken_numbering",
                                            "period_of_another_year",
                                            "missing_part",
                                            "other_agency_than_page",
                                            "other_year_than_page",
                                            "all_zero",
                                            "regulation_without_power",
                                            "not_filled_in",
                                            "amount_in_yuan",
                                            "negative_figure",
                                            "implausible_figure"};
    expect_words(codes, codes.size());
}

TEST(Words, AReportThatNobodySawIsNotCalledUnpublished) {
    EXPECT_EQ(say_name(Language::zh, "missing"), "未见发布");
    EXPECT_EQ(say_name(Language::en, "missing"), "not seen");
}

std::string detail_in(Language language, std::string_view detail) {
    Html html;
    write_detail(html, language, detail);
    return html.take();
}

TEST(Details, WordsOfTlsFailuresStandInChineseToo) {
    for (int i = 0; i < values_max; ++i) {
        const auto reason = static_cast<model::FailureReason>(i);
        if (model::name_of(reason) == "unknown") break;
        EXPECT_TRUE(has_chinese_words(crawler::tls_words(reason))) << crawler::tls_words(reason);
    }
}

TEST(Details, AreSaidInChineseWithWhatTheyAreAbout) {
    struct Case {
        std::string_view detail, chinese;
    };
    for (const auto& [detail, chinese] : {
             Case{"there is no parameter \"x\" here", "此页没有参数“x”"},
             Case{"year must be a whole number, not \"x\"\"", "year 必须是整数，不能是“x&quot;”"},
             Case{"no report of \"甲局\" for 2020; there are other years of 乙局, 丙局",
                  "没有“甲局”2020年度的报告；有其他年度报告的是：乙局, 丙局"},
             Case{"no report of \"<b>\" for 1", "没有“&lt;b&gt;”1年度的报告"},
             Case{"the server answers HTTP 503", "服务器应答 HTTP 503"},
             Case{"robots.txt cannot be read, so the host is left alone: http://a.example/robots.txt answers "
                  "HTTP 502",
                  "robots.txt 无法读取，暂不访问该网站：http://a.example/robots.txt 应答 HTTP 502"},
             Case{"http://a.example/: the host name cannot be resolved; Could not resolve host",
                  "http://a.example/：域名无法解析；<span lang=\"en\">Could not resolve host</span>"},
             Case{"http://a.example/ redirects (HTTP 302) to another site: http://b.example/",
                  "http://a.example/ 跳转（HTTP 302）到其他网站：http://b.example/"},
         })
        EXPECT_EQ(detail_in(Language::zh, detail), chinese);
}

TEST(Details, WhatIsQuotedIsMarkedAsChineseOnEnglishPages) {
    EXPECT_EQ(detail_in(Language::en, "no agency \"甲局\" is known"),
              "no agency &quot;<span lang=\"zh-CN\">甲局</span>&quot; is known");
    EXPECT_EQ(detail_in(Language::en, "it may count something else: 受理36件"),
              "it may count something else: <span lang=\"zh-CN\">受理36件</span>");
}

TEST(Details, WhatIsKnownInEnglishOnlyIsMarkedAsEnglish) {
    EXPECT_EQ(detail_in(Language::zh, "something else failed"),
              "<span lang=\"en\">something else failed</span>");
    EXPECT_EQ(detail_in(Language::en, "something else failed"), "something else failed");
    EXPECT_EQ(detail_in(Language::en, "the server answers HTTP 503"), "the server answers HTTP 503");
    EXPECT_EQ(detail_in(Language::zh, ""), "");
}

TEST(Words, TheLanguageIsTheOneThatIsLikedBetter) {
    struct Case {
        std::string_view header;
        Language language;
    };
    for (const auto& [header, language] : {
             Case{"", Language::zh},
             Case{"fr, de", Language::zh},
             Case{"en-GB,en;q=0.9", Language::en},
             Case{"en;q=0.3, zh-CN;q=0.9", Language::zh},
             Case{"zh;q=0.3,en-US;q=0.31", Language::en},
             Case{"en;q=0", Language::zh},
             Case{"en;q=nonsense, zh;q=0.1", Language::zh},
             Case{"english", Language::zh},
             Case{" , ;;q=1,en ", Language::en},
         })
        EXPECT_EQ(language_for(header), language) << header;
}

TEST(Words, NumbersDatesAndTimesAreWrittenAsReadersWriteThem) {
    EXPECT_EQ(number_text(0), "0");
    EXPECT_EQ(number_text(999), "999");
    EXPECT_EQ(number_text(54000), "54,000");
    EXPECT_EQ(number_text(-1234567), "-1,234,567");
    EXPECT_EQ(date_text(Language::zh, 2026y / 1 / 31), "2026年1月31日");
    EXPECT_EQ(date_text(Language::en, 2026y / 1 / 31), "31 Jan 2026");
    EXPECT_EQ(moment_text("2026-01-31T18:15:00.250Z"), "2026-02-01 02:15");
    EXPECT_EQ(moment_text("never"), "never");
}

}  // namespace
}  // namespace ogi::daemon
