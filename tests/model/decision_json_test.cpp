#include "model/decision_json.h"

#include "samples.h"

#include <gtest/gtest.h>

namespace ogi::model {
namespace {

constexpr std::string_view correction =
    R"({"id":"d-1","at":"2026-02-01T08:00:00.000Z","by":"王某","reason":"漏一位","kind":"cell.correct",)"
    R"("agency":"示例县财政局","year":2020,"cell":"a.fee",)"
    R"("printed":{"kind":"number","value":1.5,"decimal":"1.5","raw":"1.5"},)"
    R"("right":{"kind":"number","value":15}})";

TEST(DecisionJson, IsTheseBytesAndComesBack) {
    for (const auto line :
         {correction,
          std::string_view{
              R"({"id":"d-2","at":"2026-02-01T08:00:00.000Z","by":"a","reason":"b","kind":"agency.rename",)"
              R"("agency":"甲","name":"乙","from":"2019-03-01","to":"2023-01-01"})"},
          std::string_view{
              R"({"id":"d-3","at":"2026-02-01T08:00:00.000Z","by":"a","reason":"b","kind":"agency.split",)"
              R"("agency":"甲","name":"乙","years":{"first":2015,"last":2018},"url":"http://a.example/"})"},
          std::string_view{
              R"({"id":"d-4","at":"2026-02-01T08:00:00.000Z","by":"a","reason":"b","kind":"revoke",)"
              R"("revokes":"d-3"})"},
          std::string_view{
              R"({"id":"d-5","at":"2026-02-01T08:00:00.000Z","by":"a","reason":"b","kind":"doubt.confirm",)"
              R"("agency":"甲","year":2020,"cell":"a.b","printed":{"kind":"blank","value":null}})"}}) {
        const auto read = parse_decision_json(line);
        ASSERT_TRUE(read) << read.error().context;
        EXPECT_EQ(to_json(*read), line);
    }
}

TEST(DecisionJson, RefusesWhatItsKindLacks) {
    const std::pair<const char*, const char*> cases[] = {
        {R"({"kind":"revoke","by":"a","reason":"b"})", "revoke needs revokes"},
        {R"({"kind":"revoke","reason":"b","revokes":"d-1"})", "by is missing: who decides"},
        {R"({"kind":"revoke","by":"a","revokes":"d-1"})", "reason is missing: why"},
        {R"({"by":"a"})", "kind is missing"},
        {R"({"kind":"agency.merge","by":"a","reason":"b","agency":"甲","name":"甲"})",
         "agency.merge needs name, other than agency"},
        {R"({"kind":"agency.rename","by":"a","reason":"b","agency":"甲","name":"乙"})",
         "agency.rename needs from or to"},
        {R"({"kind":"agency.split","by":"a","reason":"b","agency":"甲","name":"乙"})",
         "agency.split needs years or url"},
        {R"({"kind":"agency.split","by":"a","reason":"b","agency":"甲","name":"乙","years":{"first":2019,"last":2018}})",
         "years must have first, last or both, the later one last"},
        {R"({"kind":"cell.correct","by":"a","reason":"b","agency":"甲","year":2020,"cell":"a.b"})",
         "cell.correct needs right"},
        {R"({"kind":"cell.correct","by":"a","reason":"b","agency":"甲","year":2020,"cell":"a.b","right":{"kind":"number"}})",
         "right is a number without a value"},
        {R"({"kind":"doubt.confirm","by":"a","reason":"b","agency":"甲","check":"c"})",
         "doubt.confirm needs year"},
    };
    for (const auto& [line, message] : cases) {
        const auto read = parse_decision_json(line);
        ASSERT_FALSE(read) << line;
        EXPECT_EQ(read.error().context, message);
    }
}

TEST(DecisionJson, KeepsAKindOfANewerVersion) {
    const auto read =
        parse_decision_json(R"({"id":"d-9","at":"2026-02-01T08:00:00.000Z","kind":"cell.annotate"})");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->kind, DecisionKind::unknown);
    EXPECT_EQ(read->kind_word, "cell.annotate");
}

TEST(DecisionId, IsTheSameForTheSameDecisionAlone) {
    auto decision = parse_decision_json(correction).value();
    const auto id = decision_id(decision);
    EXPECT_EQ(id.size(), 18U);
    decision.id = "other";
    EXPECT_EQ(decision_id(decision), id);
    decision.by = "李某";
    EXPECT_NE(decision_id(decision), id);
}

TEST(Figure, IsPrintedWhereKindAndValueAgree) {
    const Cell number{CellKind::number, Decimal::whole(12), "12 件", "件", {}};
    const Cell words{CellKind::text, {}, "无", "", {}}, blank{CellKind::blank, {}, "", "", {}};
    EXPECT_TRUE(prints(number, {CellKind::number, Decimal::whole(12), "12"}));
    EXPECT_FALSE(prints(number, {CellKind::number, Decimal::whole(21), "12 件"}));
    EXPECT_FALSE(prints(blank, {CellKind::number, Decimal::whole(0)}));
    EXPECT_TRUE(prints(blank, {CellKind::blank}));
    EXPECT_TRUE(prints(words, {CellKind::text, {}, "无"}));
    EXPECT_FALSE(prints(words, {CellKind::text, {}, "零"}));
}

}  // namespace
}  // namespace ogi::model
