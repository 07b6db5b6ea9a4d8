#include "parser/recognised.h"

#include "consistent_form.h"
#include "parser/checks.h"
#include "parser/recognised_name.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace ogi::parser {
namespace {

using model::CellKind;
using model::Generation;

// A form as one that was recognised: each cell has a place in the only grid, where its confidence stands.
struct Scan {
    CellMap cells;
    model::Document document{};

    Scan(Generation generation, std::uint32_t seed) : cells{consistent_form(generation, seed)} {
        document.format = model::Format::image;
        model::Grid grid;
        grid.rows = 1;
        grid.columns = static_cast<std::uint16_t>(cells.size());
        int column = 0;
        for (auto& [id, cell] : cells) {
            model::GridCell seen;
            seen.column = static_cast<std::uint16_t>(column);
            seen.confidence = 99;
            grid.cells.push_back(seen);
            grid.slots.push_back(column);
            cell.at = model::Place{.bytes = {}, .grid = 0, .row = 0, .column = column++};
            if (cell.value) cell.raw = cell.value->text();
        }
        document.grids.push_back(std::move(grid));
    }

    // What is printed there was taken for something else, with doubt.
    void misread(const std::string& id, const std::string& raw, int confidence = 40) {
        auto& cell = cells.at(id);
        cell.raw = raw;
        cell.value = model::Decimal::parse(raw);
        document.grids[0].cells[static_cast<std::size_t>(cell.at->column)].confidence =
            static_cast<std::uint8_t>(confidence);
    }
};

TEST(Recognised, APrintedDocumentIsLeftAlone) {
    Scan scan{Generation::form_2021, 1};
    scan.document.format = model::Format::pdf;
    for (auto& cell : scan.document.grids[0].cells) cell.confidence = 100;
    const auto before = scan.cells;
    EXPECT_FALSE(doubt_recognised(scan.document, scan.cells, Generation::form_2021));
    EXPECT_EQ(scan.cells, before);
}

TEST(Recognised, TellsItsLeastConfidence) {
    Scan scan{Generation::form_2021, 1};
    scan.misread("requests.new_received.total", scan.cells.at("requests.new_received.total").raw, 81);
    const auto before = scan.cells;
    const auto ocr = doubt_recognised(scan.document, scan.cells, Generation::form_2021);
    ASSERT_TRUE(ocr);
    EXPECT_EQ(ocr->confidence, 81);
    EXPECT_TRUE(ocr->repaired.empty());
    EXPECT_EQ(scan.cells, before);
}

TEST(Recognised, ADoubtfulFigureOutsideOfSumsIsUnreadable) {
    Scan scan{Generation::form_2021, 1};
    scan.misread("disclosure.license.decisions", "17");
    const auto ocr = doubt_recognised(scan.document, scan.cells, Generation::form_2021);
    ASSERT_TRUE(ocr);
    const auto& cell = scan.cells.at("disclosure.license.decisions");
    EXPECT_EQ(cell.kind, CellKind::unreadable);
    EXPECT_FALSE(cell.value);
    EXPECT_EQ(cell.raw, "17");
    EXPECT_EQ(ocr->confidence, 40);
}

TEST(Recognised, OneWrongDigitIsPutRightAndKeepsWhatWasRecognised) {
    Scan scan{Generation::form_2021, 1};
    const std::string id = "requests.new_received.natural_person";
    const auto truth = scan.cells.at(id);
    auto wrong = truth.raw;
    wrong.back() = wrong.back() == '9' ? '8' : static_cast<char>(wrong.back() + 1);
    scan.misread(id, wrong);
    const auto ocr = doubt_recognised(scan.document, scan.cells, Generation::form_2021);
    ASSERT_TRUE(ocr);
    EXPECT_EQ(ocr->repaired, std::vector{id});
    EXPECT_EQ(scan.cells.at(id).value, truth.value);
    EXPECT_EQ(scan.cells.at(id).raw, wrong);
}

TEST(Recognised, WhatDoesNotLookLikeItIsNotPutThere) {
    for (const std::string raw : {"123456", "�", "l", ""}) {
        Scan scan{Generation::form_2021, 1};
        scan.misread("requests.new_received.natural_person", raw);
        auto& cell = scan.cells.at("requests.new_received.natural_person");
        cell.value = model::Decimal::whole(123456);
        const auto ocr = doubt_recognised(scan.document, scan.cells, Generation::form_2021);
        ASSERT_TRUE(ocr);
        EXPECT_TRUE(ocr->repaired.empty()) << raw;
        EXPECT_EQ(cell.kind, CellKind::unreadable) << raw;
    }
}

TEST(Recognised, WhatWasNotFoundOrStandsInNoTableIsUnreadable) {
    Scan scan{Generation::form_2021, 1};
    auto& lost = scan.cells.at("disclosure.license.decisions");
    lost = model::Cell{};
    auto& loose = scan.cells.at("disclosure.penalty.decisions");
    loose.at->grid = -1;
    ASSERT_TRUE(doubt_recognised(scan.document, scan.cells, Generation::form_2021));
    EXPECT_EQ(lost.kind, CellKind::unreadable);
    EXPECT_EQ(loose.kind, CellKind::unreadable);
    EXPECT_FALSE(loose.value);
}

TEST(Recognised, ARowLostFromASheetOfBothFormsViolatesNoSum) {
    Scan scan{Generation::form_2021, 1};
    const auto lost = [](const auto& cell) { return cell.first.starts_with("requests.granted."); };
    std::erase_if(scan.cells, lost);
    ASSERT_TRUE(doubt_recognised(scan.document, scan.cells, Generation::mixed));
    EXPECT_EQ(scan.cells.at("requests.granted.total").kind, CellKind::unreadable);
    for (const auto& check : check_identities(scan.cells, Generation::mixed))
        EXPECT_NE(check.outcome, model::CheckOutcome::violated) << check.id;
}

TEST(Recognised, ADoubtfulSlashMayBeADigit) {
    Scan scan{Generation::form_2021, 1};
    scan.misread("disclosure.license.decisions", "/");
    auto& cell = scan.cells.at("disclosure.license.decisions");
    cell.kind = CellKind::slash;
    ASSERT_TRUE(doubt_recognised(scan.document, scan.cells, Generation::form_2021));
    EXPECT_EQ(cell.kind, CellKind::unreadable);
}

// Digits are misread at random; of all cells that stand as figures afterwards none may be wrong.
TEST(Recognised, NoNoiseMakesAWrongFigure) {
    std::size_t repaired = 0;
    for (const auto generation : {Generation::form_2019, Generation::form_2021}) {
        for (std::uint32_t seed = 1; seed <= 60; ++seed) {
            std::mt19937 random{seed};
            Scan scan{generation, seed};
            const auto truth = scan.cells;
            const auto share = 2 + seed % 30;  // One cell in so many.
            for (const auto& [id, cell] : truth) {
                if (!cell.value || random() % share != 0) continue;
                auto raw = cell.raw;
                raw[random() % raw.size()] = static_cast<char>('0' + random() % 10);
                if (model::Decimal::parse(raw)) scan.misread(id, raw);
            }
            const auto ocr = doubt_recognised(scan.document, scan.cells, generation);
            ASSERT_TRUE(ocr);
            repaired += ocr->repaired.size();
            for (const auto& [id, cell] : scan.cells) {
                if (cell.kind != CellKind::number) continue;
                EXPECT_EQ(cell.value, truth.at(id).value) << id << " " << seed;
            }
        }
    }
    EXPECT_GT(repaired, 100u);
}

model::AgencyName seen(std::string name, std::string evidence = "title") {
    return {.name = name,
            .as_written = name,
            .division = "",
            .confidence = 0.98,
            .evidence = std::move(evidence)};
}

TEST(RecognisedName, IsPutRightWhereOneDivisionOfThePrefectureIsLikeIt) {
    const auto agency = doubt_recognised_name(seen("安徽省宿州市灵壁县统计局"), {}, 2022);
    EXPECT_EQ(agency.name, "安徽省宿州市灵璧县统计局");
    EXPECT_EQ(agency.as_written, "安徽省宿州市灵壁县统计局");
    EXPECT_EQ(agency.division, "341323");
    EXPECT_LE(agency.confidence, 0.6);
}

TEST(RecognisedName, IsNobodysWhereItsPlacesAreNotKnown) {
    // 灵璧县 and 灵台县; no division; a county of another prefecture.
    for (const auto* name :
         {"灵壁县统计局", "地吧区水利局", "济泽市邮城县自然资产局", "安徽省宿州市安溪县统计局"}) {
        const auto agency = doubt_recognised_name(seen(name), {}, 2022);
        EXPECT_EQ(agency.name, "") << name;
        EXPECT_EQ(agency.confidence, 0);
    }
}

TEST(RecognisedName, StaysWhereItsPlacesAreKnown) {
    for (const auto* name : {"安徽省宿州市灵璧县统计局", "山东省青岛市崂山区人民政府", "安溪县水利局",
                             "宿州市高新技术产业开发区管理委员会"}) {
        EXPECT_EQ(doubt_recognised_name(seen(name), {}, 2022).name, name);
    }
}

TEST(RecognisedName, YieldsToOneThatIsWrittenUnlessItIsAnothers) {
    const auto page = seen("紫云苗族布依族自治县水务局", "page");
    EXPECT_EQ(doubt_recognised_name(seen("昧云画族布依族目治县水务局"), page, 2022).name, page.name);
    EXPECT_EQ(doubt_recognised_name(seen("地吧区水利局"), page, 2022).name, page.name);
    EXPECT_EQ(doubt_recognised_name(seen(""), page, 2022).name, page.name);
    EXPECT_EQ(doubt_recognised_name(seen("山东省青岛市崂山区人民政府"), page, 2022).name,
              "山东省青岛市崂山区人民政府");
}

}  // namespace
}  // namespace ogi::parser
