#include "parser/anomalies.h"

#include "parser/sections.h"
#include "tests/parser/documents.h"

#include <gtest/gtest.h>

namespace ogi::parser {
namespace {

std::vector<std::string> codes_of(std::string_view text) {
    const auto document = text_document(text);
    std::vector<std::string> codes;
    for (const auto& anomaly : find_anomalies(document, read_sections(document, join_prose(document, {}))))
        codes.push_back(anomaly.code);
    return codes;
}

using Codes = std::vector<std::string>;

TEST(Anomalies, AnOrdinaryReportHasNone) {
    EXPECT_TRUE(codes_of("一、总体情况\n2020年，我局公开政府信息12条，印发文件3份（含转发1份），受理申请件均"
                         "已办结。\n二、主动公开情况\n无。")
                    .empty());
}

TEST(Anomalies, AreNamedByTheirKind) {
    struct Case {
        std::string_view text;
        std::string_view code;
    };
    for (const auto& [text, code] : {
             Case{"一、总体情况\n这一项主要报告本机关上一年度工作总体情况。", "template_text"},
             Case{"一、总体情况\n甲。\n一、概述\n乙。", "duplicate_section"},
             Case{"一、总体情况\n进驻服务中心，2019年办件。", "missing_number"},
             Case{"一、总体情况\n全年公开政府信息条，受理有序。", "missing_number"},
             Case{"一、总体情况\n更新各类信息⠶ 份。", "lost_characters"},
             Case{"一、总体情况\n()健全机制。", "broken_numbering"},
             Case{"一、总体情况\n公开信息49条(其中概况3条，文件41条。", "unclosed_bracket"},
         }) {
        EXPECT_EQ(codes_of(text), Codes{std::string{code}}) << text;
    }
}

TEST(Anomalies, OfOneKindOnlySomeAreTold) {
    std::string text = "一、总体情况\n";
    for (int i = 0; i < 50; ++i) text += "更新信息⠶份。";
    EXPECT_EQ(codes_of(text).size(), anomalies_a_kind_max);
}

}  // namespace
}  // namespace ogi::parser
