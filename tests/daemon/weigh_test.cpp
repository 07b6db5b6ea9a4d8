#include "daemon/visit/weigh.h"

#include "model/names.h"
#include "situation.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

namespace ogi::daemon {
namespace {

using model::Doubt;
using namespace std::chrono_literals;

constexpr std::string_view url = "http://bureau.example/2020.html";

std::string names_of(const std::vector<Doubt>& doubts) {
    std::string names;
    for (const auto doubt : doubts) names += (names.empty() ? "" : " ") + std::string{model::name_of(doubt)};
    return names;
}

// So many figures in each of two tables, and a section of text.
model::Report form(int year, int requests, int disclosure, std::string_view text = "本局按条例要求公开。") {
    auto report = report_of(year);
    const auto figure = report.cells.begin()->second;
    report.cells.clear();
    for (int i = 0; i < requests; ++i) report.cells.emplace("requests.c" + std::to_string(i), figure);
    for (int i = 0; i < disclosure; ++i) report.cells.emplace("disclosure.c" + std::to_string(i), figure);
    report.sections.emplace_back();
    report.sections.back().text = text;
    return report;
}

// All figures of a table are 0.
model::Report with_noughts(model::Report report, std::string_view table) {
    for (auto& [id, cell] : report.cells) {
        if (std::string_view{id}.starts_with(table)) cell.value = model::Decimal::whole(0);
    }
    return report;
}

model::Report with_a_figure_more(model::Report report) {
    report.cells.emplace("requests.one_more", report.cells.begin()->second);
    return report;
}

model::Report nothing_but_noughts(int year, std::string_view text) {
    return with_noughts(with_noughts(form(year, 20, 6, text), "requests."), "disclosure.");
}

// Its tables are there, with these words in every cell, or nothing.
model::Report emptied(model::Report report, std::string_view words = {}) {
    for (auto& [id, cell] : report.cells) {
        cell = {};
        cell.kind = words.empty() ? model::CellKind::blank : model::CellKind::text;
        cell.raw = words;
    }
    return report;
}

model::ReportKey key_2020() {
    return key_of(report_of(2020));
}

// A visit to a page that showed `held` and shows `shown` now.
Visited visited(const model::Report& held, model::Report shown) {
    Visited visited;
    visited.page.url = url_of(url);
    visited.page.reports = {key_of(held)};
    visited.page.content = "held";
    visited.page.snapshot = "held";
    visited.fetched = changed_body(url);
    visited.ingested = showing(std::move(shown));
    Standing standing;
    standing.state = {key_of(held), 1, std::string{url}, {}};
    standing.current.report = held;
    visited.standings.emplace(key_of(held), std::move(standing));
    return visited;
}

// The first visit to a page.
Visited first_visit() {
    Visited visited;
    visited.page.url = url_of(url);
    visited.fetched = changed_body(url);
    visited.ingested = showing(form(2020, 20, 6));
    return visited;
}

struct Case {
    std::string_view doubts;
    std::string_view what;
    Visited visited;
    std::function<void(Visited&)> but = {};
};

void expect_doubts(const std::vector<Case>& cases) {
    for (const auto& [doubts, what, visit, but] : cases) {
        auto capture = visit;
        if (but) but(capture);
        EXPECT_EQ(names_of(doubts_about(capture, noon)), doubts) << what;
    }
}

TEST(DoubtsAbout, EveryReasonToDoubtACapture) {
    const auto held = form(2020, 20, 6);
    const auto open_ended = [](Visited& v) { v.fetched.open_ended = true, v.ingested->closes = false; };
    const auto breaks_off = [](Visited& v) { v.ingested->breaks_off = v.held_was_whole = true; };
    const auto no_report = [](Visited& v) { v.ingested->reports.clear(); };
    auto other_agency = form(2021, 20, 6);
    other_agency.agency.name = "示例县民政局";
    auto known_gap = held;
    known_gap.anomalies.push_back({"missing_part", "http://bureau.example/2020_2.html"});
    const auto part_missing = [](Visited& v) { v.ingested->missing = {"http://bureau.example/2020_2.html"}; };
    expect_doubts({
        Case{"", "the same figures", visited(held, form(2020, 20, 6))},
        Case{"", "a figure less, a text that differs", visited(held, form(2020, 19, 6, "新的文字。"))},
        Case{"", "the first visit", first_visit()},
        Case{"", "no length, but an end", first_visit(), [](Visited& v) { v.fetched.open_ended = true; }},
        Case{"", "no end, but a length", first_visit(), [](Visited& v) { v.ingested->breaks_off = true; }},
        Case{"cut_off", "neither length nor end at the first visit", first_visit(), open_ended},
        Case{"cut_off", "neither length nor end, and all is there", visited(held, held), open_ended},
        Case{"cut_short", "neither length nor end, and figures less", visited(held, form(2020, 18, 6)),
             open_ended},
        Case{"cut_short", "an end less than before, and a text that is shorter",
             visited(held, form(2020, 20, 6, "本局")), breaks_off},
        Case{"cut_off", "an end less than before, and all is there", visited(held, held), breaks_off},
        Case{"cut_off", "a part that may be cut off", visited(held, held),
             [](Visited& v) { v.part_cut_off = true; }},
        Case{"figures_lost", "a table that is empty", visited(held, form(2020, 0, 6))},
        Case{"figures_lost", "most of a small table", visited(held, form(2020, 20, 2))},
        Case{"cut_off", "an end less and a shorter text, in a body that came whole and ends in a script",
             visited(held, form(2020, 20, 6, "本局")),
             [&](Visited& v) { breaks_off(v), v.ingested->ends_in_tag = true; }},
        Case{"cut_short", "the same, and figures less", visited(held, form(2020, 18, 6)),
             [&](Visited& v) { breaks_off(v), v.ingested->ends_in_tag = true; }},
        Case{"figures_lost", "a table of noughts", visited(held, with_noughts(held, "requests."))},
        Case{"", "a table that was of noughts before", visited(with_noughts(held, "requests."), held)},
        Case{"", "two figures that became 0",
             visited(form(2020, 20, 2), with_noughts(form(2020, 20, 2), "disclosure."))},
        Case{"", "half of a table", visited(held, form(2020, 10, 6))},
        Case{"", "a table with two figures", visited(form(2020, 2, 0), form(2020, 0, 0))},
        Case{"part_missing", "a part that is not there", visited(held, held), part_missing},
        Case{"", "a part that was not there before", visited(known_gap, held), part_missing},
        Case{"part_missing", "a part that is not there at the first visit", first_visit(), part_missing},
        Case{"no_report", "a report, now none", visited(held, held), no_report},
        Case{"", "no report, as before", first_visit(), no_report},
        Case{"", "the agency's next year", visited(held, with_a_figure_more(form(2021, 20, 6)))},
        Case{"other_report same_figures", "the year before, with the same figures",
             visited(held, form(2019, 20, 6))},
        Case{"other_report", "the year before", visited(held, with_a_figure_more(form(2019, 20, 6)))},
        Case{"", "the year before, shown a moment ago", visited(form(2021, 20, 6), held),
             [&](Visited& v) { v.page.replaced = {key_2020()}; }},
        Case{"other_report", "another agency", visited(held, other_agency)},
        Case{"", "another agency beside the one before", visited(held, held),
             [&](Visited& v) {
                 v.ingested->reports.push_back({other_agency, "digest"});
             }},
    });
}

TEST(DoubtsAbout, FiguresThatAreGoneAndFiguresOfAnotherYear) {
    const auto held = form(2020, 20, 6);
    const auto noughts = nothing_but_noughts(2020, "2020年本局未收到申请。");
    const auto next = nothing_but_noughts(2021, "本局2021年开展了培训。");
    auto prose = form(2020, 0, 0, "收到申请36件，予以公开7件。");
    prose.statements.resize(2);
    auto attached = form(2020, 0, 0, "详见附件。");
    attached.attachments.push_back({"http://bureau.example/2020.docx", "附件"});
    expect_doubts({
        Case{"same_figures", "another year over the same figures", visited(held, form(2021, 20, 6))},
        Case{"", "another year of a small agency that has nothing but noughts", visited(noughts, next)},
        Case{"same_figures", "the same with the same words but for the year",
             visited(noughts, nothing_but_noughts(2021, "2021年本局未收到申请。"))},
        Case{"figures_lost error_text", "words of an error in place of all tables",
             visited(held, form(2020, 0, 0, "一、总体情况：数据加载失败，请重试。"))},
        Case{"figures_lost error_text", "nothing in place of all tables", visited(held, form(2020, 0, 0))},
        Case{"figures_lost", "tables that are there and empty", visited(held, emptied(held))},
        Case{"figures_lost error_text", "the words of an error in their cells",
             visited(held, emptied(held, "暂无数据"))},
        Case{"figures_lost", "prose that tells what the tables told", visited(held, prose)},
        Case{"figures_lost", "a document in place of the tables", visited(held, attached)},
        Case{"figures_lost", "words of an error beside figures",
             visited(held, form(2020, 0, 6, "数据加载失败"))},
    });
}

TEST(EndsInTag, WhereAScriptOrAFooterIsTheLastThing) {
    for (const auto* body :
         {"<p>a</p><script>b</script>", "<p>a<SCRIPT src=b></SCRIPT > \n", "<footer>a</footer>"})
        EXPECT_TRUE(ends_in_tag(body)) << body;
    for (const auto* body : {"", " ", "<p>a", "<td></td>", "<table></table>", "<div></div>",
                             "<script>a</script", "<script>a</script>b", "<footer>"})
        EXPECT_FALSE(ends_in_tag(body)) << body;
}

TEST(DoubtsAbout, OnlyAPageThatWentToAndFroOfLateIsFlapping) {
    auto back = visited(form(2020, 20, 6), form(2020, 20, 6, "甲"));
    back.page.content_before = back.ingested->content;
    EXPECT_EQ(names_of(doubts_about(back, noon)), "");  // A, B, A: two changes.
    back.page.flips = 1;
    back.page.flipped_at = noon - 24h;
    EXPECT_EQ(names_of(doubts_about(back, noon)), "flapping");  // A, B, A, B.
    EXPECT_EQ(names_of(doubts_about(back, noon - 24h + flapping_memory)), "");
    back.ingested->content = "a third one";
    EXPECT_EQ(names_of(doubts_about(back, noon)), "");
}

TEST(DoubtsAbout, WhatAPageSaidSomeChangesAgoIsStaleAndWhatItSaidBeforeIsNot) {
    auto back = visited(form(2020, 20, 6), form(2020, 20, 6, "甲"));
    back.page.content_before = "b";
    back.page.earlier = {{back.ingested->content, noon - 24h}, {"other", noon - 24h}};
    EXPECT_EQ(names_of(doubts_about(back, noon)), "stale_replica");
    EXPECT_EQ(names_of(doubts_about(back, noon - 24h + flapping_memory)), "");
    std::swap(back.page.earlier.front().content, back.page.content_before);
    EXPECT_EQ(names_of(doubts_about(back, noon)), "");
}

TEST(DoubtsAbout, WhatAPersonDroppedIsRefused) {
    auto dropped = visited(form(2020, 20, 6), form(2020, 19, 6));
    dropped.page.refused = {"another", dropped.ingested->content};
    EXPECT_EQ(names_of(doubts_about(dropped, noon)), "refused");
    dropped.ingested->content = "new";
    EXPECT_EQ(names_of(doubts_about(dropped, noon)), "");
}

TEST(DoubtsAbout, ACopyThatIsNotFollowedLosesNoFigures) {
    auto copy = visited(form(2020, 20, 6), form(2020, 0, 6));
    copy.standings.at(key_2020()).state.source_url = "http://portal.example/2020.html";
    EXPECT_EQ(names_of(doubts_about(copy, noon)), "");
}

// What weigh() says of looks at a page: (hours, content) → "hold" until when, or "accept".
struct Looks {
    std::vector<Doubt> doubts;
    Stake stake = Stake::a_report;
    std::optional<model::SuspectCapture> held{};
    crawler::RevisitSettings settings{};

    std::string at(std::chrono::seconds after, std::string_view content) {
        const auto now = noon + after;
        const auto weighed = weigh({doubts, std::string{content}, "digest"}, held, stake, now, settings);
        held.reset();
        if (weighed.verdict == Verdict::accept) return "accept";
        held = weighed.suspect;
        return "hold " + std::to_string((weighed.look_at - noon) / 1s);
    }
};

constexpr std::int64_t hour = 3'600;

std::string hold(std::int64_t until_s) {
    return "hold " + std::to_string(until_s);
}

TEST(Weigh, WhatIsNotDoubtedIsAccepted) {
    Looks looks{{}};
    EXPECT_EQ(looks.at(0s, "a"), "accept");
}

TEST(Weigh, TheSameTwiceWithTimeBetweenIsBelieved) {
    for (const auto doubt : {Doubt::cut_off, Doubt::part_missing, Doubt::figures_lost, Doubt::other_report,
                             Doubt::same_figures, Doubt::stale_replica}) {
        Looks looks{{doubt}};
        EXPECT_EQ(looks.at(0s, "b"), hold(24 * hour)) << model::name_of(doubt);
        EXPECT_EQ(looks.at(24h, "b"), "accept") << model::name_of(doubt);
    }
}

TEST(Weigh, ALookThatComesEarlyIsNoSecondOpinion) {
    Looks looks{{Doubt::figures_lost}};
    looks.at(0s, "b");
    EXPECT_EQ(looks.at(1h, "b"), hold(24 * hour));
    EXPECT_EQ(looks.at(24h, "b"), "accept");
}

TEST(Weigh, WhatDiffersEachTimeIsNotBelievedSoonAndLookedAtEverMoreSeldom) {
    Looks looks{{Doubt::cut_off}};
    looks.settings.withdrawal_confirm = 0s;
    EXPECT_EQ(looks.at(0s, "b"), hold(0));
    EXPECT_EQ(looks.at(0s, "c"), hold(300));
    EXPECT_EQ(looks.at(300s, "d"), hold(300 + 600));
    EXPECT_EQ(looks.at(900s, "e"), hold(900 + 1'200));
    EXPECT_EQ(looks.held->since, noon);
    EXPECT_EQ(looks.held->looks, 1);
    EXPECT_EQ(looks.held->looks_in_doubt, 4);
    EXPECT_EQ(looks.at(2'100s, "e"), "accept");
}

TEST(Weigh, WhatDiffersEachTimeIsBelievedAtLast) {
    for (const auto doubt : {Doubt::cut_off, Doubt::cut_short, Doubt::flapping}) {
        Looks looks{{doubt}};
        looks.at(0s, "b");
        EXPECT_EQ(looks.at(29 * 24h, "c").substr(0, 4), "hold") << model::name_of(doubt);
        EXPECT_EQ(looks.at(30 * 24h, "d"), "accept") << model::name_of(doubt);
    }
    Looks looks{{Doubt::no_report}};
    looks.at(0s, "b");
    EXPECT_EQ(looks.at(300 * 24h, "c").substr(0, 4), "hold");
}

TEST(Weigh, WhatIsGoneTwiceIsGoneWhateverElseDiffers) {
    for (const auto doubt : {Doubt::figures_lost, Doubt::part_missing}) {
        Looks looks{{doubt}};
        looks.at(0s, "b");
        EXPECT_EQ(looks.at(24h, "c"), "accept") << model::name_of(doubt);
    }
    Looks other{{Doubt::other_report}};
    other.at(0s, "b");
    EXPECT_NE(other.at(24h, "c"), "accept");
}

TEST(Weigh, WhereNothingIsAtStakeTheSecondLookIsSoon) {
    Looks looks{{Doubt::cut_off}, Stake::nothing_held};
    EXPECT_EQ(looks.at(0s, "a"), hold(300));
    EXPECT_EQ(looks.at(300s, "a"), "accept");
}

TEST(Weigh, ABodyThatLacksWhatWeHoldMustLastLongAndIsLookedAtSoonMeanwhile) {
    Looks looks{{Doubt::cut_short}};
    EXPECT_EQ(looks.at(0s, "half"), hold(300));
    EXPECT_EQ(looks.at(24h, "half").substr(0, 4), "hold");
    EXPECT_EQ(looks.at(29 * 24h, "half").substr(0, 4), "hold");
    EXPECT_LE(looks.held->same_since, noon);
    EXPECT_EQ(looks.at(30 * 24h, "half"), "accept");
}

TEST(Weigh, APageThatGoesToAndFroMustStayForThreeLooks) {
    Looks looks{{Doubt::flapping}};
    EXPECT_EQ(looks.at(0s, "b"), hold(24 * hour));
    EXPECT_EQ(looks.at(24h, "b"), hold(48 * hour));
    EXPECT_EQ(looks.at(48h, "b"), "accept");
}

TEST(Weigh, TimeNeverTellsWhyAPageHasNoReport) {
    Looks looks{{Doubt::no_report}};
    for (int day = 0; day < 400; ++day)
        EXPECT_EQ(looks.at(std::chrono::hours{24 * day}, "x").substr(0, 4), "hold") << day;
    EXPECT_EQ(looks.held->looks, 400);
}

TEST(Weigh, NeitherErrorsInPlaceOfFiguresNorWhatWasDroppedAreEverBelievedByThemselves) {
    for (const auto& doubts : {std::vector{Doubt::figures_lost, Doubt::error_text},
                               {Doubt::refused},
                               {Doubt::recognised_differently}}) {
        Looks looks{doubts};
        for (int day = 0; day < 400; ++day)
            EXPECT_EQ(looks.at(std::chrono::hours{24 * day}, "x").substr(0, 4), "hold") << day;
    }
}

TEST(Weigh, TheStrictestOfSeveralDoubtsCounts) {
    Looks looks{{Doubt::part_missing, Doubt::flapping}};
    looks.at(0s, "b");
    EXPECT_EQ(looks.at(24h, "b"), hold(48 * hour));
}

TEST(Weigh, SaysSinceWhenWhatItBelievesHasBeenSo) {
    Looks looks{{Doubt::other_report}};
    looks.at(0s, "x");
    looks.at(5h, "b");
    const auto weighed = weigh({{Doubt::other_report}, "b", "digest"}, looks.held, Stake::a_report,
                               noon + 29h, looks.settings);
    EXPECT_EQ(weighed.verdict, Verdict::accept);
    EXPECT_EQ(weighed.believed_from, noon + 5h);
}

TEST(Weigh, EveryDoubtHasItsWords) {
    for (const auto doubt :
         {Doubt::cut_off, Doubt::cut_short, Doubt::part_missing, Doubt::figures_lost, Doubt::other_report,
          Doubt::no_report, Doubt::flapping, Doubt::away, Doubt::host_away, Doubt::error_text,
          Doubt::same_figures, Doubt::stale_replica, Doubt::refused, Doubt::recognised_differently}) {
        const auto words = describe(keep_doubt({{doubt}, "", ""}, std::nullopt, noon));
        EXPECT_TRUE(words.starts_with("held back (" + std::string{model::name_of(doubt)} + "): ")) << words;
    }
    EXPECT_EQ(describe(keep_doubt({{Doubt::cut_off}, "", ""}, std::nullopt, noon)),
              "held back (cut_off): the body breaks off before its end; look 1 of 2, in doubt since " +
                  base::to_iso(noon));
}

}  // namespace
}  // namespace ogi::daemon
