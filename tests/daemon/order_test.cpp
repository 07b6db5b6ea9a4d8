#include "daemon/control/order.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using base::ErrorCode;

struct Told {
    Order order;
    std::string_view target;
};

std::vector<Told> orders() {
    const RecrawlSelector selector{
        .agency = "甲 局", .year = 2020, .url = "http://a.example/?a=1&b", .source = "s"};
    return {
        {Recrawl{}, "/v1/recrawl?wait=0"},
        {Recrawl{.selector = selector, .wait = Wait::progress},
         "/v1/recrawl?wait=progress&agency=%E7%94%B2%20%E5%B1%80&url=http%3A%2F%2Fa.example%2F%3Fa%3D1%26b&"
         "source=s&year=2020"},
        {Recrawl{.selector = {}, .wait = Wait::to_end}, "/v1/recrawl?wait=1"},
        {Pause{}, "/v1/pause"},
        {Pause{"a.example:80"}, "/v1/pause?host=a.example%3A80"},
        {Resume{"a.example"}, "/v1/resume?host=a.example"},
        {SetLimits{{{"host_delay_ms", "1"}, {"level", "debug"}}}, "/v1/limits?host_delay_ms=1&level=debug"},
        {Reload{}, "/v1/reload"},
        {ImportRoster{}, "/v1/roster"},
        {Backup{.folder = "/var/backups/og id", .keep = 3},
         "/v1/store/backup?folder=%2Fvar%2Fbackups%2Fog%20id&keep=3"},
        {Backup{.folder = "/b", .keep = 0, .mark = "8:17"},
         "/v1/store/backup?folder=%2Fb&keep=0&mark=8%3A17"},
        {Compact{}, "/v1/store/compact"},
        {Prune{.only_tell = true}, "/v1/store/prune?dry_run=1"},
        {Prune{}, "/v1/store/prune?dry_run=0"},
        {RuleSuspect{"http://a.example/?a", SuspectRuling::drop},
         "/v1/suspects?url=http%3A%2F%2Fa.example%2F%3Fa&ruling=drop"},
        {ImportFiles{.files = {"/a"}, .marks = {"8:17"}}, "/v1/import?file=%2Fa&mark=8%3A17"},
        {ImportFiles{{"/a b.warc", "/c"}, "甲"}, "/v1/import?file=%2Fa%20b.warc&file=%2Fc&agency=%E7%94%B2"},
    };
}

TEST(Order, IsWrittenAsATarget) {
    for (const auto& [order, target] : orders()) EXPECT_EQ(to_target(order), target);
}

TEST(Order, SurvivesARoundTrip) {
    for (const auto& [order, target] : orders()) {
        const auto read = parse_order(target);
        ASSERT_TRUE(read) << target << ": " << read.error().context;
        EXPECT_EQ(read->index(), order.index()) << target;
        EXPECT_EQ(to_target(*read), target);
    }
}

TEST(Order, ThatIsNotUnderstoodIsRefused) {
    for (const char* target :
         {"/v1/recrawl?year=next", "/v1/recrawl?year=", "/v1/recrawl?year=0", "/v1/recrawl?agncy=a",
          "/v1/recrawl?wait=yes", "/v1/pause?hots=a.example", "/v1/pause?host=a%20b", "/v1/reload?now=1",
          "/v1/roster?agency=a", "/v1/pause?host=%zz", "/v1/store/backup", "/v1/store/backup?folder=here",
          "/v1/store/backup?folder=%2Fx&keep=-1", "/v1/import?file=%2Fa&mark=1&mark=2",
          "/v1/store/compact?now=1", "/v1/store/prune?dry_run=yes",
          // An empty selector is none that selects every page.
          "/v1/recrawl?agency=", "/v1/recrawl?url=", "/v1/recrawl?source", "/v1/reparse?agency=",
          "/v1/pause?host=", "/v1/resume?host=", "/v1/import?agency=", "/v1/recrawl?agency=a&agency=b"}) {
        const auto refused = parse_order(target);
        ASSERT_FALSE(refused) << target;
        EXPECT_EQ(refused.error().code, ErrorCode::usage) << target;
    }
    for (const char* target : {"/v1/pauses", "/v1/", "/", "/v1/reports", "x", ""})
        EXPECT_EQ(parse_order(target).error().code, ErrorCode::not_found) << target;
}

}  // namespace
}  // namespace ogi::daemon
