#include "daemon/decisions/agency_names.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

TEST(AgencyNames, OfOneCountyMayHaveItsProvinceAndCityInFront) {
    const std::vector<std::string> all{"分宜县财政局", "新余市分宜县财政局", "江西省分宜县财政局",
                                       "江西省新余市分宜县财政局"};
    for (const auto& name : all) {
        auto spellings = spellings_of(name);
        auto expected = all;
        std::ranges::sort(spellings), std::ranges::sort(expected);
        EXPECT_EQ(spellings, expected) << name;
        EXPECT_EQ(core_of(name), "分宜县财政局") << name;
        EXPECT_EQ(agency_id_of(name), agency_id_of("分宜县财政局")) << name;
    }
}

struct Pair {
    const char* one;
    const char* other;
    bool same;
};

TEST(AgencyNames, AreOneOnlyWhereNothingElseCanBeMeant) {
    const Pair pairs[] = {
        {"湖南省长沙市岳麓区民政局", "长沙市岳麓区民政局", true},
        {"湖北省武汉市公安局东西湖区分局", "武汉市公安局东西湖区分局", true},
        {"江西省新余市分宜县杨桥镇人民政府", "分宜县杨桥镇人民政府", true},
        // Several divisions were called so.
        {"北京市朝阳区财政局", "朝阳区财政局", false},
        {"北京市朝阳区财政局", "长春市朝阳区财政局", false},
        // Another organ, another place.
        {"分宜县财政局", "分宜县审计局", false},
        {"分宜县财政局", "新余市财政局", false},
        {"江西省财政厅", "财政厅", false},
        // A wrong province in front.
        {"湖南省分宜县财政局", "分宜县财政局", false},
        // A name that the division gave up is another name.
        {"新建县财政局", "新建区财政局", false},
        {"某县财政局", "财政局", false},
    };
    for (const auto& [one, other, same] : pairs) {
        EXPECT_EQ(core_of(one) == core_of(other), same) << one << " " << other;
        EXPECT_EQ(agency_id_of(one) == agency_id_of(other), same) << one << " " << other;
    }
}

TEST(AgencyNames, AreSpellingsOfEachOther) {
    for (const auto* name :
         {"重庆市渝北区财政局", "新疆维吾尔自治区和田地区墨玉县财政局", "广西壮族自治区百色市财政局",
          "海南省海口市龙华区民政局", "民和回族土族自治县民政局", "国家税务总局", ""}) {
        for (const auto& spelling : spellings_of(name)) {
            const auto back = spellings_of(spelling);
            EXPECT_NE(std::ranges::find(back, name), back.end()) << name << " " << spelling;
            EXPECT_EQ(core_of(spelling), core_of(name));
        }
    }
}

TEST(AgencyNames, HaveIdsThatAreTheseForEver) {
    EXPECT_EQ(agency_id_of("示例县财政局"), "a-" + agency_id_of("示例县财政局").substr(2));
    EXPECT_EQ(agency_id_of("示例县财政局").size(), 18U);
}

}  // namespace
}  // namespace ogi::daemon
