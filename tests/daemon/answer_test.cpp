#include "daemon/answers/page_line.h"
#include "daemon/answers/question.h"
#include "daemon/crawl/due.h"
#include "small_store.h"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

using base::ErrorCode;

class AnswerTest : public testing::Test {
  protected:
    AnswerTest() {
        small_.report("甲县财政局", 2019, 1, "http://a.example/2019");
        small_.report("甲县财政局", 2020, 2, "http://a.example/2020");
        small_.report("甲县教育局", 2020, 3, "http://a.example/edu");
        small_.report("乙县教育局", 2020, 4, "http://b.example/edu");
        small_.report("甲县财政局", 2020, 5, "http://a.example/2020");
        small_.page("http://a.example/", model::PageRole::entry, base::UtcTime{std::chrono::hours{1}});
        small_.page("http://a.example/2020", model::PageRole::report, base::UtcTime{std::chrono::hours{2}});
        small_.page("http://b.example/edu", model::PageRole::report, base::UtcTime{std::chrono::hours{3}});
    }

    // The whole answer, taken `at_once` lines at a time.
    std::vector<std::string> ask(Question question, std::size_t at_once = 1'000) {
        std::vector<std::string> lines;
        std::optional<Question> rest = std::move(question);
        while (rest) {
            std::size_t taken = 0;
            auto answered = answer(small_.store(), *std::move(rest), [&](std::string_view line) {
                lines.emplace_back(line);
                return ++taken < at_once;
            });
            if (!answered) {
                ADD_FAILURE() << answered.error().context;
                return lines;
            }
            rest = *std::move(answered);
        }
        return lines;
    }
    base::Error refused(const Question& question) {
        const auto answered = answer(small_.store(), question, [](std::string_view) { return true; });
        return answered ? base::fail(ErrorCode::io, "answered") : answered.error();
    }

    SmallStore small_;
};

Question about(About what, std::string agency = {}, int year = 0) {
    Question question;
    question.about = what;
    question.agency = std::move(agency);
    question.year = year;
    return question;
}

boost::json::object object_of(const std::string& line) {
    return boost::json::parse(line).as_object();
}

TEST_F(AnswerTest, GivesEveryReportInOrderOfAgencyAndYear) {
    std::vector<std::string> names;
    for (const auto& line : ask(about(About::reports))) {
        const auto object = object_of(line);
        names.push_back(std::string{object.at("agency").at("name").as_string()} + "/" +
                        std::to_string(object.at("year").as_int64()));
    }
    EXPECT_EQ(names, (std::vector<std::string>{"乙县教育局/2020", "甲县教育局/2020", "甲县财政局/2019",
                                               "甲县财政局/2020"}));
}

TEST_F(AnswerTest, SelectsReportsByPartOfANameAndYear) {
    EXPECT_EQ(ask(about(About::reports, "教育局")).size(), 2U);
    EXPECT_EQ(ask(about(About::reports, "", 2019)).size(), 1U);
    EXPECT_EQ(ask(about(About::reports, "甲县", 2020)).size(), 2U);
    EXPECT_TRUE(ask(about(About::reports, "丙县")).empty());
}

TEST_F(AnswerTest, BrokenOffAnywhereGivesTheSameLinesAsUnbroken) {
    for (const auto what : {About::reports, About::changes, About::pages}) {
        const auto whole = ask(about(what));
        ASSERT_GE(whole.size(), 3U);
        for (std::size_t at_once = 1; at_once <= whole.size() + 1; ++at_once) {
            EXPECT_EQ(ask(about(what), at_once), whole) << "by " << at_once;
        }
    }
    EXPECT_EQ(ask(about(About::reports, "教育局"), 1), ask(about(About::reports, "教育局")));
}

TEST_F(AnswerTest, EndsAtTheLimitHoweverItIsBrokenOff) {
    for (const auto what : {About::reports, About::changes, About::pages}) {
        const auto whole = ask(about(what));
        for (std::size_t limit = 1; limit <= whole.size() + 1; ++limit) {
            auto question = about(what);
            question.limit = limit;
            const std::vector<std::string> first(
                whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(std::min(limit, whole.size())));
            EXPECT_EQ(ask(question), first);
            EXPECT_EQ(ask(question, 1), first);
            EXPECT_EQ(ask(question, 2), first);
        }
    }
}

TEST_F(AnswerTest, GivesThePagesInDoubtAlone) {
    EXPECT_TRUE(ask(about(About::suspects)).empty());
    storage::Commit commit;
    for (const auto* url : {"http://a.example/2020", "http://b.example/edu"}) {
        commit.pages.push_back(small_.store().page(base::Url::parse(url).value()).value().value());
        commit.pages.back().suspect =
            model::SuspectCapture{.doubts = {model::Doubt::figures_lost}, .looks = 1};
    }
    ASSERT_TRUE(small_.store().commit(std::move(commit)));
    const auto lines = ask(about(About::suspects));
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(object_of(lines[0]).at("url").as_string(), "http://a.example/2020");
    EXPECT_EQ(object_of(lines[0]).at("suspect").at("doubts").as_array().at(0).as_string(), "figures_lost");
    EXPECT_EQ(ask(about(About::suspects), 1), lines);
    EXPECT_EQ(object_of(ask(about(About::status)).at(0)).at("suspects").as_int64(), 2);
}

TEST_F(AnswerTest, SaysWhereAReportIsNowAndWhereItsRevisionsWereRead) {
    storage::Commit commit;
    commit.states.push_back({{"甲县财政局", 2020}, 2, "http://a.example/new/2020", {}});
    ASSERT_TRUE(small_.store().commit(std::move(commit)));
    const auto place = [](const std::string& line) {
        return std::string{object_of(line).at("source_url").as_string()};
    };
    EXPECT_EQ(place(ask(about(About::report, "甲县财政局", 2020)).at(0)), "http://a.example/new/2020");
    EXPECT_EQ(place(ask(about(About::reports, "甲县财政局", 2020)).at(0)), "http://a.example/new/2020");
    const auto history = ask(about(About::history, "甲县财政局", 2020));
    EXPECT_EQ(place(history.at(0)), "http://a.example/2020");
    EXPECT_EQ(place(history.at(1)), "http://a.example/new/2020");
}

TEST_F(AnswerTest, GivesOneReportByItsNameAsPrintedOrAPartOnlyOneHas) {
    for (const char* name : {"甲县财政局", "本甲县财政局", "财政"}) {
        const auto lines = ask(about(About::report, name, 2020));
        ASSERT_EQ(lines.size(), 1U) << name;
        const auto report = object_of(lines[0]);
        EXPECT_EQ(report.at("revision").as_int64(), 2) << name;
        EXPECT_EQ(report.at("source_url").as_string(), "http://a.example/2020") << name;
        EXPECT_TRUE(report.at("withdrawn_at").is_null()) << name;
    }
}

TEST_F(AnswerTest, ComparesAReportWithTheYearBeforeWhenItIsRead) {
    const auto year_checks = [&](const Question& question) {
        std::vector<std::string> ids;
        for (const auto& line : ask(question)) {
            const auto report = object_of(line);
            for (const auto& check : report.at("checks").as_array()) {
                const std::string id{check.at("id").as_string()};
                if (id.starts_with("years.")) ids.push_back(id);
            }
        }
        return ids;
    };
    const auto ids = year_checks(about(About::report, "甲县财政局", 2020));
    EXPECT_EQ(std::ranges::count(ids, "years.carry.total"), 1);
    EXPECT_EQ(std::ranges::count_if(ids, [](const auto& id) { return id.starts_with("years.carry."); }), 7);
    EXPECT_TRUE(year_checks(about(About::report, "甲县财政局", 2019)).empty());  // There is no 2018.
    EXPECT_TRUE(year_checks(about(About::reports)).empty());                     // Nothing of it is stored.
}

TEST_F(AnswerTest, SaysWhichNamesAreNear) {
    EXPECT_EQ(
        refused(about(About::report, "教育局", 2020)).context,
        "no report of \"教育局\" for 2020; several agencies have that in their name: 乙县教育局, 甲县教育局");
    EXPECT_EQ(refused(about(About::history, "甲县财政局", 2018)).context,
              "no report of \"甲县财政局\" for 2018; there are other years of 甲县财政局");
    EXPECT_EQ(refused(about(About::diff, "丙县", 2020)).context,
              "no report of \"丙县\" for 2020; ogi agencies lists all, ogi reports their years");
    EXPECT_EQ(refused(about(About::diff, "丙县", 2020)).code, ErrorCode::not_found);
}

TEST_F(AnswerTest, NamesFiveNearNamesAtMost) {
    for (int i = 0; i < 7; ++i) {
        small_.report("丁县第" + std::to_string(i) + "中学", 2020, i,
                      "http://d.example/" + std::to_string(i));
    }
    EXPECT_TRUE(refused(about(About::report, "中学", 2020)).context.ends_with("丁县第4中学, …"));
}

TEST_F(AnswerTest, TellsAReportsHistory) {
    const auto lines = ask(about(About::history, "甲县财政局", 2020));
    ASSERT_EQ(lines.size(), 2U);
    const auto first = object_of(lines[0]), second = object_of(lines[1]);
    EXPECT_EQ(first.at("revision").as_int64(), 1);
    EXPECT_FALSE(first.at("current").as_bool());
    EXPECT_TRUE(first.at("cells").as_array().empty());
    EXPECT_TRUE(second.at("current").as_bool());
    ASSERT_EQ(second.at("cells").as_array().size(), 1U);
    EXPECT_EQ(second.at("cells").at(0).at("new").as_int64(), 5);
}

TEST_F(AnswerTest, TellsWhatDiffersBetweenRevisions) {
    const auto lines = ask(about(About::diff, "甲县财政局", 2020));
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_TRUE(lines[0].starts_with(R"({"id":"requests.new_received.total","old":2,"new":5,)")) << lines[0];
    auto back = about(About::diff, "甲县财政局", 2020);
    back.from = 2;
    back.to = 1;
    EXPECT_TRUE(ask(back).at(0).starts_with(R"({"id":"requests.new_received.total","old":5,"new":2,)"));
}

TEST_F(AnswerTest, AReportWithOneRevisionDiffersInNothing) {
    EXPECT_TRUE(ask(about(About::diff, "甲县教育局", 2020)).empty());
    auto patch = about(About::diff, "甲县教育局", 2020);
    patch.form = DiffForm::json_patch;
    EXPECT_EQ(ask(patch), std::vector<std::string>{"[]"});
}

TEST_F(AnswerTest, PatchesOneRevisionsJsonIntoTheOthers) {
    auto question = about(About::diff, "甲县财政局", 2020);
    question.form = DiffForm::json_patch;
    const auto lines = ask(question);
    ASSERT_EQ(lines.size(), 1U);
    bool has_value = false;
    const auto patch = boost::json::parse(lines[0]);
    for (const auto& value : patch.as_array()) {
        const auto& operation = value.as_object();
        if (operation.at("path") != "/cells/requests.new_received.total/value") continue;
        has_value = true;
        EXPECT_EQ(operation.at("value"), operation.at("op") == "test" ? 2 : 5);
    }
    EXPECT_TRUE(has_value) << lines[0];
}

TEST_F(AnswerTest, ComparesWithTheReportOnAnotherYearAndTellsWhatIsRepeated) {
    auto question = about(About::diff, "甲县财政局", 2020);
    question.against = 2019;
    const auto lines = ask(question);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0], R"({"op":"repetition","section":null,"title":null,"percent":null})");
    EXPECT_TRUE(lines[1].starts_with(R"({"id":"requests.new_received.total","old":1,"new":5,)")) << lines[1];
    question.against = 2018;
    EXPECT_EQ(refused(question).code, ErrorCode::not_found);
}

TEST_F(AnswerTest, RefusesARevisionThatDoesNotExist) {
    auto question = about(About::diff, "甲县财政局", 2020);
    question.to = 9;
    EXPECT_EQ(refused(question).code, ErrorCode::not_found);
    EXPECT_EQ(refused(question).context, "甲县财政局/2020 has no revision 8");
}

TEST_F(AnswerTest, GivesChangesAfterACursorAndRefusesOneBeyondTheLog) {
    auto question = about(About::changes);
    question.since = 3;
    const auto lines = ask(question);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(object_of(lines[0]).at("sequence").as_string(), "4");
    question.since = 5;
    EXPECT_TRUE(ask(question).empty());
    question.since = 6;
    EXPECT_EQ(refused(question).code, ErrorCode::usage);
    EXPECT_EQ(refused(question).context,
              "cursor 6 is beyond the newest entry, 5: it belongs to another store");
}

TEST(PageLine, NeverTellsTheBeginningOfTime) {
    const base::UtcTime now{std::chrono::hours{24}};
    model::Page page{.url = base::Url::parse("http://a.example/1").value(),
                     .link_text = R"("due_at":"1970-01-01T00:00:00.000Z")",
                     .due_at = due_on_demand};
    for (const auto due : {due_on_demand, due_on_demand_last}) {
        page.due_at = due;
        const auto asked = object_of(page_line(page, now));
        EXPECT_EQ(asked.at("due_at").as_string(), "1970-01-02T00:00:00.000Z");
        EXPECT_TRUE(asked.at("asked_for").as_bool());
        EXPECT_EQ(asked.at("link_text").as_string(), page.link_text);
    }
    page.due_at = storage::due_never;
    EXPECT_EQ(object_of(page_line(page, now)).at("due_at").as_string(), "9999-12-31T00:00:00.000Z");
    EXPECT_FALSE(object_of(page_line(page, now)).at("asked_for").as_bool());
    page.due_at = now;
    EXPECT_EQ(object_of(page_line(page, now)).at("due_at").as_string(), "1970-01-02T00:00:00.000Z");
    EXPECT_FALSE(object_of(page_line(page, now)).at("asked_for").as_bool());
}

TEST_F(AnswerTest, TellsOfPagesThatAPersonAskedFor) {
    EXPECT_FALSE(object_of(ask(about(About::status)).at(0)).at("asked_for").as_bool());
    const auto url =
        base::Url::parse(object_of(ask(about(About::pages)).at(0)).at("url").as_string().c_str());
    ASSERT_TRUE(small_.store().mark_due({*url}, due_on_demand));
    const auto status = object_of(ask(about(About::status)).at(0));
    EXPECT_FALSE(status.at("next_due").as_string().starts_with("1970"));
    EXPECT_TRUE(status.at("asked_for").as_bool());
    const auto host = object_of(ask(about(About::hosts)).at(0));
    EXPECT_FALSE(host.at("next_due").as_string().starts_with("1970"));
    EXPECT_TRUE(host.at("asked_for").as_bool());
    EXPECT_EQ(host.at("due_pages").to_number<int>(), 2);
}

TEST_F(AnswerTest, TellsTheStateOfTheStore) {
    const auto status = object_of(ask(about(About::status)).at(0));
    EXPECT_EQ(status.at("last_sequence").as_int64(), 5);
    EXPECT_EQ(status.at("next_due").as_string(), "1970-01-01T01:00:00.000Z");
    EXPECT_EQ(status.at("store").as_string(), small_.store().source_uri());
}

}  // namespace
}  // namespace ogi::daemon
