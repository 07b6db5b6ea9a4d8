#include "tests/extract/apart.h"
#include "tests/extract/reading.h"

#include <poll.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <functional>

namespace ogi::extract {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t whole_body = 8U << 20;  // body_bytes_max

std::string repeat(std::string_view piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

// As often as a body may hold it, with room for what stands around it.
std::string fill(std::string_view piece) {
    return repeat(piece, (whole_body - 1000) / piece.size());
}

std::string numbered(std::size_t times, const std::function<std::string(const std::string&)>& piece) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += piece(std::to_string(i));
    return out;
}

struct Bomb {
    const char* name;
    std::function<std::string()> page;
};

const std::vector<Bomb> bombs = {
    {"nested tables", [] { return repeat("<table><tr><td>", 200'000); }},
    {"tables side by side",
     [] { return "<table><tr><td>" + repeat("<table><tr><td>1<td>2</table>", 200'000); }},
    {"unclosed spans", [] { return "<body>" + repeat("<span>", 400'000); }},
    {"nested divs", [] { return repeat("<div>", 50'000); }},
    {"nested divs, more", [] { return repeat("<div>", 1'000'000); }},
    {"nested again and again",
     [] { return repeat(repeat("<div>", 900) + "x" + repeat("</div>", 900), 800); }},
    {"nested lists", [] { return repeat("<ul><li>", 100'000); }},
    {"nested headings", [] { return repeat("<h1><div>", 100'000); }},
    {"nested forms", [] { return repeat("<form><div></form>", 100'000); }},
    {"nested buttons", [] { return repeat("<button><p>", 200'000); }},
    {"nested links", [] { return repeat("<a href=x><div>", 100'000); }},
    {"misnested fonts", [] { return "<html>" + repeat("<font size=i><p>x", 10'000); }},
    {"misnested fonts, more", [] { return "<html>" + repeat("<font size=i><p>x", 100'000); }},
    {"fonts of all sizes",
     [] { return numbered(10'000, [](const auto& i) { return "<font size=" + i + "><p>x"; }); }},
    {"formatting elements", [] { return "<p>" + repeat("<b><i><u>x</p><p>", 20'000); }},
    {"open formatting of which no two are alike",
     [] {
         return "<p>" + numbered(180, [](const auto& i) { return "<b x=" + i + ">"; }) +
                numbered(100'000, [](const auto& i) { return "</b><b y=" + i + ">"; });
     }},
    {"adoption", [] { return repeat("<b><p>", 100'000) + repeat("</b>", 100'000); }},
    {"one tag with many attributes",
     [] {
         return "<html><p " + numbered(50'000, [](const auto& i) { return "a" + i + "=1 "; }) + ">text</p>";
     }},
    {"the same left to Gumbo",
     [] { return "<svg></svg><p " + numbered(50'000, [](const auto& i) { return "a" + i + "=1 "; }) + ">"; }},
    {"foster-parented links", [] { return "<table>" + repeat("<a href=x>y</a>", 200'000); }},
    {"captions", [] { return "<table><tr><td>1<td>2" + repeat("<caption>x</caption>", 200'000); }},
    {"wide and high cells",
     [] { return "<table>" + repeat("<tr><td colspan=1000 rowspan=65534>1<td>2", 2'000); }},
    {"endless rows",
     [] { return "<table>" + repeat("<tr>", 60'000) + repeat("<tr><td rowspan=0 colspan=1000>1", 300); }},
    {"cells", [] { return "<table><tr>" + fill("<td>1"); }},
    {"rows", [] { return "<table>" + fill("<tr><td>1"); }},
    {"paragraphs", [] { return fill("<p>"); }},
    {"paragraphs with labels", [] { return fill("<p>来源：时间：作者："); }},
    {"line breaks", [] { return fill("<br>"); }},
    {"section headings", [] { return fill("<p>一、总体情况"); }},
    {"containers", [] { return fill("<div id=zoom>x</div>"); }},
    {"footnotes", [] { return "<p>" + fill("<sup>1</sup>"); }},
    {"links", [] { return fill("<a href=/x>y</a>"); }},
    {"less-than signs", [] { return "<p>" + fill("<"); }},
    {"open comments", [] { return "<p>" + fill("<!"); }},
    {"open end tags", [] { return "<p>" + fill("</"); }},
    {"open tags", [] { return "<p>" + fill("<a "); }},
    {"open scripts", [] { return fill("<script><!--"); }},
    {"open titles", [] { return fill("<title>"); }},
    {"ampersands", [] { return "<p>" + fill("&"); }},
    {"references", [] { return "<p>" + fill("&lt;"); }},
    {"unknown references",
     [] { return "<p>" + numbered(800'000, [](const auto& i) { return "&a" + i + ";"; }); }},
    {"references one by one", [] { return "<p>" + fill("<i>&x;</i>"); }},
    {"one long class", [] { return "<p class='" + fill("nav ") + "'>x"; }},
    {"one long style", [] { return "<p style='" + fill("d : ; ") + "'>x"; }},
    {"one long address", [] { return "<a href='" + fill("/../") + "'>x</a>"; }},
    {"metadata", [] { return fill("<meta name=a content=b>"); }},
    {"paging scripts", [] { return repeat("<script>createPageHTML(500,0,'a','b')</script>", 100'000); }},
    {"one paging script", [] { return "<script>" + fill("createPageHTML(a,b,'c','d');a ") + "</script>"; }},
    {"pairs of GBK", [] { return fill("\xd5\xfe\xb8\xae"); }},
};

constexpr double cpu_seconds_allowed = 0.6;
constexpr double harmless_pages_allowed = 1.5;  // Or as long as so many harmless pages of the same size.
constexpr long peak_kib_allowed = 150'000'000 / 1024;

// What Gumbo needs for plain text of the size, beside whatever else the machine is doing now.
[[maybe_unused]] double harmless_cpu_seconds() {
    return read_apart([] { return "<p>" + fill("text "); }, HtmlParser::gumbo).cpu_seconds;
}

TEST(HostilePage, EndsSoonWithinItsMemoryAndNamesTheLimit) {
    for (const auto& bomb : bombs) {
        SCOPED_TRACE(bomb.name);
        auto outcome = read_apart(bomb.page);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && defined(NDEBUG)
        // A slow machine, or one whose caches and cores are shared, is slow for harmless pages too.
        double allowed = cpu_seconds_allowed;
        for (int again = 0; again < 2 && outcome.cpu_seconds > allowed; ++again) {
            outcome = read_apart(bomb.page);
            allowed = std::max(allowed, harmless_pages_allowed * harmless_cpu_seconds());
        }
        EXPECT_LE(outcome.cpu_seconds, allowed);
        EXPECT_LE(outcome.peak_kib, peak_kib_allowed);
#endif
        if (outcome.said.empty()) continue;
        const bool named = std::ranges::any_of(
            std::array{"nodes_max", "parse_memory_max", "parse_time_max"},
            [&](const char* limit) { return outcome.said.find(limit) != std::string::npos; });
        EXPECT_TRUE(named) << outcome.said;
    }
}

TEST(HostilePage, IsRefusedWhenItNestsTooExpensively) {
    const auto document = read_document(snapshot_of(repeat("<div>", 200'000)));
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, base::ErrorCode::too_large);
}

TEST(HostilePage, LimitOfNodesIsNamedWhoeverParses) {
    const auto page = "<html>" + repeat("<p>text</p>", 500);
    for (const auto parser : {HtmlParser::quickest, HtmlParser::gumbo}) {
        const auto document = read_document(snapshot_of(page), {.nodes_max = 1'000}, parser);
        ASSERT_FALSE(document);
        EXPECT_EQ(document.error().code, base::ErrorCode::too_large);
        EXPECT_NE(document.error().context.find("nodes_max (1000)"), std::string::npos);
    }
}

TEST(HostilePage, MemoryLimitIsNamed) {
    const auto document = read_document(snapshot_of("<html>" + repeat("<p>text</p>", 5'000)),
                                        {.parse_memory_max = 600'000}, HtmlParser::gumbo);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, base::ErrorCode::too_large);
    EXPECT_NE(document.error().context.find("parse_memory_max (600000 bytes)"), std::string::npos);
}

TEST(HostilePage, TimeLimitIsNamed) {
    const auto document = read_document(snapshot_of("<html>" + repeat("<p>text</p>", 5'000)),
                                        {.parse_time_max = 0ms}, HtmlParser::gumbo);
    ASSERT_FALSE(document);
    EXPECT_NE(document.error().context.find("parse_time_max (0 ms)"), std::string::npos);
}

// Another program has the machine for longer than parse_time_max.
volatile std::sig_atomic_t waits = 0;
void wait_once(int) {
    waits = waits + 1;
    poll(nullptr, 0, 300);
}

TEST(HostilePage, TimeLimitCountsWhatIsComputedNotWhatIsWaited) {
    const auto snapshot = snapshot_of("<html>" + repeat("<p>text</p>", 20'000));
    const auto before = std::signal(SIGVTALRM, wait_once);
    const itimerval soon{.it_interval = {}, .it_value = {.tv_sec = 0, .tv_usec = 4'000}};
    ASSERT_EQ(setitimer(ITIMER_VIRTUAL, &soon, nullptr), 0);
    const auto document = read_document(snapshot, {.parse_time_max = 250ms}, HtmlParser::gumbo);
    std::signal(SIGVTALRM, before);
    EXPECT_EQ(waits, 1) << "nothing was waited for";
    EXPECT_TRUE(document) << document.error().context;
}

TEST(HostilePage, DeepTreeThatTheParserAcceptsIsReadWithoutRecursion) {
    const int depth = 8'000;
    // How long it takes is told elsewhere; it is near parse_time_max where other work slows the machine.
    const auto document =
        read_document(snapshot_of("<body>" + repeat("<div>", depth) + "底" + repeat("</div>", depth)),
                      {.parse_time_max = 10'000ms});
    ASSERT_TRUE(document) << document.error().context;
    EXPECT_EQ(texts(document->blocks), "底\n");
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
