#include "daemon/answers/source_lines.h"

#include "daemon/crawl/due.h"
#include "small_store.h"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace ogi::daemon {
namespace {

base::Url url(std::string_view text) {
    return base::Url::parse(text).value();
}

std::vector<boost::json::object> told(const storage::Store* store, const SourceScope& scope) {
    std::vector<boost::json::object> lines;
    EXPECT_TRUE(tell_sources(store, scope, [&](std::string_view line) {
        lines.push_back(boost::json::parse(line).as_object());
        return true;
    }));
    return lines;
}

std::string kind(std::string_view entry) {
    const SourceScope scope{{{"s", {url(entry)}, ""}}};
    return told(nullptr, scope).at(0).at("kind").as_string().c_str();
}

TEST(SourceLines, TellWhatWasFoundUnderEachSource) {
    SmallStore small;
    small.report("甲局", 2019, 1, "http://a.example/2019");
    small.report("甲局", 2020, 2, "http://a.example/2020");
    small.report("乙局", 2020, 3, "http://b.example/2020");
    small.report("丙局", 2020, 3, "http://nobody.example/");
    storage::Commit commit;
    const auto page = [&](std::string_view text, std::string source, base::UtcTime due) {
        commit.pages.push_back({.url = url(text), .source = std::move(source), .due_at = due});
    };
    const base::UtcTime later{std::chrono::hours{24}};
    page("http://a.example/", "a", due_on_demand);
    page("http://a.example/2019", "a", later);
    page("http://a.example/2020", "a", later);
    page("http://b.example/2020", "b", later);
    commit.pages[0].visited_at = base::UtcTime{std::chrono::hours{1}};
    commit.pages[0].outcome = model::VisitOutcome::unchanged;
    ASSERT_TRUE(small.store().commit(std::move(commit)));

    const SourceScope scope{{{"a", {url("http://a.example/"), url("http://a.example/new/")}, "甲局"},
                             {"c", {url("http://c.example/")}, ""}}};
    const auto lines = told(&small.store(), scope);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_EQ(lines[0].at("source").as_string(), "a");
    EXPECT_EQ(lines[0].at("agencies").to_number<int>(), 1);
    EXPECT_EQ(lines[0].at("reports").to_number<int>(), 2);
    EXPECT_EQ(lines[0].at("agency").as_string(), "甲局");
    EXPECT_EQ(lines[0].at("outcome").as_string(), "unchanged");
    EXPECT_EQ(lines[0].at("visited_at").as_string(), "1970-01-01T01:00:00.000Z");
    EXPECT_TRUE(lines[0].at("asked_for").as_bool());
    EXPECT_EQ(lines[1].at("entry").as_string(), "http://a.example/new/");
    EXPECT_TRUE(lines[1].at("due_at").is_null());
    EXPECT_TRUE(lines[1].at("outcome").is_null());
    EXPECT_EQ(lines[2].at("reports").to_number<int>(), 0);
}

TEST(SourceLines, TellWhatAnEntryIsByItsAddress) {
    EXPECT_EQ(kind("http://a.example/"), "home");
    EXPECT_EQ(kind("http://a.example/index.html"), "home");
    EXPECT_EQ(kind("http://a.example/zwgk/zfxxgknb/"), "list");
    EXPECT_EQ(kind("http://a.example/public/column/24601?type=3"), "list");
    EXPECT_EQ(kind("http://a.example/OpennessAnnualReport/show/1.html"), "report");
    EXPECT_EQ(kind("http://a.example/a/t1_2.html"), "page");
}

}  // namespace
}  // namespace ogi::daemon
