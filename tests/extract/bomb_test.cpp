#include "tests/extract/reading.h"

#include <sys/resource.h>

#include <chrono>
#include <functional>

namespace ogi::extract {
namespace {

using namespace std::chrono_literals;

std::string repeat(std::string_view piece, int times) {
    std::string out;
    out.reserve(piece.size() * static_cast<std::size_t>(times));
    for (int i = 0; i < times; ++i) out += piece;
    return out;
}

struct Bomb {
    const char* name;
    std::function<std::string()> page;
};

const std::vector<Bomb> bombs = {
    {"nested tables", [] { return repeat("<table><tr><td>", 200'000); }},
    {"unclosed spans", [] { return "<body>" + repeat("<span>", 400'000); }},
    {"nested divs", [] { return repeat("<div>", 200'000); }},
    {"misnested fonts", [] { return "<html>" + repeat("<font size=i><p>x", 10'000); }},
    {"one tag with many attributes",
     [] {
         std::string tag = "<html><p ";
         for (int i = 0; i < 50'000; ++i) tag += "a" + std::to_string(i) + "=1 ";
         return tag + ">text</p>";
     }},
    {"foster-parented links", [] { return "<table>" + repeat("<a href=x>", 200'000); }},
    {"nested lists", [] { return repeat("<ul><li>", 100'000); }},
    {"formatting elements", [] { return "<p>" + repeat("<b><i><u>x</p><p>", 20'000); }},
};

// Generous: sanitizers and a busy machine multiply the 0.6 s it takes at most.
constexpr auto time_allowed = 3s;

// Kilobytes: the parser's 128 MiB, the page with its decoded text, and the program.
constexpr long memory_allowed = 170 * 1024;

void expect_bounded_memory() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    EXPECT_LT(usage.ru_maxrss, memory_allowed) << "KiB at peak";
#endif
}

TEST(HostilePage, EndsSoonWithinItsMemoryAndNamesTheLimit) {
    for (const auto& bomb : bombs) {
        SCOPED_TRACE(bomb.name);
        const auto snapshot = snapshot_of(bomb.page());
        const auto begin = std::chrono::steady_clock::now();
        const auto document = read_document(snapshot);
        EXPECT_LT(std::chrono::steady_clock::now() - begin, time_allowed);
        if (document) continue;  // A fast machine may read some of them whole.
        EXPECT_EQ(document.error().code, base::ErrorCode::too_large);
        const auto& context = document.error().context;
        EXPECT_TRUE(context.find("parse_memory_max") != std::string::npos ||
                    context.find("parse_time_max") != std::string::npos)
            << context;
    }
    expect_bounded_memory();
}

TEST(HostilePage, IsRefusedWhenItNestsTooExpensively) {
    const auto document = read_document(snapshot_of(repeat("<div>", 200'000)));
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, base::ErrorCode::too_large);
}

TEST(HostilePage, MemoryLimitIsNamed) {
    const auto document =
        read_document(snapshot_of("<html>" + repeat("<p>text</p>", 5'000)), {.parse_memory_max = 600'000}, HtmlParser::gumbo);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, base::ErrorCode::too_large);
    EXPECT_NE(document.error().context.find("parse_memory_max (600000 bytes)"), std::string::npos);
}

TEST(HostilePage, TimeLimitIsNamed) {
    const auto document =
        read_document(snapshot_of("<html>" + repeat("<p>text</p>", 5'000)), {.parse_time_max = 0ms}, HtmlParser::gumbo);
    ASSERT_FALSE(document);
    EXPECT_NE(document.error().context.find("parse_time_max (0 ms)"), std::string::npos);
}

TEST(HostilePage, DeepTreeThatTheParserAcceptsIsReadWithoutRecursion) {
    const int depth = 8'000;
    const auto document = read("<body>" + repeat("<div>", depth) + "底" + repeat("</div>", depth));
    EXPECT_EQ(texts(document.blocks), "底\n");
}

TEST(Limits, BodyOverTheLimitIsRefused) {
    const auto document = read_document(snapshot_of(std::string(101, 'x')), {.body_bytes_max = 100});
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, base::ErrorCode::too_large);
    EXPECT_NE(document.error().context.find("body_bytes_max"), std::string::npos);
}

TEST(Limits, EmptyBodyIsMalformed) {
    const auto document = read_document(snapshot_of(""));
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, base::ErrorCode::malformed);
}

TEST(Limits, WhatWasReadStaysAndTheLimitIsNamed) {
    const auto table = "<table><tr><td>1<td>2</table>";
    struct Case {
        std::string page;
        Limits limits;
        const char* name;
    };
    const Case cases[] = {
        {"<html><a href=/a>a</a><a href=/b>b</a>", {.links_max = 1}, "links_max"},
        {"<html>" + repeat(table, 3), {.grids_max = 2}, "grids_max"},
        {"<html><table><tr><td>1<td>2<tr><td rowspan=9>3<td>4</table>",
         {.grid_slots_max = 3},
         "grid_slots_max"},
        {"<html><p>short</p><p>a longer paragraph</p>", {.text_bytes_max = 8}, "text_bytes_max"},
        {"one line\nanother line", {.text_bytes_max = 10}, "text_bytes_max"},
    };
    for (const auto& [page, limits, name] : cases) {
        SCOPED_TRACE(name);
        const auto document = read_document(snapshot_of(page), limits);
        ASSERT_TRUE(document);
        EXPECT_EQ(document->limits, std::vector<std::string>{name});
        EXPECT_TRUE(!document->blocks.empty() || !document->links.empty());
    }
}

}  // namespace
}  // namespace ogi::extract
