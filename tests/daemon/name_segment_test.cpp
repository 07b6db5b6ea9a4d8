#include "daemon/answers/name_segment.h"

#include "daemon/answers/path_pattern.h"
#include "daemon/answers/question.h"
#include "daemon/api/request_target.h"
#include "odd_names.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::daemon {
namespace {

TEST(NameSegment, OnlyNamesThatNeedItAreMarked) {
    constexpr std::pair<std::string_view, std::string_view> segments[] = {
        {"甲局", "甲局"},   {".", ".~"},           {"..", "..~"},       {"...", "..."},
        {".~", ".~~"},      {"a.json", "a.json~"}, {"a.csv", "a.csv~"}, {"a.csv~", "a.csv~~"},
        {".json", ".json"}, {"a~", "a~"},          {"~", "~"},          {"", ""},
    };
    for (const auto& [name, segment] : segments) {
        EXPECT_EQ(segment_of(name), segment);
        EXPECT_EQ(name_in_segment(segment), name);
    }
}

TEST(NameSegment, WhatNeedsNoMarkInAPathMayStandThereWithoutOne) {
    EXPECT_EQ(name_in_segment("a.json"), "a.json");
}

TEST(NameSegment, EveryNameIsItselfAgainInWhatIsAskedOfTheApi) {
    for (const auto name : odd_names) {
        for (const auto about : {About::report, About::history, About::copies, About::diff, About::agency}) {
            Question question;
            question.about = about;
            question.agency = name;
            if (about != About::agency) question.year = 2020;
            const auto target = to_target(question);
            EXPECT_TRUE(read_request_target(target)) << target;
            EXPECT_EQ(parse_target(target).value(), question) << target;
        }
    }
}

TEST(NameSegment, OnlyAnAgencyIsMarked) {
    const PathParts parts{{"agency", ".."}, {"name", "a.json~"}};
    EXPECT_EQ(match_path("/v1/{agency}/{name}", {"v1", "..~", "a.json~"}), parts);
}

}  // namespace
}  // namespace ogi::daemon
