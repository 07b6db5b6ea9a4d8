#include "daemon/web/heat_map.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::daemon {
namespace {

// A line of coverage by agency. `id`, `division`: JSON.
std::string line(const std::string& agency, const std::string& years, const std::string& in_doubt = "",
                 const std::string& not_due = "", const std::string& id = "\"a-000000000001\"",
                 const std::string& division = "\"420525\"") {
    return R"({"agency":")" + agency + R"(","agency_id":)" + id + R"(,"division":)" + division +
           R"(,"years":{)" + years + R"(},"in_doubt":[)" + in_doubt + R"(],"not_due":[)" + not_due + "]}";
}

struct Asked {
    std::string query{};  // "year=2020".
    Language language = Language::en;
};

std::string map_of(std::vector<std::string> lines, const Asked& asked = {}) {
    PageRequest request{.language = asked.language};
    if (const auto equals = asked.query.find('='); equals != std::string::npos)
        request.target.query.emplace_back(asked.query.substr(0, equals), asked.query.substr(equals + 1));
    Html html;
    write_heat_map(html, request, "/coverage", Rows{.lines = std::move(lines)});
    return html.take();
}

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++found;
    return found;
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

TEST(HeatMap, WithoutAgencyOrYearSaysSo) {
    for (const auto& lines : {std::vector<std::string>{}, {line("甲", "")}}) {
        const auto map = map_of(lines);
        EXPECT_EQ(map, "<p>There is nothing of that kind.</p>");
    }
}

TEST(HeatMap, EachStateIsACellWithItsSignWordAndLink) {
    struct Case {
        const char* what;
        std::string line;
        std::string cell;
    };
    const std::string link = "<a href=\"/en/reports/%E7%94%B2/2020\" aria-label=\"2020 ";
    const std::vector<Case> cases = {
        {"verified", line("甲", R"("2020":"verified")"), "<td class=\"v\">" + link + "verified\">=</a></td>"},
        {"withdrawn", line("甲", R"("2020":"withdrawn")"),
         "<td class=\"w\">" + link + "withdrawn\">x</a></td>"},
        {"missing has no report to lead to", line("甲", R"("2020":"missing")"),
         "<td class=\"m\"><span title=\"2020 not seen\">o</span></td>"},
        {"not due", line("甲", "", "", "2020"),
         "<td class=\"n\"><span title=\"2020 not due yet\">.</span></td>"},
        {"a doubt hides the verdict", line("甲", R"("2020":"verified")", "2020"),
         "<td class=\"d\">" + link + "in doubt\">?</a></td>"},
        {"a doubt of what was withdrawn is a doubt", line("甲", R"("2020":"withdrawn")", "2020"),
         "<td class=\"d\">" + link + "in doubt\">?</a></td>"},
        {"no division", line("甲", R"("2020":"verified")", "", "", "null", "null"),
         "<td class=\"v\">" + link + "verified\">=</a></td>"},
    };
    for (const auto& one : cases) {
        const auto map = map_of({one.line});
        EXPECT_TRUE(has(map, one.cell)) << one.what << "\n" << map;
        EXPECT_EQ(count(map, "<td"), 1U) << one.what;
    }
}

TEST(HeatMap, AnAgencyWithoutReportsIsFoundByItsName) {
    const auto map = map_of({line("甲", R"("2020":"missing")", "", "", "null")});
    EXPECT_TRUE(has(map, "<a href=\"/en/agencies/%E7%94%B2\">甲</a>")) << map;
    EXPECT_TRUE(
        has(map_of({line("甲", R"("2020":"verified")")}), "<a href=\"/en/agencies/a-000000000001\">甲</a>"));
}

TEST(HeatMap, YearsRunFromTheFirstToTheLastOfAllAndGapsStayEmpty) {
    const auto map =
        map_of({line("甲", R"("2018":"verified")"), line("乙", R"("2021":"verified")"), line("丙", "")});
    EXPECT_EQ(count(map, "<th scope=\"col\" abbr="), 4U);
    EXPECT_EQ(count(map, "<td></td>"), 3U + 3U + 4U);
    for (const auto* year : {"2018", "2019", "2020", "2021"})
        EXPECT_TRUE(has(map, "href=\"/en/coverage?year=" + std::string{year} + "\"")) << year;
}

TEST(HeatMap, YearsFarFromAnyReportAreWrittenAsTheyAre) {
    const auto map = map_of({line("甲", R"("7":"verified")")});
    EXPECT_TRUE(has(map, "abbr=\"7\"")) << map;
    EXPECT_TRUE(has(map, "title=\"7\">7</a>")) << map;
}

TEST(HeatMap, NamesWithMarkupStayText) {
    const auto map = map_of({line("<b>甲&</b>", R"("2020":"verified")", "", "", "null")});
    EXPECT_FALSE(has(map, "<b>甲"));
    EXPECT_TRUE(has(map, ">&lt;b&gt;甲&amp;&lt;/b&gt;</a>")) << map;
}

TEST(HeatMap, OneYearSaysStatesInWords) {
    const auto map =
        map_of({line("甲", R"("2020":"verified")"), line("乙", R"("2020":"missing")"), line("丙", "")},
               {.query = "year=2020"});
    EXPECT_TRUE(has(map, "<td class=\"v\"><a href=\"/en/reports/%E7%94%B2/2020\">= verified</a></td>"))
        << map;
    EXPECT_TRUE(has(map, "<td class=\"m\">o not seen</td>")) << map;
    EXPECT_EQ(count(map, "<tbody>\n<tr>") + count(map, "</tr>\n<tr>"), 2U);
}

TEST(HeatMap, TheYearOfAFilteredMapKeepsTheFilter) {
    const auto map = map_of({line("甲", R"("2020":"verified")")}, {.query = "state=verified"});
    EXPECT_TRUE(has(map, "href=\"/en/coverage?state=verified&amp;year=2020\"")) << map;
    EXPECT_FALSE(has(map_of({line("甲", R"("2020":"verified")")}, {.query = "after=甲"}), "after"));
}

TEST(HeatMap, BeyondTheBoundSignsStandInRunsAndYearsAreLinks) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i <= linked_cells_max / 2; ++i)
        lines.push_back(line("甲" + std::to_string(i), R"("2019":"verified","2020":"verified")"));
    const auto map = map_of(lines);
    EXPECT_TRUE(has(map, "<table class=\"map dense\""));
    EXPECT_TRUE(has(map, "<td><b>==</b>\n"));
    EXPECT_EQ(count(map, "/en/reports/%"), 0U);
    EXPECT_TRUE(has(map, "<a href=\"/en/coverage?year=2019\" title=\"2019\">19</a> ")) << map.substr(0, 900);
    lines.pop_back();
    EXPECT_FALSE(has(map_of(lines), "dense"));
}

TEST(HeatMap, ALargeMapHasPartsOfAFewRows) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i <= linked_cells_max; ++i)
        lines.push_back(line("甲" + std::to_string(i), R"("2020":"verified")"));
    const auto map = map_of(lines);
    EXPECT_GT(count(map, "<tbody>"), lines.size() / 100);
    EXPECT_EQ(count(map, "<tr><th scope=row>"), lines.size());
}

TEST(HeatMap, ARunEndsWhereTheStateChangesAndAGapIsABlank) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i <= linked_cells_max / 5; ++i)
        lines.push_back(line("甲" + std::to_string(i),
                             R"("2016":"verified","2018":"missing","2019":"missing","2020":"withdrawn")",
                             "2020"));
    EXPECT_TRUE(has(map_of(lines), "<td><b>=</b> <a>oo</a><dfn>?</dfn>\n"));
}

}  // namespace
}  // namespace ogi::daemon
