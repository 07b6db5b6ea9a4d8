#include "daemon/config/source_scope.h"

#include <gtest/gtest.h>

namespace ogi::daemon {
namespace {

using model::PageRole;

base::Url url(std::string_view text) {
    return base::Url::parse(text).value();
}

const SourceScope scope{{{"a", {url("http://www.a.example/"), url("http://a.example/gknb/index.html")}, ""},
                         {"a again", {url("http://a.example/zfxxgknb/2023/")}, ""},
                         {"port", {url("http://a.example:8080/")}, ""}}};

struct Case {
    std::string_view what;
    std::string_view page;
    std::string_view source;
    PageRole role;
    bool wanted;
};

TEST(SourceScope, WantsWhatAConfiguredSourceFoundOrCouldHaveFound) {
    for (const auto& [what, page, source, role, wanted] : {
             Case{"its own page", "http://a.example/1.html", "a", PageRole::report, true},
             Case{"its own page on a site it has moved from", "http://old.example/", "a", PageRole::entry,
                  true},
             Case{"a removed one's page on another site", "http://b.example/1.html", "b", PageRole::report,
                  false},
             Case{"a removed one's page on our site", "https://a.example/1.html", "b", PageRole::report,
                  true},
             Case{"a removed one's list on our site", "http://a.example/list/", "b", PageRole::list, true},
             Case{"a removed one's entry on our site", "http://a.example/other/", "b", PageRole::entry,
                  false},
             Case{"an entry of a source that has a new name", "http://a.example/zfxxgknb/2023/", "b",
                  PageRole::entry, true},
             Case{"the same host on another port", "http://a.example:8081/1.html", "b", PageRole::report,
                  false},
         }) {
        const model::Page candidate{.url = url(page), .source = std::string{source}, .role = role};
        EXPECT_EQ(scope.wants(candidate), wanted) << what;
    }
}

TEST(SourceScope, FindsTheSourceWhoseEntryIsNearest) {
    const auto named = [](std::string_view text) {
        const auto* source = scope.source_of(url(text));
        return source == nullptr ? "" : source->name;
    };
    EXPECT_EQ(named("http://a.example/zfxxgknb/2023/t1.html"), "a again");
    EXPECT_EQ(named("http://www.a.example/gknb/t1.html"), "a");
    EXPECT_EQ(named("http://a.example/somewhere.html"), "a");
    EXPECT_EQ(named("http://a.example:8080/gknb/"), "port");
    EXPECT_EQ(named("http://b.example/"), "");
}

}  // namespace
}  // namespace ogi::daemon
