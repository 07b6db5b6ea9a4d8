#include "examples.h"

#include "storage/report_head.h"

#include <gtest/gtest.h>

namespace ogi::storage {
namespace {

using base::ErrorCode;

class Reports : public testing::Test {
  protected:
    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = open_store(folder_.store());

    ErrorCode refusal(Commit commit) {
        const auto refused = store_->commit(std::move(commit));
        EXPECT_FALSE(refused);
        return refused ? ErrorCode::io : refused.error().code;
    }
};

TEST_F(Reports, UnknownOnesAreAbsentNotErrors) {
    const model::ReportKey key{"A", 2020};
    EXPECT_EQ(store_->state(key).value(), std::nullopt);
    EXPECT_EQ(store_->revision(key, 1).value(), std::nullopt);
    EXPECT_TRUE(store_->history(key).value().empty());
    EXPECT_TRUE(store_->copies(key).value().empty());
}

TEST_F(Reports, ComeBackExactly) {
    auto first = revision("某县教育局", 2020, 1, 36, 200);
    first.report.title = "2020年度报告";
    first.report.published = base::parse_iso_date("2021-01-20").value();
    first.report.checks.push_back({"requests.balance.total", model::CheckOutcome::violated,
                                   model::Decimal::whole(40), model::Decimal::whole(41), ""});
    auto current = state(first);
    current.withdrawn_at = at(1'700'000'000);
    auto shown = copy(first, "http://a.example/x");
    shown.missing_since = at(1'699'000'000);
    Commit commit;
    commit.revisions = {first};
    commit.states = {current};
    commit.copies = {shown};
    ASSERT_TRUE(store_->commit(commit));
    EXPECT_EQ(store_->state(current.key).value(), current);
    EXPECT_EQ(store_->revision(current.key, 1).value(), first);
    EXPECT_EQ(store_->copies(current.key).value(), std::vector{shown});
}

TEST_F(Reports, AHistoryIsOneReportsAndOldestFirst) {
    Commit commit;
    for (int number : {300, 2, 1, 256}) commit.revisions.push_back(revision("A", 2020, number));
    commit.revisions.push_back(revision("A", 2021));
    commit.revisions.push_back(revision("A", 2019));
    commit.revisions.push_back(revision("AB", 2020));
    ASSERT_TRUE(store_->commit(commit));
    std::vector<int> numbers;
    for (const auto& one : store_->history({"A", 2020}).value()) numbers.push_back(one.number);
    EXPECT_EQ(numbers, (std::vector{1, 2, 256, 300}));
}

TEST_F(Reports, AreVisitedByAgencyThenYearWithTheirCurrentRevision) {
    for (const auto& [agency, year] : {std::pair{"B", 2020}, {"A", 2021}, {"A", 2020}}) {
        ASSERT_TRUE(store_->commit(first_look(agency, year)));
    }
    const auto second = revision("A", 2021, 2, 99);
    Commit commit;
    commit.revisions = {second};
    commit.states = {state(second)};
    ASSERT_TRUE(store_->commit(commit));

    std::vector<std::string> seen;
    const auto note = [&](const model::ReportState& of, const model::Revision& current) {
        EXPECT_EQ(of.revision, current.number);
        seen.push_back(of.key.agency + std::to_string(of.key.year) + "r" + std::to_string(current.number));
        return seen.size() < 3;
    };
    ASSERT_TRUE(store_->for_each_report(note));
    EXPECT_EQ(seen, (std::vector<std::string>{"A2020r1", "A2021r2", "B2020r1"}));
    seen = {"", ""};
    ASSERT_TRUE(store_->for_each_report(note));
    EXPECT_EQ(seen.size(), 3u);  // Told to stop after the first.
}

TEST_F(Reports, AVisitCanStartAfterAReport) {
    for (const auto& [agency, year] : {std::pair{"A", 2020}, {"A", 2021}, {"B", 2019}}) {
        ASSERT_TRUE(store_->commit(first_look(agency, year)));
    }
    const struct {
        model::ReportKey after;
        std::string seen;
    } cases[] = {{{}, "A2020 A2021 B2019 "},
                 {{"A", 2020}, "A2021 B2019 "},
                 {{"A", 2022}, "B2019 "},  // Need not be there.
                 {{"B", 2019}, ""}};
    for (const auto& [after, expected] : cases) {
        std::string seen;
        ASSERT_TRUE(store_->for_each_report(
            [&](const model::ReportState& of, const model::Revision&) {
                seen += of.key.agency + std::to_string(of.key.year) + " ";
                return true;
            },
            after));
        EXPECT_EQ(seen, expected);
    }
}

TEST_F(Reports, CopiesComeAndGo) {
    const auto first = revision("A", 2020);
    Commit commit;
    commit.copies = {copy(first, "http://b.example/"), copy(first, "http://a.example/")};
    ASSERT_TRUE(store_->commit(commit));
    EXPECT_EQ(store_->copies({"A", 2020}).value(), (std::vector{commit.copies[1], commit.copies[0]}));

    Commit moved;  // Removed and put in one commit: what is put stays.
    moved.copies_removed = {commit.copies[0], commit.copies[1], copy(first, "http://nobody.example/")};
    moved.copies = {commit.copies[1]};
    ASSERT_TRUE(store_->commit(moved));
    EXPECT_EQ(store_->copies({"A", 2020}).value(), std::vector{commit.copies[1]});
}

TEST_F(Reports, ARevisionIsNeverAltered) {
    ASSERT_TRUE(store_->commit(first_look("A", 2020)));
    EXPECT_EQ(refusal(first_look("A", 2020)), ErrorCode::usage);
    Commit twice;
    twice.revisions = {revision("A", 2020, 2), revision("A", 2020, 2, 8)};
    EXPECT_EQ(refusal(twice), ErrorCode::usage);
    EXPECT_EQ(store_->history({"A", 2020}).value().size(), 1u);
}

TEST_F(Reports, AStateCannotPointAtARevisionThatIsNotThere) {
    Commit commit;
    commit.states = {state(revision("A", 2020, 2))};
    EXPECT_EQ(refusal(commit), ErrorCode::usage);
    EXPECT_EQ(store_->state({"A", 2020}).value(), std::nullopt);
}

TEST_F(Reports, AnAgencyNameThatWouldBreakTheKeysIsRefusedEverywhere) {
    const std::string name{"A\0B", 3};
    EXPECT_EQ(refusal(first_look(name, 2020)), ErrorCode::malformed);
    Commit commit;
    commit.changes = {change(revision(name, 2020))};
    EXPECT_EQ(refusal(commit), ErrorCode::malformed);
    EXPECT_FALSE(store_->state({name, 2020}));
    EXPECT_FALSE(store_->history({name, 2020}));
    EXPECT_FALSE(store_->copies({"", 2020}));
    EXPECT_EQ(store_->last_sequence().value(), 0u);
}

// One bad part, and nothing of the commit is there.
TEST_F(Reports, ARefusedCommitLeavesNothingBehind) {
    auto commit = first_look("A", 2020);
    commit.discovered = {page("http://b.example/")};
    commit.changes.push_back(change(revision("", 2020)));
    EXPECT_EQ(refusal(commit), ErrorCode::malformed);
    EXPECT_EQ(store_->page(commit.pages[0].url).value(), std::nullopt);
    EXPECT_EQ(store_->next_due().value(), std::nullopt);
    EXPECT_EQ(store_->state({"A", 2020}).value(), std::nullopt);
    EXPECT_EQ(store_->last_sequence().value(), 0u);
    EXPECT_TRUE(store_->for_each_change(0, [](auto, auto) {
        ADD_FAILURE();
        return true;
    }));
}

TEST_F(Reports, AHeadSaysWhatTheRevisionSaysWithoutItsCells) {
    auto whole = revision("某县<b>教育局", 2020, 1, 36, 200);
    whole.report.title = "2020年度报告";
    whole.report.agency.division = "420525";
    whole.report.verdict = model::Verdict::inconsistent;
    whole.report.generation = model::Generation::form_2019;
    auto bare = revision("", 0, 1, 0, 0);  // A report that tells nothing of itself.
    bare.report.agency.name = "某";
    bare.report.year = 2021;
    Commit commit;
    commit.revisions = {whole, bare};
    commit.states = {state(whole), state(bare)};
    ASSERT_TRUE(store_->commit(commit));
    for (const auto* one : {&whole, &bare}) {
        const auto head = report_head(*store_, state(*one).key, 1).value();
        ASSERT_TRUE(head);
        EXPECT_EQ(head->agency.name, one->report.agency.name);
        EXPECT_EQ(head->agency.division, one->report.agency.division);
        EXPECT_EQ(head->year, one->report.year);
        EXPECT_EQ(head->title, one->report.title);
        EXPECT_EQ(head->verdict, one->report.verdict);
        EXPECT_EQ(head->generation, one->report.generation);
        EXPECT_TRUE(head->cells.empty());
    }
    EXPECT_EQ(report_head(*store_, state(whole).key, 2).value(), std::nullopt);
    EXPECT_EQ(report_head(*store_, {"某", 1999}, 1).value(), std::nullopt);
}

}  // namespace
}  // namespace ogi::storage
