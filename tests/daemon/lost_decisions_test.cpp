#include "decided_store.h"

#include "daemon/decisions/known_decisions.h"

namespace ogi::daemon {
namespace {

TEST_F(Desk, AFileThatWasEditedIsFollowedAtTheNextStart) {
    take(correct_it);
    auto text = file_text();
    const auto at = text.find(R"("value":21)");
    ASSERT_NE(at, std::string::npos) << text;
    text.replace(at, 10, R"("value":22)");
    std::ofstream{file_, std::ios::binary} << text;
    open();
    EXPECT_EQ(current("甲县文化局", 2019).report.cells.at(std::string{cell}).value, Decimal::whole(22));
    EXPECT_EQ(feed().size(), 2U);
    EXPECT_EQ(file_text(), text);
}

// A person's decision ends by another one, not by an accident.
TEST_F(Desk, AFileThatIsLostIsPutBackFromTheStore) {
    take(correct_it);
    take(merge_it);
    const auto written = file_text();
    const auto before = everything();
    const auto older = written.substr(0, written.find('\n') + 1);
    for (const auto& left : {std::string{}, older}) {
        std::filesystem::remove(file_);
        if (!left.empty()) std::ofstream{file_, std::ios::binary} << left;
        const auto known = known_decisions(small_.store(), file_);
        ASSERT_TRUE(known);
        EXPECT_EQ(known->decisions.size(), 2U);
        EXPECT_EQ(known->lacking.size(), left.empty() ? 2U : 1U);
        EXPECT_NE(told_lacking(*known, file_).find("lacks"), std::string::npos);
        open();
        EXPECT_EQ(file_text(), written);
        EXPECT_EQ(everything(), before);
        EXPECT_EQ(told_lacking(known_decisions(small_.store(), file_).value(), file_), "");
    }
}

TEST_F(Desk, WhatTheFileLosesWhileTheDaemonRunsIsPutBackByTheNextDecision) {
    take(correct_it);
    const auto first = file_text();
    std::filesystem::remove(file_);
    take(merge_it);
    EXPECT_EQ(file_text().find(first), 0U);
    const auto before = everything();
    open();
    EXPECT_EQ(everything(), before);
}

TEST_F(Desk, AStoreOfAnEarlierVersionGetsItsCopyAtTheNextStart) {
    take(correct_it);
    const auto digest = followed_decisions(small_.store())->file_digest;
    ASSERT_TRUE(small_.store().set_setting("decisions", digest + "\n甲县文化局"));
    open();
    EXPECT_EQ(followed_decisions(small_.store())->decisions.size(), 1U);
    EXPECT_EQ(feed().size(), 1U);
}

TEST_F(Desk, AWriteThatBrokeOffIsLeftOutAndTakenAway) {
    take(correct_it);
    const auto whole = file_text();
    std::ofstream{file_, std::ios::binary | std::ios::app} << R"({"id":"d-torn)";
    open();
    EXPECT_EQ(file_text(), whole);
    EXPECT_EQ(feed().size(), 1U);
}

}  // namespace
}  // namespace ogi::daemon
