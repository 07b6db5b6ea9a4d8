#include "model/change_json.h"

#include "samples.h"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <string>

namespace ogi::model {
namespace {

constexpr std::string_view source = "urn:ogid:00112233445566778899aabbccddeeff";

Change full_change() {
    Change change;
    change.sequence = 18'446'744'073'709'551'615U;
    change.type = ChangeType::revised;
    change.key = {"示例县财政局", 2020};
    change.observed_at = at("2026-01-31T08:15:00.250Z");
    change.source_url = "http://a.example/2020.html";
    change.revision = 2;
    change.cells = {
        {"a.amount",
         {CellKind::number, Decimal::parse("57.8374"), "57.8374", "万元", Place{{10, 20}, 1, 2, 3}},
         {CellKind::number, Decimal::parse("73802895.90"), "73802895.90", "元", Place{{11, 24}}},
         {"x.sum", "y.sum"},
         {"z.sum"},
         ChangeSeverity::grave},
        {"a.items",
         {CellKind::blank, {}, "", "件", {}},
         {CellKind::number, Decimal::whole(-8), "-8", "件", {}}},
        {"a.note", {CellKind::text, {}, "无", "", {}}, {}}};
    change.aspects = {"title", "text"};
    change.reason = GoneReason::sent_home;
    change.agency_id = "a-0123456789abcdef";
    change.filed_as = "示例/县财政局";
    change.cause = Cause::reparse;
    change.change_class = ChangeClass::page_template;
    return change;
}

TEST(ChangeJson, SurvivesARoundTripWithEveryMemberSet) {
    for (const auto type : {ChangeType::added, ChangeType::revised, ChangeType::withdrawn,
                            ChangeType::restored, ChangeType::reinterpreted}) {
        auto change = full_change();
        change.type = type;
        const auto read = parse_change_json(to_json(change, source));
        ASSERT_TRUE(read) << read.error().context;
        EXPECT_EQ(*read, change);
    }
}

TEST(ChangeJson, IsTheseBytes) {
    Change change;
    change.sequence = 7;
    change.type = ChangeType::revised;
    change.key = {"示例县", 2020};
    change.observed_at = at("2026-01-31T08:15:00.250Z");
    change.source_url = "http://a.example/";
    change.revision = 2;
    change.cells = {{"a.b",
                     {CellKind::number, Decimal::whole(36), "36", "件", Place{{5, 7}, 0, 1, 2}},
                     {CellKind::number, Decimal::parse("57.8374"), "57.8374", "件", {}},
                     {"b.sum"},
                     {},
                     ChangeSeverity::notable}};
    change.aspects = {"title"};
    change.change_class = ChangeClass::value;
    EXPECT_EQ(to_json(change, source),
              R"({"specversion":"1.0","id":"7","source":"urn:ogid:00112233445566778899aabbccddeeff",)"
              R"("type":"cn.ogid.report.revised","subject":"示例县/2020","time":"2026-01-31T08:15:00.250Z",)"
              R"("datacontenttype":"application/json","sequence":"7","data":{"agency":"示例县","year":2020,)"
              R"("source_url":"http://a.example/","revision":2,"cause":"source","class":"value",)"
              R"("cells":[{"id":"a.b","old":36,"new":57.8374,)"
              R"("old_kind":"number","old_raw":"36","old_unit":"件",)"
              R"("old_at":{"bytes":[5,7],"grid":0,"row":1,"column":2},"new_kind":"number",)"
              R"("new_decimal":"57.8374","new_raw":"57.8374","new_unit":"件","op":"set","broke":["b.sum"],)"
              R"("severity":"notable"}],"aspects":["title"]}})");
}

TEST(ChangeJson, ReadsLinesThatWereWrittenBeforeCauseAndClassWere) {
    const auto read = parse_change_json(
        R"({"specversion":"1.0","id":"7","source":"urn:ogid:00","type":"cn.ogid.report.revised",)"
        R"("subject":"示例县/2020","time":"2026-01-31T08:15:00.250Z","datacontenttype":"application/json",)"
        R"("sequence":"7","data":{"agency":"示例县","year":2020,"source_url":"http://a.example/",)"
        R"("revision":2,"cells":[{"id":"a.b","old":36,"new":57,"old_kind":"number","old_raw":"36",)"
        R"("old_unit":"件","new_kind":"number","new_raw":"57","new_unit":"件"}],"aspects":[]}})");
    ASSERT_TRUE(read) << read.error().context;
    EXPECT_EQ(read->cause, Cause::source);
    EXPECT_EQ(read->change_class, std::nullopt);
    EXPECT_EQ(read->cells.at(0).severity, std::nullopt);
    EXPECT_TRUE(read->cells[0].broke.empty());
}

// CloudEvents 1.0 §3: required attributes are strings that are not empty, extension names are lower-case
// letters and digits.
TEST(ChangeJson, IsACloudEvent) {
    const auto value = boost::json::parse(to_json(full_change(), source));
    const auto& event = value.as_object();
    EXPECT_EQ(event.at("specversion").as_string(), "1.0");
    for (const char* required : {"id", "source", "type"}) {
        ASSERT_TRUE(event.contains(required)) << required;
        EXPECT_FALSE(event.at(required).as_string().empty()) << required;
    }
    for (const auto& [name, attribute] : event) {
        const std::string_view letters{name.data(), name.size()};
        EXPECT_EQ(letters.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"), std::string_view::npos)
            << letters;
        EXPECT_TRUE(letters == "data" || attribute.is_string()) << letters;
    }
    EXPECT_TRUE(event.at("data").is_object());
    EXPECT_EQ(event.at("sequence").as_string(), "18446744073709551615");
    EXPECT_EQ(event.at("subject").as_string(), "示例县财政局/2020");
}

TEST(ChangeJson, RefusesWhatIsNoChange) {
    const auto whole = to_json(full_change(), source);
    const auto refused = [&](std::string_view from, std::string_view to) {
        auto json = whole;
        const auto place = json.find(from);
        EXPECT_NE(place, std::string::npos) << from;
        json.replace(place, from.size(), to);
        const auto read = parse_change_json(json);
        return read ? "taken: " + std::string{to} : read.error().context;
    };
    EXPECT_EQ(refused(R"("sequence":"1844)", R"("sequence":"x1844)"), "a change without a sequence");
    EXPECT_EQ(refused(R"("sequence":"1844)", R"("sequence":"11844)"), "a change without a sequence");
    EXPECT_EQ(refused("report.revised", "report.burnt"), "a change without a known type or a time");
    EXPECT_EQ(refused("2026-01-31T", "2026-02-31T"), "a change without a known type or a time");
    EXPECT_EQ(refused(R"("old_kind":"blank")", R"("old_kind":"empty")"),
              R"(old_kind has the unknown value "empty")");
    EXPECT_EQ(refused(R"("cells":[)", R"("cells":[0,)"), "a changed cell is no object");
    EXPECT_EQ(refused(R"("new":-8)", R"("new":null)"), "a change with an unreadable figure");
    EXPECT_EQ(refused(R"("old_decimal":"57.8374")", R"("old_decimal":"57,8374")"),
              "a change with an unreadable figure");
    EXPECT_FALSE(parse_change_json(""));
    EXPECT_FALSE(parse_change_json("{}"));
}

}  // namespace
}  // namespace ogi::model
