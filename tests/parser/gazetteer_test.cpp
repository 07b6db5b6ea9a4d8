#include "parser/gazetteer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace ogi::parser {
namespace {

TEST(Gazetteer, IsInOrderOfCodeWithoutGapsInItsHierarchy) {
    const auto all = all_divisions();
    EXPECT_GT(all.size(), 3000u);
    EXPECT_TRUE(std::ranges::is_sorted(all, {}, &Division::code));
    for (const auto& division : all) {
        EXPECT_NE(division_by_code(division.province()), nullptr) << division.name;
    }
}

TEST(Gazetteer, FindsTheLongestName) {
    struct Case {
        std::string_view text;
        std::string_view name;
        int code;
    };
    for (const auto& [text, name, code] :
         {Case{"南昌市公安局", "南昌市", 360100}, Case{"南昌县教育局", "南昌县", 360121},
          Case{"民和回族土族自治县教育局", "民和回族土族自治县", 630222},
          Case{"民和县教育局", "民和回族土族自治县", 630222},
          Case{"黔东南州农业农村局", "黔东南苗族侗族自治州", 522600},
          Case{"阿里地区2022", "阿里地区", 542500}}) {
        const auto match = match_place(text, Accept::full_names);
        const auto current = in_use(match.divisions, 0);
        ASSERT_EQ(current.size(), 1u) << text;
        EXPECT_EQ(current[0]->name, name);
        EXPECT_EQ(current[0]->code, code);
    }
}

TEST(Gazetteer, StemsAreTakenOnlyWhenAskedFor) {
    EXPECT_TRUE(match_place("略阳公安", Accept::full_names).empty());
    EXPECT_EQ(match_place("略阳公安", Accept::stems_too).divisions[0]->code, 610727);
}

TEST(Gazetteer, NamesSharedByPlacesGiveThemAll) {
    EXPECT_GE(match_place("鼓楼区司法局", Accept::full_names).divisions.size(), 4u);
}

TEST(Gazetteer, KnowsNamesThatAreNoLongerInUse) {
    const auto match = match_place("沙县公安局", Accept::full_names);
    ASSERT_FALSE(match.empty());
    EXPECT_EQ(match.divisions[0]->name, "沙县");
}

TEST(Gazetteer, NamesHaveTheYearsOfTheirUse) {
    struct Case {
        std::string_view name;
        int year;
        std::vector<int> codes;
    };
    const std::vector<Case> cases = {
        {"沙县区", 2021, {350405}},
        {"沙县", 2012, {350427}},
        {"公主岭市", 2019, {220381}},
        {"公主岭市", 2020, {220184}},
        {"公主岭市", 0, {220184}},
        {"崇文区", 2008, {110103}},
        {"崇文区", 2020, {110103}},  // Nobody else ever bore it.
        {"民和回族土族自治县", 2009, {632122}},
        {"民和回族土族自治县", 2014, {630222}},
        {"白下区", 2012, {320103}},
    };
    for (const auto& [name, year, codes] : cases) {
        std::vector<int> found;
        for (const auto* division : in_use(match_place(name, Accept::full_names).divisions, year))
            found.push_back(division->code);
        EXPECT_EQ(found, codes) << name << " " << year;
    }
    for (const auto& division : all_divisions()) {
        EXPECT_LE(division.first_year, division.last_year) << division.name;
        EXPECT_GE(division.last_year, 2008) << division.name << " was gone before the first report";
    }
}

TEST(Gazetteer, ADistrictBelongsToItsCityOrMunicipality) {
    EXPECT_EQ(parent_of(*division_by_code(360112))->name, "南昌市");
    EXPECT_EQ(parent_of(*division_by_code(500112))->name, "重庆市");
    EXPECT_EQ(parent_of(*division_by_code(360000)), nullptr);
    EXPECT_EQ(division_by_code(123456), nullptr);
}

TEST(Gazetteer, ShortAndForeignTextsMatchNothing) {
    for (const std::string_view text : {"", "市", "a", "abcdefgh", "\xE5\x8D", "某某某局"}) {
        EXPECT_TRUE(match_place(text, Accept::stems_too).empty()) << text;
    }
}

}  // namespace
}  // namespace ogi::parser
