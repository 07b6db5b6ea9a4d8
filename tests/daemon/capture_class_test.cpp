#include "situation.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

// How a capture differs from the one before, from the bytes of a page to what decide() says of them.
namespace ogi::daemon {
namespace {

using namespace std::chrono_literals;
using model::ChangeClass;
using model::ChangeType;
using model::VisitOutcome;

constexpr std::string_view address = "http://www.example.gov.cn/2022.html";
constexpr std::string_view cell_id = "disclosure.penalty.decisions";

std::string page_text() {
    std::ifstream in{std::filesystem::path{OGI_TEST_FOLDER} / "../fixtures/plain_2021.html",
                     std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

class CaptureClass : public testing::Test {
  protected:
    CaptureClass() { visit(body_); }

    // A visit a day after the last one.
    Decided visit(const std::string& body) {
        now_ += 24h;
        auto fetched = changed_body(address, body);
        auto ingested = ingest(*fetched.snapshot, situation_.page(address), {});
        return situation_.visit(address, std::move(fetched), *std::move(ingested), now_);
    }
    Decided gone() {
        now_ += 48h;
        return situation_.ends(address, VisitOutcome::gone, now_);
    }

    std::string replaced(std::string_view from, std::string_view to) const {
        auto body = body_;
        const auto at = body.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return at == std::string::npos ? body : body.replace(at, from.size(), to);
    }

    model::Cell cell() const {
        return situation_.standing(key_)->current.report.cells.at(std::string{cell_id});
    }

    std::string with_figure(std::string_view figure) const {
        const auto known = cell();
        auto body = body_;
        return body.replace(body.find(known.raw, known.at->bytes.begin), known.raw.size(), figure);
    }

    std::string without_row() const {
        const auto at = cell().at->bytes.begin;
        auto body = body_;
        const auto begin = body.rfind("<tr", at), end = body.find("</tr>", at) + 5;
        return body.erase(begin, end - begin);
    }

    void expect_class(const Decided& decided, ChangeClass expected, bool makes_a_revision) {
        EXPECT_EQ(situation_.page(address).change_class, expected);
        ASSERT_EQ(decided.commit.changes.size(), makes_a_revision ? 1U : 0U);
        ASSERT_EQ(decided.commit.revisions.size(), makes_a_revision ? 1U : 0U);
        for (const auto& change : decided.commit.changes) EXPECT_EQ(change.change_class, expected);
    }

    Situation situation_;
    base::UtcTime now_ = noon;
    std::string body_ = page_text();
    model::ReportKey key_{"浙江省衢州市龙游县教育局", 2022};
};

TEST_F(CaptureClass, OfTheFirstCaptureThereIsNone) {
    ASSERT_TRUE(situation_.standing(key_));
    EXPECT_EQ(situation_.page(address).change_class, std::nullopt);
    EXPECT_TRUE(situation_.page(address).marks);
}

TEST_F(CaptureClass, OtherBytesThatShowTheSameAreTransport) {
    expect_class(visit(replaced("var siteId = 31;", "var siteId = 32;")), ChangeClass::transport, false);
}

TEST_F(CaptureClass, ACounterIsTemplate) {
    expect_class(visit(replaced("浏览次数：1207", "浏览次数：1208")), ChangeClass::page_template, false);
}

TEST_F(CaptureClass, AnotherWordIsEditorial) {
    expect_class(visit(replaced("更新偏慢", "更新较慢")), ChangeClass::editorial, true);
}

TEST_F(CaptureClass, AFigureIsAValueWithItsPlacesAndWeight) {
    const auto old_cell = cell();
    const auto figure = std::to_string(old_cell.value->units + 1);
    const auto decided = visit(with_figure(figure));
    expect_class(decided, ChangeClass::value, true);
    ASSERT_EQ(decided.commit.changes[0].cells.size(), 1U);
    const auto& change = decided.commit.changes[0].cells[0];
    EXPECT_EQ(change.id, cell_id);
    EXPECT_EQ(change.old_cell.at, old_cell.at);
    EXPECT_TRUE(change.new_cell.at);
    EXPECT_EQ(change.new_cell.raw, figure);
    EXPECT_TRUE(change.severity);
}

TEST_F(CaptureClass, AFigureAndAWordAreAValue) {
    auto body = with_figure("123");
    body.replace(body.find("更新偏慢"), std::string_view{"更新偏慢"}.size(), "更新较慢");
    expect_class(visit(body), ChangeClass::value, true);
}

TEST_F(CaptureClass, ARowThatIsGoneIsStructure) {
    expect_class(visit(without_row()), ChangeClass::structure, true);
}

TEST_F(CaptureClass, GoingAndComingBackAreClassesOfTheirOwn) {
    gone();
    const auto withdrawn = gone();
    ASSERT_EQ(withdrawn.commit.changes.size(), 1U);
    EXPECT_EQ(withdrawn.commit.changes[0].change_class, ChangeClass::withdrawn);
    EXPECT_EQ(situation_.page(address).change_class, ChangeClass::withdrawn);

    const auto restored = visit(body_);
    ASSERT_EQ(restored.commit.changes.size(), 1U);
    EXPECT_EQ(restored.commit.changes[0].type, ChangeType::restored);
    EXPECT_EQ(restored.commit.changes[0].change_class, ChangeClass::restored);
    EXPECT_EQ(situation_.page(address).change_class, ChangeClass::restored);
}

TEST_F(CaptureClass, APageThatIsAsItWasKeepsTheClassOfItsBody) {
    visit(replaced("浏览次数：1207", "浏览次数：1208"));
    now_ += 24h;
    situation_.ends(address, VisitOutcome::unchanged, now_);
    EXPECT_EQ(situation_.page(address).change_class, ChangeClass::page_template);
}

}  // namespace
}  // namespace ogi::daemon
