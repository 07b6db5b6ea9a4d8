#include "daemon/web/links.h"

#include "daemon/answers/name_segment.h"
#include "daemon/api/request_target.h"
#include "daemon/web/twins.h"
#include "tests/daemon/odd_names.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::daemon {
namespace {

// What a request for such an address is about: name and form.
std::pair<std::string, Form> read(const std::string& link, std::size_t at) {
    auto target = read_request_target(link);
    if (!target) return {"refused: " + link, Form::html};
    auto path = std::move(target->path);
    const auto form = take_ending(path.back());
    return {name_in_segment(path.at(at)), form};
}

TEST(Links, EveryNameOfAnAgencyIsItselfAgainBehindItsAddress) {
    for (const auto name : odd_names) {
        const auto link = page_link(Language::zh, agency_path(name));
        EXPECT_EQ(read(link, 2), (std::pair{std::string{name}, Form::html})) << link;
        EXPECT_EQ(read(link + ".json", 2), (std::pair{std::string{name}, Form::json})) << link;
        EXPECT_EQ(read(link + ".csv?a=b", 2), (std::pair{std::string{name}, Form::csv})) << link;
    }
}

TEST(Links, EveryNameOfAnAgencyIsItselfAgainInTheAddressOfItsReport) {
    for (const auto name : odd_names) {
        const auto link = page_link(Language::en, report_path(name, 2020));
        EXPECT_EQ(read(link, 2), (std::pair{std::string{name}, Form::html})) << link;
        EXPECT_EQ(read(link + "/diff.csv", 2), (std::pair{std::string{name}, Form::csv})) << link;
        EXPECT_EQ(read_request_target(link)->path.back(), "2020") << link;
    }
}

TEST(Links, NoTwoNamesHaveOneAddress) {
    for (const auto name : odd_names)
        for (const auto other : odd_names)
            EXPECT_EQ(agency_path(name) == agency_path(other), name == other) << name << " " << other;
}

TEST(Links, OnlyNamesThatNeedItAreMarked) {
    EXPECT_EQ(agency_path("甲~"), "/agencies/%E7%94%B2~");
    EXPECT_EQ(agency_path("甲.xlsx"), "/agencies/%E7%94%B2.xlsx");
    EXPECT_EQ(agency_path("a.json"), "/agencies/a.json~");
    EXPECT_EQ(agency_path(".."), "/agencies/..~");
}

}  // namespace
}  // namespace ogi::daemon
