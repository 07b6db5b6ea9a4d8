// Tags that are written alike are read once, and none is taken for another.
#include "extract/element_marks.h"
#include "extract/tree_builder.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {
namespace {

std::vector<std::string> classes_of(const HtmlTree& tree, GumboTag tag) {
    std::vector<std::string> classes;
    for (std::uint32_t i = 0; i < tree.size(); ++i) {
        if (tree[i].kind == HtmlKind::element && tree[i].tag == tag)
            classes.emplace_back(tree.attribute(i, AttributeName::css_class));
    }
    return classes;
}

TEST(KnownTags, OfManyThatDifferLittleEachKeepsItsOwn) {
    std::string page = "<!DOCTYPE html><body>";
    std::vector<std::string> expected;
    constexpr int tags = 3'000;  // More than are kept.
    for (int i = 0; i < tags; ++i) {
        const auto name =
            "c" + std::to_string(i * 7 % tags) + std::string(static_cast<std::size_t>(i % 40), 'x');
        page +=
            "<p align=\"center\" class=\"" + name + "\" style=\"text-align:center;line-height:15.0pt\">1</p>";
        expected.push_back(name);
    }
    const auto built = build_tree(page);
    ASSERT_EQ(built.left, LeftToGumbo::nothing);
    EXPECT_EQ(classes_of(HtmlTree{page, built.parts}, GUMBO_TAG_P), expected);
}

TEST(KnownTags, AQuotedAngleEndsNoTag) {
    const std::string page =
        "<body><p title=\"a>b\" class=\"first\">1</p><p title=\"a>b\" class=\"second\">2</p>"
        "<p title=\"a>3</p><p class='third'>\" class=\"fourth\"></p>";
    const auto built = build_tree(page);
    ASSERT_EQ(built.left, LeftToGumbo::nothing);
    EXPECT_EQ(classes_of(HtmlTree{page, built.parts}, GUMBO_TAG_P),
              (std::vector<std::string>{"first", "second", "fourth"}));
}

TEST(KnownTags, ElementsThatAreWrittenAlikeShareTheirAttributes) {
    const std::string page =
        "<body><p class=\"a\">1</p><b class=\"a\">2</b><p class=\"a\">3</p><p CLASS=\"a\">4</p>";
    const auto built = build_tree(page);
    ASSERT_EQ(built.left, LeftToGumbo::nothing);
    const HtmlTree tree{page, built.parts};
    EXPECT_EQ(classes_of(tree, GUMBO_TAG_P), (std::vector<std::string>{"a", "a", "a"}));
    EXPECT_EQ(tree.attribute_count(), 3U);
}

TEST(MarkReader, TellsHiddenTagsFromThoseThatLookLikeThem) {
    const std::string page =
        "<body><p style=\"display:none\">1</p><p style=\"display:nonf\">2</p><p style=\"display:none\">3</p>"
        "<p hidden>4</p><p>5</p><div class=\"nav\">6</div><div class=\"TRS_Editor\">7</div>";
    const auto built = build_tree(page);
    const HtmlTree tree{page, built.parts};
    MarkReader marks{tree};
    std::string seen;
    for (std::uint32_t i = 0; i < tree.size(); ++i) {
        if (tree[i].kind != HtmlKind::element || (tree[i].tag != GUMBO_TAG_P && tree[i].tag != GUMBO_TAG_DIV))
            continue;
        const auto of = marks.of(i);
        seen += of.effect.hidden                ? 'h'
                : of.hidden                     ? 'H'
                : of.chrome != ChromeKind::none ? 'c'
                : of.body_container             ? 'b'
                                                : '-';
    }
    EXPECT_EQ(seen, "h-hH-cb");
}

}  // namespace
}  // namespace ogi::extract
