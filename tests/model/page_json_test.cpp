#include "model/page_json.h"

#include "samples.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::model {
namespace {

TEST(PageJson, IsTheseBytesWithEveryMemberSet) {
    EXPECT_EQ(to_json(full_page()),
              R"({"url":"http://a.example/2020.html","form":"col=1&webid=2","source":"示例县",)"
              R"("agency":"示例县财政局","role":"list","depth":2,"found_on":"http://a.example/",)"
              R"("link_text":"2020年\"年报\"","due_at":"2026-01-31T08:15:00.250Z",)"
              R"("visited_at":"2026-01-30T08:15:00.000Z","outcome":"challenged",)"
              R"("reason":"challenged","gone_reason":"sent_home","outcome_note":"HTTP 412",)"
              R"("failures":3,"unchanged":4,"seen_at":"2026-01-29T08:15:00.000Z",)"
              R"("content":"89abcdef","content_before":"cdef0123","flips":2,"history":{"looks":7,)"
              R"("changes_milli":1250,"quiet_s":864000,"lively_s":3600},"etag":"W/\"1-2\"",)"
              R"("last_modified":"Sun, 31 Jan 2021 00:00:00 GMT","snapshot":"0123abcd",)"
              R"("parts":[{"url":"http://a.example/2020_2.html","etag":"\"2\"",)"
              R"("last_modified":"Sun, 31 Jan 2021 00:00:00 GMT",)"
              R"("snapshot":"4567"},{"url":"http://a.example/2020_3.html","etag":"",)"
              R"("last_modified":"","snapshot":""}],"class":null,"reports":[{"agency":"示例县教育局",)"
              R"("year":2020},{"agency":"示例县教育局","year":2021}],"replaced":[{"agency":"示例县卫生局",)"
              R"("year":2019}],"flipped_at":"2026-01-28T08:15:00.000Z",)"
              R"("suspect":{"doubts":["cut_off","flapping"],"content":"456789ab","snapshot":"ab12",)"
              R"("since":"2026-01-27T08:15:00.000Z","same_since":"2026-01-28T08:15:00.000Z",)"
              R"("looks":2,"looks_in_doubt":3}})");
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
        R"("parts":[],"class":null,"reports":[],"replaced":[]})");
}

}  // namespace
}  // namespace ogi::model
