#include "daemon/answers/question.h"
#include "small_store.h"
#include "storage/keys.h"
#include "tests/storage/raw_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

// One damaged record does not keep the others from being told.
namespace ogi::daemon {
namespace {

using base::ErrorCode;

class DamagedAnswers : public testing::Test {
  protected:
    DamagedAnswers() {
        for (const auto* agency : {"甲县财政局", "乙县财政局", "丙县财政局"})
            small_->report(agency, 2020, 1, std::string{"http://a.example/"} + agency);
        for (int i = 1; i <= 6; ++i)
            small_->page("http://a.example/" + std::to_string(i), model::PageRole::report, {});
    }

    void damage(std::string_view family, const std::string& key) {
        const auto folder = small_->folder();
        small_->close();
        storage::raw_put(folder, family, key, "not what was written");
        small_->open();
    }

    struct Told {
        std::vector<std::string> lines;
        base::Result<void> outcome{};
    };
    // The whole answer, taken `at_once` lines at a time.
    Told ask(About about, std::size_t at_once = 1'000) {
        Told told;
        std::optional<Question> rest = Question{};
        rest->about = about;
        while (rest) {
            std::size_t taken = 0;
            auto answered = answer(small_->store(), *std::move(rest), [&](std::string_view line) {
                told.lines.emplace_back(line);
                return ++taken < at_once;
            });
            if (!answered) {
                told.outcome = std::move(answered).error();
                return told;
            }
            rest = *std::move(answered);
        }
        return told;
    }
    static void expect_names(const Told& told, const std::vector<std::string>& names) {
        ASSERT_FALSE(told.outcome);
        EXPECT_EQ(told.outcome.error().code, ErrorCode::malformed);
        for (const auto& name : names)
            EXPECT_NE(told.outcome.error().context.find(name), std::string::npos)
                << name << " is not in " << told.outcome.error().context;
    }
    static std::string state_key(std::string_view agency) {
        return storage::encode_report_key({std::string{agency}, 2020}).value();
    }

    std::unique_ptr<SmallStore> small_ = std::make_unique<SmallStore>();
};

TEST_F(DamagedAnswers, PagesAreAllGivenAndEachThatCannotBeReadIsNamedHoweverOftenTheAnswerPauses) {
    damage("pages", "http://a.example/2");
    damage("pages", "http://a.example/5");
    for (const std::size_t at_once : {1'000U, 2U, 1U}) {
        const auto told = ask(About::pages, at_once);
        EXPECT_EQ(told.lines.size(), 4U) << at_once;
        expect_names(told, {"http://a.example/2", "http://a.example/5"});
    }
}

TEST_F(DamagedAnswers, ReportsRosterAndAgenciesGoOnPastADamagedState) {
    damage("report_states", state_key("乙县财政局"));
    for (const auto about : {About::reports, About::roster, About::agencies}) {
        const auto told = ask(about, 1);
        EXPECT_EQ(told.lines.size(), 2U);
        expect_names(told, {"乙县财政局/2020"});
    }
}

TEST_F(DamagedAnswers, AReportWhoseCopiesCannotBeReadIsGivenWithoutThem) {
    storage::Commit commit;
    commit.copies.push_back(
        {.key = {"乙县财政局", 2020}, .url = "http://b.example/", .content_digest = {}, .missing_since = {}});
    ASSERT_TRUE(small_->store().commit(std::move(commit)));
    damage("copies", storage::encode(storage::CopyKey{{"乙县财政局", 2020}, "http://b.example/"}).value());
    const auto told = ask(About::reports);
    EXPECT_EQ(told.lines.size(), 3U);
    EXPECT_EQ(std::ranges::count_if(told.lines,
                                    [](const auto& line) { return line.find("\"copies\":") == line.npos; }),
              1);
    expect_names(told, {"乙县财政局/2020"});
}

TEST(WithTrouble, TellsSoManyLinesAndThatThereAreMore) {
    Trouble trouble;
    for (int i = 0; i < trouble_lines_max + 5; ++i)
        trouble = with_trouble(trouble, base::fail(ErrorCode::malformed, "record " + std::to_string(i)));
    EXPECT_EQ(std::ranges::count(trouble->context, '\n'), trouble_lines_max);
    EXPECT_NE(trouble->context.find("and more"), std::string::npos);
    EXPECT_EQ(trouble->context.find("record " + std::to_string(trouble_lines_max)), std::string::npos);
}

}  // namespace
}  // namespace ogi::daemon
