#include "extract/paged/page_record.h"

#include <gtest/gtest.h>

#include <limits>

namespace ogi::extract::paged {
namespace {

PagedFile full_file() {
    Page page{.number = 3, .width = 595.25F, .height = 842, .glyphs = {}, .rules = {}, .pictures = {}};
    page.glyphs.push_back({.text = "公", .box = {72, 80.5F, 82.5F, 93}, .size = 10.5F});
    page.glyphs.push_back({.text = "103",
                           .box = {-5, 700, 20.25F, 715.75F},
                           .size = 16,
                           .turn = Turn::counter,
                           .hidden = true,
                           .doubtful = true,
                           .confidence = 61});
    page.rules.push_back({72, 90, 500, 90, 0.5F});
    page.rules.push_back({72, 90, 72, 700.75F, 0.75F});
    page.pictures.push_back({0, 0, 595.25F, 842});
    return {.obstacle = Obstacle::none,
            .reader = "poppler 22.12.0",
            .title = "年度报告",
            .author = "办公室",
            .created = "2025-01-20",
            .pages = {page, Page{}},
            .limits = {"pages_max"}};
}

TEST(PageRecord, SurvivesARoundTripWithEveryMemberSet) {
    const auto file = full_file();
    const auto read = parse_page_record(to_record(file));
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ(*read, file);
    const PagedFile locked{.obstacle = Obstacle::encrypted};
    EXPECT_EQ(parse_page_record(to_record(locked)).value(), locked);
}

TEST(PageRecord, BrokenOffAnywhereIsRefused) {
    const auto record = to_record(full_file());
    for (std::size_t length = 0; length < record.size(); ++length)
        EXPECT_FALSE(parse_page_record(record.substr(0, length))) << length;
    EXPECT_FALSE(parse_page_record(record + '\0'));
}

TEST(PageRecord, OfAnotherVersionSaysSo) {
    auto record = to_record(full_file());
    record[0] = 1;
    EXPECT_EQ(parse_page_record(record).error().context, "pages told in another version's words");
}

TEST(PageRecord, OfMoreThanTheLimitsIsRefused) {
    PagedFile file;
    file.pages.resize(1);
    file.pages[0].rules.assign(rules_max, Rule{.x0 = 0, .y0 = 5, .x1 = 9, .y1 = 5, .thickness = 1});
    EXPECT_TRUE(parse_page_record(to_record(file)));
    file.pages[0].rules.push_back(file.pages[0].rules[0]);
    EXPECT_FALSE(parse_page_record(to_record(file)));
    file.pages.assign(pages_max + 1, Page{});
    EXPECT_FALSE(parse_page_record(to_record(file)));
}

TEST(PageRecord, HoldsALengthThatIsNoneToTheEdgeOfWhatCanBeTold) {
    PagedFile file;
    file.pages.resize(1);
    file.pages[0].width = std::numeric_limits<float>::quiet_NaN();
    file.pages[0].height = std::numeric_limits<float>::infinity();
    file.pages[0].glyphs.push_back({.text = "x", .box = {-1e30F, 0, 1e30F, 9}, .size = 9});
    const auto read = parse_page_record(to_record(file));
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ(read->pages[0].width, 0);
    EXPECT_EQ(read->pages[0].height, 0);
    EXPECT_EQ(read->pages[0].glyphs[0].box.left, -1'000'000);
    EXPECT_EQ(read->pages[0].glyphs[0].box.right, 1'000'000);
}

}  // namespace
}  // namespace ogi::extract::paged
