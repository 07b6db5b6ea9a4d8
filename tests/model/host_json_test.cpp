#include "model/host_json.h"

#include <gtest/gtest.h>

namespace ogi::model {
namespace {

base::UtcTime at(std::int64_t seconds) {
    return base::UtcTime{std::chrono::seconds{seconds}};
}

HostRecord whole_host() {
    return {.id = 4'000'000'000,
            .due_from = at(1'700'000'000),
            .manners = {.not_before = at(1'700'000'001),
                        .reason = WaitReason::robots_unreachable,
                        .note = "HTTP 503 \"later\"",
                        .crawl_delay = std::chrono::milliseconds{2'500},
                        .failures = 3,
                        .challenges = 2},
            .urls = 10'000'000'000,
            .outcome = VisitOutcome::failed,
            .failure = FailureReason::timed_out,
            .refused_host_full = 1,
            .refused_prefix_full = 2,
            .refused_trap = 3};
}

TEST(HostJson, KeepsEverythingOfAHost) {
    const auto host = whole_host();
    EXPECT_EQ(parse_host_json(to_json(host)).value(), host);
    const HostRecord fresh{.id = 1};
    EXPECT_EQ(parse_host_json(to_json(fresh)).value(), fresh);
}

// On disk: a change of these bytes is a change of the store's format.
TEST(HostJson, HasTheBytesOfTheDocumentedFormat) {
    EXPECT_EQ(to_json(HostRecord{.id = 7, .urls = 2}),
              R"({"id":7,"due_from":null,"not_before":"1970-01-01T00:00:00.000Z","reason":"delay","note":"",)"
              R"("crawl_delay_ms":0,"failures":0,"challenges":0,"urls":2,"refused_host_full":0,)"
              R"("refused_prefix_full":0,"refused_trap":0})");
    EXPECT_EQ(to_record(RobotsRecord{.valid_until = at(1), .body = "User-agent: *\n"}),
              "{\"standing\":\"known\",\"failure\":\"robots_unreadable\",\"reason\":\"\",\"valid_until\":"
              "\"1970-01-01T00:00:01.000Z\"}\n"
              "User-agent: *\n");
}

TEST(HostJson, KeepsEveryByteOfRobotsTxt) {
    const RobotsRecord robots{.standing = RobotsStanding::suspended,
                              .failure = FailureReason::timed_out,
                              .reason = "HTTP 503",
                              .valid_until = at(5),
                              .body = std::string{"\n\0\xFF\xB9 Disallow: /\r\n", 17}};
    EXPECT_EQ(parse_robots_record(to_record(robots)).value(), robots);
    EXPECT_EQ(parse_robots_record(to_record({})).value(), RobotsRecord{});
}

TEST(HostJson, RefusesWhatItDidNotWrite) {
    for (const auto* text :
         {"", "{}", "[]", R"({"id":0,"not_before":"1970-01-01T00:00:00.000Z","reason":"delay"})",
          R"({"id":1,"reason":"delay"})",
          R"({"id":1,"not_before":"1970-01-01T00:00:00.000Z","reason":"delay","outcome":"bored"})",
          R"({"id":1,"not_before":"1970-01-01T00:00:00.000Z","reason":"delay","failure":"bored"})",
          R"({"id":1,"not_before":"1970-01-01T00:00:00.000Z","reason":"tired"})"}) {
        EXPECT_FALSE(parse_host_json(text)) << text;
    }
    for (const auto* text : {"", "{}", "{}\n",
                             R"({"standing":"known"})"
                             "\n"})
        EXPECT_FALSE(parse_robots_record(text)) << text;
}

}  // namespace
}  // namespace ogi::model
