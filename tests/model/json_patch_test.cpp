#include "model/json_patch.h"

#include "json_patch_applier.h"
#include "model/revision_json.h"
#include "samples.h"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <functional>
#include <random>
#include <string>

namespace ogi::model {
namespace {

namespace json = boost::json;

std::string patch_of(const std::string& before, const std::string& after) {
    return json_patch(before, after).value();
}

// Applies our patch to `before` and expects `after`; and that it fits nothing else where it says anything.
void expect_leads(const std::string& before, const std::string& after) {
    const auto patch = json::parse(patch_of(before, after)).as_array();
    const auto made = apply_patch(json::parse(before), patch);
    ASSERT_TRUE(made) << before << "\n" << after << "\n" << json::serialize(patch);
    EXPECT_TRUE(same_json(*made, json::parse(after))) << json::serialize(*made) << "\n" << after;
    EXPECT_EQ(patch.empty(), same_json(json::parse(before), json::parse(after)));
}

TEST(JsonPatch, IsTheseBytes) {
    EXPECT_EQ(
        patch_of(R"({"a":1,"b/c":{"~":[1,2,3]},"d":true})", R"({"b/c":{"~":[1,5,3]},"d":true,"e":57.8374})"),
        R"([{"op":"test","path":"/a","value":1},{"op":"remove","path":"/a"},)"
        R"({"op":"test","path":"/b~1c/~0/1","value":2},{"op":"replace","path":"/b~1c/~0/1","value":5},)"
        R"({"op":"add","path":"/e","value":57.8374}])");
    EXPECT_EQ(patch_of("{}", "{}"), "[]");
}

TEST(JsonPatch, GrowsAndShrinksArraysInTheirMiddle) {
    const char* arrays[] = {
        "[]", "[1]", "[1,2]", "[2]", "[1,3,2]", "[1,2,1,2]", "[[1],{\"a\":[]}]", "[{\"a\":[0]},2]", "[null]"};
    for (const std::string before : arrays) {
        for (const std::string after : arrays)
            expect_leads("{\"x\":" + before + "}", "{\"x\":" + after + "}");
    }
}

json::value random_value(std::mt19937& random, int depth) {
    switch (random() % (depth > 3 ? 4 : 6)) {
        case 0:
            return nullptr;
        case 1:
            return static_cast<std::int64_t>(random() % 3);
        case 2:
            return random() % 2 == 0;
        case 3:
            return random() % 2 == 0 ? "a/b~" : "例";
        case 4: {
            json::array array;
            for (auto count = random() % 4; count > 0; --count)
                array.push_back(random_value(random, depth + 1));
            return array;
        }
        default: {
            json::object object;
            for (auto count = random() % 4; count > 0; --count)
                object[std::string(1, static_cast<char>('a' + random() % 4)) + "/~"] =
                    random_value(random, depth + 1);
            return object;
        }
    }
}

TEST(JsonPatch, LeadsFromAnyObjectToAnyOther) {
    std::mt19937 random{6902};
    for (int i = 0; i < 3'000; ++i) {
        json::object before, after;
        before["x"] = random_value(random, 0), after["x"] = random_value(random, 0);
        expect_leads(json::serialize(before), json::serialize(after));
    }
}

TEST(JsonPatch, LeadsFromOneRevisionToTheOtherAndFitsNoThird) {
    const ReportState state{{"示例县财政局", 2020}, 3, "http://a.example/", {}};
    using Edit = std::function<void(Report&)>;
    const Edit edits[] = {
        [](Report& r) { r.cells["a.fee"].value = Decimal::parse("57.8375"); },
        [](Report& r) { r.cells.erase("a.items"); },
        [](Report& r) { r.cells["z.new"] = r.cells["a.fee"]; },
        [](Report& r) { r.checks.erase(r.checks.begin()); },
        [](Report& r) {
            r.sections.insert(r.sections.begin(), {7, "新", "文字"});
        },
        [](Report& r) { r.stat_tables.clear(); },
        [](Report& r) { r.published.reset(); },
    };
    auto third = full_revision();
    third.report.title = "另一份报告", third.report.cells["a.fee"].value = Decimal::whole(3);
    third.report.checks.clear(), third.report.sections.clear(), third.report.published.reset();
    third.report.cells.erase("a.items"), third.report.cells["z.new"], third.report.stat_tables.clear();
    for (const auto& edit : edits) {
        auto after = full_revision();
        ++after.number;
        after.content_digest = "89ab";
        edit(after.report);
        expect_leads(to_json(full_revision(), state), to_json(after, state));
        const auto patch =
            json::parse(patch_of(to_json(full_revision(), state), to_json(after, state))).as_array();
        auto other = third;
        other.number = 9;
        EXPECT_FALSE(apply_patch(json::parse(to_json(other, state)), patch));
    }
}

TEST(JsonPatch, RefusesWhatIsNoObject) {
    EXPECT_FALSE(json_patch("[]", "{}"));
    EXPECT_FALSE(json_patch("{}", "{"));
}

}  // namespace
}  // namespace ogi::model
