#include "model/page_json.h"

#include "samples.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::model {
namespace {

TEST(PageJson, SurvivesARoundTripWithEveryMemberSet) {
    const auto page = full_page();
    const auto read = parse_page_json(to_json(page));
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ(*read, page);
}

TEST(PageJson, IsTheseBytesForAPageJustFound) {
    const Page page{.url = base::Url::parse("http://a.example/").value(),
                    .source = "s",
                    .role = PageRole::entry,
                    .due_at = at("1970-01-01T00:00:00.000Z")};
    const auto json = to_json(page);
    EXPECT_EQ(
        json,
        R"({"url":"http://a.example/","form":"","source":"s","agency":"","role":"entry","depth":0,"found_on":"",)"
        R"("link_text":"","due_at":"1970-01-01T00:00:00.000Z","visited_at":null,"outcome":null,)"
        R"("reason":null,"gone_reason":null,"outcome_note":"","failures":0,"unchanged":0,"seen_at":null,"content":"",)"
        R"("content_before":"","flips":0,"history":{"looks":0,"changes_milli":0,"quiet_s":0,"lively_s":0},)"
        R"("etag":"","last_modified":"","snapshot":"",)"
        R"("parts":[],"reports":[],"replaced":[]})");
    EXPECT_EQ(parse_page_json(json).value(), page);
}

TEST(PageJson, RefusesWhatIsNoPage) {
    const auto refused = [](std::string_view line) { return parse_page_json(line).error().context; };
    EXPECT_TRUE(refused("").starts_with("not JSON"));
    EXPECT_TRUE(refused(R"({"url":"http://a.example/")").starts_with("not JSON"));
    EXPECT_EQ(refused("[]"), "not a JSON object");
    EXPECT_EQ(refused(R"({"url":""})"), "not an absolute URL: ");
    EXPECT_EQ(refused(R"({"url":"http://a.example/","role":"portal"})"),
              R"(role has the unknown value "portal")");
    EXPECT_EQ(refused(R"({"url":"http://a.example/","role":"list","due_at":"soon"})"),
              "a page without due_at");
    EXPECT_EQ(refused(R"({"url":"http://a.example/","role":"list","due_at":"1970-01-01T00:00:00.000Z",)"
                      R"("outcome":"lost"})"),
              R"(outcome has the unknown value "lost")");
    EXPECT_EQ(refused(R"({"url":"http://a.example/","role":"list","due_at":"1970-01-01T00:00:00.000Z",)"
                      R"("outcome":"failed","reason":"fate"})"),
              R"(reason has the unknown value "fate")");
    EXPECT_EQ(refused(R"({"url":"http://a.example/","role":"list","due_at":"1970-01-01T00:00:00.000Z",)"
                      R"("suspect":{"doubts":["moon"],"since":"2026-01-31T08:15:00.250Z",)"
                      R"("same_since":"2026-01-31T08:15:00.250Z"}})"),
              R"(doubts have the unknown value "moon")");
    EXPECT_EQ(refused(R"({"url":"http://a.example/","role":"list","due_at":"1970-01-01T00:00:00.000Z",)"
                      R"("suspect":{"doubts":["away"]}})"),
              "a suspect without its times");
}

}  // namespace
}  // namespace ogi::model
