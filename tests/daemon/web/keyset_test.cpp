#include "daemon/web/keyset.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

PageRequest asking(const std::string& after) {
    PageRequest request;
    if (!after.empty()) request.target.query.emplace_back("after", after);
    return request;
}

std::string name(int number) {
    return "县" + std::to_string(10'000 + number);
}

base::Result<Rows> page(const std::vector<std::string>& names, const std::string& after) {
    return rows_behind(
        asking(after), names, [](const std::string& one) { return one + "/2020"; },
        [](const std::string& one) { return one; });
}

// What a reader sees who turns page by page while `change` happens behind the first one.
template <class Change>
std::vector<std::string> read_all(std::vector<std::string> names, Change change) {
    std::vector<std::string> seen;
    std::string after;
    for (int pages = 0; pages < 10; ++pages) {
        const auto rows = page(names, after);
        EXPECT_TRUE(rows.has_value());
        if (!rows) break;
        seen.insert(seen.end(), rows->lines.begin(), rows->lines.end());
        if (rows->after.empty()) return seen;
        after = rows->after;
        if (pages == 0) change(names);
    }
    ADD_FAILURE() << "no end";
    return seen;
}

std::vector<std::string> many() {
    std::vector<std::string> names;
    for (int i = 0; i < 450; ++i) names.push_back(name(2 * i));
    return names;
}

TEST(Keyset, GivesEveryRowOnceInOrder) {
    auto names = many();
    const auto sorted = names;
    std::swap(names[3], names[300]);
    EXPECT_EQ(read_all(names, [](auto&) {}), sorted);
}

TEST(Keyset, NothingIsLeftOutWhereRowsInFrontGo) {
    auto names = many();
    const auto seen = read_all(
        names, [](std::vector<std::string>& list) { list.erase(list.begin() + 5, list.begin() + 25); });
    EXPECT_EQ(seen, names);
}

TEST(Keyset, NothingComesTwiceWhereRowsInFrontAreAdded) {
    const auto seen = read_all(many(), [](std::vector<std::string>& list) {
        for (int i = 0; i < 20; ++i) list.insert(list.begin(), name(2 * i + 1));
    });
    EXPECT_EQ(seen, many());
}

TEST(Keyset, APlaceWhoseRowIsGoneStaysAPlace) {
    auto names = many();
    const auto rows = page(names, name(5) + "/2020");
    ASSERT_TRUE(rows);
    EXPECT_EQ(rows->lines.front(), name(6));
}

TEST(Keyset, WhatNoRowsKeyCouldBeIsRefused) {
    for (const auto* after : {"99999", "/2020", "县/", "zzz"}) {
        const auto rows = page(many(), after);
        ASSERT_FALSE(rows) << after;
        EXPECT_EQ(rows.error().code, base::ErrorCode::usage);
    }
}

}  // namespace
}  // namespace ogi::daemon
