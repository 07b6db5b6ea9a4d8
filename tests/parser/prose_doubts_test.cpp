#include "parser/prose_doubts.h"

#include "base/utf8.h"
#include "parser/prose_checks.h"
#include "parser/statements.h"
#include "tests/parser/documents.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace ogi::parser {
namespace {

constexpr auto none = std::string_view::npos;

CellMap figures() {
    CellMap cells;
    for (const auto& [id, value] :
         {std::pair{"requests.new_received.total", 72}, std::pair{"requests.carried_in.total", 2},
          std::pair{"requests.total_processed.total", 72}, std::pair{"requests.granted.total", 43},
          std::pair{"requests.partially_granted.total", 0},
          std::pair{"requests.denied_state_secret.total", 18}, std::pair{"requests.unable_no_info.total", 2},
          std::pair{"reconsideration.total", 7}, std::pair{"litigation.direct.total", 20},
          std::pair{"litigation.after_reconsideration.total", 7},
          std::pair{"disclosure.normative_document.issued", 3},
          std::pair{"disclosure.normative_document.in_force", 216}}) {
        cells[id] = {.kind = model::CellKind::number,
                     .value = model::Decimal::whole(value),
                     .raw = {},
                     .unit = "件",
                     .at = {}};
    }
    return cells;
}

std::vector<model::Check> checks_of(std::string_view sentence) {
    const auto document = text_document("一、总体情况\n" + std::string{sentence} + "\n");
    return check_prose(read_statements(document, join_prose(document, {})), figures(),
                       model::Generation::form_2021);
}

std::vector<std::string> with(model::CheckOutcome outcome, std::string_view sentence) {
    std::vector<std::string> ids;
    for (const auto& check : checks_of(sentence))
        if (check.outcome == outcome) ids.push_back(check.id);
    return ids;
}

using Ids = std::vector<std::string>;

TEST(ProseDoubts, AFigureThatCountsSomethingElseIsNoContradiction) {
    for (const std::string_view sentence : {
             "截至2023年底，累计收到政府信息公开申请172件。",
             "1至6月收到政府信息公开申请36件，7至12月36件。",
             "第一季度收到政府信息公开申请18件。",
             "上半年收到政府信息公开申请36件，答复30件。",
             "指导全县各单位办理政府信息公开申请372件。",
             "督促所属单位，共办理政府信息公开申请372件。",
             "县水利局收到政府信息公开申请7件，县教育局8件。",
             "收到依申请公开意见建议122件。",
             "收到省政府转来政府信息公开申请2件。",
             "收到上级交办的政府信息公开申请4件，均已答复。",
             "本机关受理行政复议申请84件，依法公开政府信息。",
             "没有发生针对本部门有关政府信息公开事务的行政诉讼投诉举报。",
             "全县清理后现行有效规范性文件276件。",
         }) {
        EXPECT_EQ(with(model::CheckOutcome::violated, sentence), Ids{}) << sentence;
    }
}

TEST(ProseDoubts, AQuoteOfSeveralAgenciesIsCutAtACharacter) {
    for (int more = 60; more < 90; ++more) {
        std::string sentence = "县水利局收到政府信息公开申请7件，县教育局8件" + std::string(more % 3, 'x');
        for (int i = 0; i < more; ++i) sentence += "字";
        const auto document = text_document(sentence + "。");
        for (const auto& statement : read_statements(document, join_prose(document, {})))
            EXPECT_TRUE(base::is_valid_utf8(statement.quote)) << statement.quote;
    }
}

TEST(ProseDoubts, ADoubtfulFigureThatAgreesIsTold) {
    const auto checks = checks_of("2023年，累计收到政府信息公开申请72件。");
    ASSERT_EQ(checks.size(), 1u);
    EXPECT_EQ(checks[0].outcome, model::CheckOutcome::holds);
}

TEST(ProseDoubts, ADoubtfulFigureThatDisagreesSaysWhyItIsNotCompared) {
    const auto checks = checks_of("截至2023年底，累计收到政府信息公开申请172件。");
    ASSERT_EQ(checks.size(), 1u);
    EXPECT_EQ(checks[0].outcome, model::CheckOutcome::not_assessable);
    EXPECT_EQ(checks[0].note, "it may count something else: 累计收到政府信息公开申请172件");
}

TEST(ProseDoubts, ThePartOfTheSentenceThatAgreesIsTheReading) {
    for (const auto& [sentence, id] :
         {std::pair{"2023年，全县共收到政府信息公开申请113件，其中县政府本级72件、各部门41件。",
                    "prose.requests.new_received"},
          std::pair{"全县共发生行政诉讼案件115件，其中涉及政府信息公开27件。", "prose.litigation.total"},
          std::pair{"本级行政复议机关受理行政复议申请84件，其中政府信息公开类7件。",
                    "prose.reconsideration.total"}}) {
        EXPECT_EQ(with(model::CheckOutcome::violated, sentence), Ids{}) << sentence;
        EXPECT_EQ(with(model::CheckOutcome::holds, sentence), Ids{id}) << sentence;
    }
}

TEST(ProseDoubts, APartThatDisagreesContradicts) {
    EXPECT_EQ(with(model::CheckOutcome::violated, "全县共发生行政诉讼案件115件，其中涉及政府信息公开29件。"),
              Ids{"prose.litigation.total"});
    EXPECT_EQ(with(model::CheckOutcome::violated,
                   "2023年，全县共收到政府信息公开申请113件，其中县政府本级71件、各部门42件。"),
              Ids{"prose.requests.new_received"});
}

TEST(ProseDoubts, APlainFigureStillContradicts) {
    for (const auto& [sentence, id] :
         {std::pair{"全年收到政府信息公开申请77件。", "prose.requests.new_received"},
          std::pair{"2023年1月1日至12月31日，收到政府信息公开申请77件。", "prose.requests.new_received"},
          std::pair{"1至12月收到政府信息公开申请77件。", "prose.requests.new_received"},
          std::pair{"全年累计收到政府信息公开申请77件。", "prose.requests.new_received"},
          std::pair{"上半年举办培训，全年收到政府信息公开申请77件。", "prose.requests.new_received"},
          std::pair{"因政府信息公开引起的行政复议10件。", "prose.reconsideration.total"},
          std::pair{"全年共答复申请81件。", "prose.requests.total_processed"},
          std::pair{"予以公开46件。", "prose.requests.granted"},
          std::pair{"均已办结政府信息公开申请。予以公开46件。", "prose.requests.granted"},
          std::pair{"制发规范性文件3件，现行有效218件。", "prose.disclosure.normative_document.in_force"}}) {
        EXPECT_EQ(with(model::CheckOutcome::violated, sentence), Ids{id}) << sentence;
    }
}

TEST(ProseDoubts, AnOutcomeBehindOtherMatterIsNotOfApplications) {
    EXPECT_TRUE(checks_of("审核拟公开政府信息60件。予以公开46件。").empty());
}

TEST(ProseDoubts, PartsOfTheYearAreToldFromItsBounds) {
    for (const std::string_view text :
         {"1至6月", "截至6月底", "11至12月", "12月", "九月", "上半年", "7月1日至12月31日"})
        EXPECT_NE(find_doubt(text), none) << text;
    for (const std::string_view text :
         {"1月1日至12月31日", "1-12月", "1月至12月", "截至12月", "截至12月底", "每月", "3个月内"})
        EXPECT_EQ(find_doubt(text), none) << text;
}

}  // namespace
}  // namespace ogi::parser
