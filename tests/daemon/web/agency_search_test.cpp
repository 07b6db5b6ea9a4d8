#include "daemon/web/agency_search.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

TEST(AgencySearch, FindsByPartsInEitherScriptAndAnyWidth) {
    struct Case {
        const char* query;
        const char* name;
        bool found;
    };
    const Case cases[] = {
        {"", "湖北省宜昌市远安县财政局", true},  // Nothing is looked for: everything is there.
        {" \t　 ", "湖北省宜昌市远安县财政局", true},
        {"远安", "湖北省宜昌市远安县财政局", true},
        {"远安 财政", "湖北省宜昌市远安县财政局", true},
        {"财政 远安", "湖北省宜昌市远安县财政局", true},   // In any order.
        {"远安　财政", "湖北省宜昌市远安县财政局", true},  // A wide blank parts, too.
        {"远安 水利", "湖北省宜昌市远安县财政局", false},
        {"遠安縣財政", "湖北省宜昌市远安县财政局", true},
        {"远安县财政", "湖北省宜昌市遠安縣財政局", true},
        {"A-0F", "a-0f12", true},
        {"ａ-0f", "a-0f12", true},  // Letters of another width.
        {"a-0f13", "a-0f12", false},
        {"远安", "", false},
        {"", "", true},
        {"<b>", "甲<b>乙", true},
        {"财政局远安", "湖北省宜昌市远安县财政局", false},  // Within a part order counts.
    };
    for (const auto& [query, name, found] : cases)
        EXPECT_EQ(is_found(search_parts(query), name), found) << "\"" << query << "\" in \"" << name << "\"";
}

TEST(AgencySearch, WhatIsNoUtf8IsLookedForAndDoesNotEndTheSearch) {
    EXPECT_FALSE(is_found(search_parts("\xff\xfe"), "湖北省"));
    EXPECT_TRUE(is_found(search_parts("湖北 "), "湖北省\xff"));
    EXPECT_EQ(search_parts("甲 乙  丙").size(), 3U);
    EXPECT_TRUE(search_parts("").empty());
}

}  // namespace
}  // namespace ogi::daemon
