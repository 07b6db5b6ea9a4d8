#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace ogi::base {
namespace {

TEST(JsonWriter, KeepsTheOrderOfItsCalls) {
    JsonWriter json;
    json.begin_object().field("z", 1).field("a", 2).key("m").null().end_object();
    EXPECT_EQ(json.text(), R"({"z":1,"a":2,"m":null})");
}

TEST(JsonWriter, NestsObjectsAndArrays) {
    JsonWriter json;
    json.begin_array().begin_object().end_object().begin_array().end_array().value(1);
    json.begin_object().key("rows").begin_array().begin_array().value("a").null().end_array();
    json.begin_array().end_array().end_array().field("last", true).end_object().end_array();
    EXPECT_EQ(json.text(), R"([{},[],1,{"rows":[["a",null],[]],"last":true}])");
}

struct Escaped {
    std::string_view text;
    std::string_view json;
};

TEST(JsonWriter, EscapesWhatJsonWillNotHoldAndNothingElse) {
    const Escaped cases[] = {
        {"", R"("")"},
        {"\"", R"("\"")"},
        {"\\", R"("\\")"},
        {"/", R"("/")"},
        {"a\nb\tc\rd", R"("a\nb\tc\rd")"},
        {std::string_view{"\0", 1}, R"("\u0000")"},
        {"\x01\x0B\x1F", R"("\u0001\u000b\u001f")"},
        {"\x7F", "\"\x7F\""},
        {"政府信息 U+2028 \xE2\x80\xA8", "\"政府信息 U+2028 \xE2\x80\xA8\""},
        {"𠮷", "\"𠮷\""},
    };
    for (const auto& [text, expected] : cases) {
        JsonWriter json;
        json.value(text);
        EXPECT_EQ(json.text(), expected);
    }
}

TEST(JsonWriter, EscapesWhereverInALongTextItStands) {
    for (std::size_t before = 0; before < 40; ++before) {
        const std::string plain(before, 'x');
        EXPECT_EQ(JsonWriter{}.value(plain + "\"\n" + plain).text(), "\"" + plain + "\\\"\\n" + plain + "\"");
        EXPECT_EQ(JsonWriter{}.value(plain + "\x1F政").text(), "\"" + plain + "\\u001f政\"");
    }
}

TEST(JsonWriter, EscapesKeysToo) {
    JsonWriter json;
    json.begin_object().field("a\"b", "c").end_object();
    EXPECT_EQ(json.text(), R"({"a\"b":"c"})");
}

TEST(JsonWriter, WritesNumbersWhole) {
    JsonWriter json;
    json.begin_array().value(-1).value(std::numeric_limits<std::int64_t>::min());
    json.value(std::numeric_limits<std::uint64_t>::max()).raw("73802895.90").end_array();
    EXPECT_EQ(json.text(), "[-1,-9223372036854775808,18446744073709551615,73802895.90]");
}

TEST(JsonWriter, WritesATextLiteralAsTextAndATruthAsTruth) {
    JsonWriter json;
    json.begin_array().value("true").value(true).value(false).end_array();
    EXPECT_EQ(json.text(), R"(["true",true,false])");
}

TEST(JsonWriter, WritesWhatIsThereOrNull) {
    JsonWriter json;
    json.begin_array().value_or_null(std::optional{7}).value_or_null(std::optional<int>{}).end_array();
    EXPECT_EQ(json.take(), "[7,null]");
}

}  // namespace
}  // namespace ogi::base
