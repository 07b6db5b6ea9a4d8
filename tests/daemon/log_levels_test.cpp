#include "daemon/logging/log_levels.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using Level = LogLevels::Level;

LogLevels levels(std::string_view words) {
    return LogLevels{}.changed(words).value();
}

TEST(LogLevels, EverythingFromInfoOnIsLoggedUnlessToldOtherwise) {
    EXPECT_EQ(LogLevels{}.text(), "info");
    EXPECT_TRUE(LogLevels{}.wants("visited url=http://a/", Level::info));
    EXPECT_FALSE(LogLevels{}.wants("visited url=http://a/", Level::debug));
}

TEST(LogLevels, AnEventCanHaveALevelOfItsOwn) {
    const auto some = levels("warn sink=debug");
    EXPECT_TRUE(some.wants("sink opened sink=a", Level::debug));
    EXPECT_FALSE(some.wants("sink opened sink=a", Level::trace));
    EXPECT_FALSE(some.wants("visited url=http://a/?sink=debug", Level::info));
    EXPECT_TRUE(some.wants("visited url=http://a/", Level::warn));
    EXPECT_FALSE(some.wants("sinking", Level::info));
    EXPECT_TRUE(levels("info visited=off").wants("visits dropped", Level::info));
    EXPECT_FALSE(levels("info visited=off").wants("visited url=http://a/", Level::err));
}

TEST(LogLevels, TheLowestIsWhatMustBeMade) {
    EXPECT_EQ(levels("warn sink=debug").lowest(), Level::debug);
    EXPECT_EQ(levels("warn sink=off").lowest(), Level::warn);
}

TEST(LogLevels, WhatIsNotNamedStaysUntilALevelForEverythingEndsIt) {
    const auto first = levels("warn sink=debug");
    EXPECT_EQ(first.changed("visited=info").value().text(), "warn sink=debug visited=info");
    EXPECT_EQ(first.changed("sink=warn").value().text(), "warn");
    EXPECT_EQ(first.changed("info").value().text(), "info");
    EXPECT_EQ(first.changed("error visited=warn").value().text(), "error visited=warn");
}

TEST(LogLevels, TextComesBackAsItWas) {
    for (const auto* text : {"trace", "off", "info link=debug sink=trace", "error visited=info"})
        EXPECT_EQ(levels(text).text(), text);
}

TEST(LogLevels, WhatIsNoLevelIsRefused) {
    for (const auto* words : {"", " ", "loud", "info loud", "sink=", "sink=loud", "INFO"}) {
        const auto refused = LogLevels{}.changed(words);
        ASSERT_FALSE(refused) << words;
        EXPECT_EQ(refused.error().code, base::ErrorCode::usage);
        EXPECT_EQ(refused.error().context, "must be one of trace, debug, info, warn, error, off");
    }
}

TEST(LogLevels, AWordThatBeginsNoEventIsRefused) {
    for (const auto* words : {"sinks=debug", "=debug", "info Sink=debug"}) {
        const auto refused = LogLevels{}.changed(words);
        ASSERT_FALSE(refused) << words;
        EXPECT_EQ(refused.error().code, base::ErrorCode::usage);
        EXPECT_NE(refused.error().context.find("has no event that begins with"), std::string::npos);
    }
}

}  // namespace
}  // namespace ogi::daemon
