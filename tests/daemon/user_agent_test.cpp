#include "daemon/config/user_agent.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

TEST(UserAgent, ThatNamesSomebodyIsWell) {
    for (const auto* agent : {"ogid/0.1 (+https://a.example/contact)", "reader (http://a.example)",
                              "ogid/0.1 (webmaster@a.example)"}) {
        EXPECT_EQ(doubt_of(agent, "box"), std::nullopt) << agent;
    }
}

TEST(UserAgent, ThatNamesNobodyIsToldOf) {
    const auto doubt = doubt_of("ogid/0.1 (annual report reader)", "box");
    ASSERT_TRUE(doubt);
    EXPECT_TRUE(doubt->starts_with("crawl.user_agent has no contact; webmasters")) << *doubt;
}

TEST(UserAgent, OfTheShippedExampleIsToldOf) {
    const auto doubt = doubt_of("ogid/0.1 (+https://your.site/contact)", "box");
    ASSERT_TRUE(doubt);
    EXPECT_TRUE(doubt->starts_with("crawl.user_agent has the example's address")) << *doubt;
}

TEST(UserAgent, OfTheDefaultNamesTheMachineAndIsToldOf) {
    const auto agent = default_user_agent("box.a.example");
    EXPECT_EQ(agent, "ogid/0.1 (annual report reader; +http://box.a.example/)");
    const auto doubt = doubt_of(agent, "box.a.example");
    ASSERT_TRUE(doubt);
    EXPECT_TRUE(doubt->starts_with("crawl.user_agent is not set")) << *doubt;
    EXPECT_EQ(doubt_of(agent, "another"), std::nullopt);  // Somebody wrote it down.
}

TEST(UserAgent, TheMachineHasAName) {
    EXPECT_FALSE(host_name().empty());
}

}  // namespace
}  // namespace ogi::daemon
