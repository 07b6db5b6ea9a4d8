#include "daemon/crawl/paused.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using Names = std::vector<std::string>;

TEST(Paused, HoldsEverythingOrAHostOnEveryPortOrOnOne) {
    Paused paused;
    EXPECT_FALSE(paused.holds("a.example:80"));
    EXPECT_TRUE(paused.pause("a.example"));
    EXPECT_FALSE(paused.pause("a.example"));
    EXPECT_TRUE(paused.pause("b.example:8080"));
    EXPECT_TRUE(paused.holds("a.example:80"));
    EXPECT_TRUE(paused.holds("a.example:443"));
    EXPECT_TRUE(paused.holds("b.example:8080"));
    EXPECT_FALSE(paused.holds("b.example:80"));
    EXPECT_FALSE(paused.holds("www.a.example:80"));

    EXPECT_TRUE(paused.pause(""));
    EXPECT_TRUE(paused.everything());
    EXPECT_TRUE(paused.holds("c.example:80"));
    EXPECT_EQ(paused.names(), (Names{"*", "a.example", "b.example:8080"}));
    EXPECT_EQ(paused.lines().front(), R"({"paused":"*"})");
}

TEST(Paused, AHostThatWasPausedByNameStaysSoWhenEverythingGoesOn) {
    Paused paused;
    paused.pause("a.example");
    paused.pause("");
    EXPECT_TRUE(paused.resume(""));
    EXPECT_FALSE(paused.resume(""));
    EXPECT_TRUE(paused.holds("a.example:80"));
    EXPECT_TRUE(paused.resume("a.example"));
    EXPECT_FALSE(paused.resume("a.example"));
    EXPECT_EQ(paused.names(), Names{});
}

TEST(Paused, SurvivesARoundTrip) {
    Paused paused;
    for (const char* name : {"", "a.example", "[::1]:80", "b.example:8080"}) paused.pause(name);
    EXPECT_EQ(paused.text(), "*\n[::1]:80\na.example\nb.example:8080\n");
    EXPECT_EQ(Paused::parse(paused.text()).names(), paused.names());
    EXPECT_EQ(Paused::parse("").names(), Names{});
    EXPECT_EQ(Paused::parse("\n\na.example").names(), Names{"a.example"});
}

struct Written {
    std::string_view text;
    std::string_view name;
};

TEST(Paused, TakesAHostAsPeopleWriteIt) {
    for (const auto& [text, name] :
         {Written{"", ""}, Written{"www.a.example", "www.a.example"},
          Written{"WWW.A.example", "www.a.example"}, Written{"a.example:8080", "a.example:8080"},
          Written{"http://a.example/x/y.html", "a.example:80"}, Written{"https://a.example", "a.example:443"},
          Written{"127.0.0.1:80", "127.0.0.1:80"}, Written{"[::1]:80", "[::1]:80"},
          Written{"[::1]", "[::1]"}}) {
        const auto read = Paused::name_of(text);
        ASSERT_TRUE(read) << text << ": " << read.error().context;
        EXPECT_EQ(*read, name) << text;
    }
    for (std::string_view text : {"a.example/path", "a example", "http://a b/", "a%20b", "a.example:port",
                                  "user@a.example", "?", "*"}) {
        const auto refused = Paused::name_of(text);
        ASSERT_FALSE(refused) << text;
        EXPECT_EQ(refused.error().code, base::ErrorCode::usage);
    }
}

}  // namespace
}  // namespace ogi::daemon
