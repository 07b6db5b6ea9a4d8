#include "parser/gazetteer.h"
#include "parser/noise.h"
#include "tests/conformance/known_failures.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>
#include <opencc/SimpleConverter.hpp>

#include <cstdlib>
#include <iostream>

// OpenCC's own cases through the route a report takes: a page in Traditional script is converted by "t2s"
// when it is cleaned. The cases of "hk2s" and "tw2s" are Traditional texts as well, written as in Hong Kong
// and Taiwan; a page does not say which it is, so they take the same route, and the list has what "t2s" reads
// otherwise. Conversions to Traditional script, of Japanese and of words ("tw2sp") are none of ours.
namespace ogi::conformance {
namespace {

// Enough Traditional script for the page to count as such.
const std::string traditional_page =
    "政府信息公開工作年度報告，統計數據、機構職責、辦理結果與監督保障情況說明。";

void add_paragraph(model::Document& document, std::string text) {
    document.blocks.push_back(
        {.kind = model::BlockKind::paragraph, .text = std::move(text), .grid = 0, .at = {}});
}

std::string simplified(const std::string& text) {
    model::Document document;
    document.url = "http://www.example.gov.cn/";
    add_paragraph(document, traditional_page);
    add_paragraph(document, text);
    const auto cleaned = parser::clean(document, {});
    const auto& blocks = cleaned.document.blocks;
    return blocks.size() == 2 ? blocks.back().text : "left out";
}

TEST(TraditionalScript, BecomesSimplifiedAsOpenCcHasIt) {
    const auto folder = suite("opencc-testcases");
    if (!folder) GTEST_SKIP() << "OpenCC's cases are not on this machine";
    boost::json::parse_options options;
    options.allow_comments = true;
    options.allow_trailing_commas = true;
    const auto file = boost::json::parse(file_text(*folder / "testcases.json"), {}, options);
    std::set<std::string> failed;
    std::size_t total = 0;
    for (const auto& one : file.at("cases").as_array()) {
        const std::string input{one.at("input").as_string()};
        for (const auto& [config, expected] : one.at("expected").as_object()) {
            if (config != "t2s" && config != "hk2s" && config != "tw2s") continue;
            ++total;
            const auto found = simplified(input);
            if (found == expected.as_string()) continue;
            const auto name = std::string{one.at("id").as_string()} + ":" + std::string{config};
            failed.insert(name);
            if (std::getenv("OGI_SHOW_FAILURES") != nullptr) {
                std::cout << name << " " << input << " expected " << expected.as_string() << " found "
                          << found << "\n";
            }
        }
    }
    EXPECT_GT(total, 20U);
    expect_known_failures(failed, total, "traditional.known");
}

// What a report is filed under must not depend on the script it was published in.
TEST(TraditionalScript, LeavesTheNameOfNoDivisionOtherwise) {
    for (const auto* variant : {"s2t.json", "s2tw.json", "s2hk.json"}) {
        const opencc::SimpleConverter to_traditional{variant};
        model::Document document;
        for (const auto& division : parser::all_divisions()) {
            const std::string sentence = std::string{division.name} + "人民政府公开工作年度报告";
            add_paragraph(document, to_traditional.Convert(sentence));
        }
        const auto cleaned = parser::clean(document, {});
        ASSERT_EQ(cleaned.document.blocks.size(), parser::all_divisions().size());
        for (std::size_t i = 0; i < cleaned.document.blocks.size(); ++i) {
            const std::string_view text = cleaned.document.blocks[i].text;
            EXPECT_TRUE(text.starts_with(parser::all_divisions()[i].name)) << text << " by " << variant;
        }
    }
}

}  // namespace
}  // namespace ogi::conformance
