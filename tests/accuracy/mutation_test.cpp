#include "truth.h"

#include "extract/read_document.h"
#include "parser/parse_report.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

// Whether a figure that is wrong in the document itself is noticed, and which cell is blamed for it.
namespace ogi::accuracy {
namespace {

constexpr const char* documents[] = {"plain_2021.html", "plain_2019.html", "split_repeated_header.html",
                                     "text_tabs.txt", "text_value_lines.txt"};

model::Report read(std::string body) {
    model::Snapshot snapshot;
    snapshot.body = std::move(body);
    const auto document = extract::read_document(snapshot);
    return document ? parser::parse_report(*document) : model::Report{};
}

bool in_request_or_dispute_table(std::string_view id) {
    return !id.starts_with("disclosure.") && !id.starts_with("s14.");
}

// An identity fails, or the cell's row is not believed and said to be in doubt.
bool noticed(const model::Report& report, const std::string& id) {
    if (report.verdict == model::Verdict::inconsistent) return true;
    const auto row = id.substr(0, id.rfind('.'));
    return report.cells.at(id).kind == model::CellKind::unreadable &&
           std::ranges::any_of(report.anomalies, [&](const model::Anomaly& anomaly) {
               return anomaly.code == "misaligned_row" && anomaly.quote.starts_with(row + ":");
           });
}

// One more, or a digit too many.
std::string other_figure(const std::string& printed, std::size_t turn) {
    return turn % 2 == 0 ? std::to_string(std::stoll(printed) + 1) : (printed == "0" ? "" : printed) + "3";
}

// The document with another figure in that cell; nullopt where its bytes do not hold just this figure.
std::optional<std::string> corrupted(const std::string& body, const model::Cell& cell, std::size_t turn) {
    if (!cell.at) return std::nullopt;
    const auto [begin, end] = cell.at->bytes;
    const auto inside = body.substr(begin, end - begin);
    const auto at = inside.find(cell.raw);
    if (at == std::string::npos || inside.find(cell.raw, at + 1) != std::string::npos) return std::nullopt;
    auto copy = body;
    return copy.replace(begin + at, cell.raw.size(), other_figure(cell.raw, turn));
}

struct Outcome {
    std::size_t corrupted = 0;
    std::size_t noticed = 0;
    std::size_t located = 0;  // The cell is among the suspects.
    std::size_t named = 0;    // It is the only one that explains what fails.
};

Outcome corrupt_every_cell(const std::string& body, std::string_view table) {
    Outcome outcome;
    const auto report = read(body);
    EXPECT_EQ(report.verdict, model::Verdict::verified);
    std::size_t turn = 0;
    for (const auto& [id, cell] : report.cells) {
        if (!cell.value || !in_request_or_dispute_table(id) || !id.starts_with(table)) continue;
        const auto copy = corrupted(body, cell, ++turn);
        if (!copy) {
            ADD_FAILURE() << id << " is not where it is said to stand";
            continue;
        }
        const auto again = read(*copy);
        const auto& suspects = again.suspects;
        const auto blamed = std::ranges::find(suspects, id, &model::Suspect::cell);
        ++outcome.corrupted;
        outcome.noticed += noticed(again, id);
        outcome.located += blamed != suspects.end();
        outcome.named += blamed != suspects.end() && blamed->among == 1;
        if (!noticed(again, id)) std::cout << "not noticed: " << id << '\n';
    }
    return outcome;
}

class Mutation : public testing::TestWithParam<const char*> {
  protected:
    std::string body() const {
        return file_bytes(std::filesystem::path{OGI_TEST_FOLDER} / "../fixtures" / GetParam()).value();
    }
};

TEST_P(Mutation, OfOneRequestCellIsNoticedAndNamesTheCell) {
    const auto outcome = corrupt_every_cell(body(), "requests.");
    EXPECT_GE(outcome.corrupted, 161u);
    EXPECT_EQ(outcome.noticed, outcome.corrupted);
    EXPECT_GE(outcome.named * 100, outcome.corrupted * 95);
    std::cout << "noticed " << outcome.noticed << ", named " << outcome.named << " of " << outcome.corrupted
              << '\n';
}

// A dispute's cell stands in one sum only: all five of that sum may be to blame.
TEST_P(Mutation, OfOneDisputeCellIsNoticedAndLocated) {
    const auto disputes = {"reconsideration.", "litigation."};
    Outcome all;
    for (const auto* table : disputes) {
        const auto outcome = corrupt_every_cell(body(), table);
        all.corrupted += outcome.corrupted;
        all.noticed += outcome.noticed;
        all.located += outcome.located;
    }
    EXPECT_EQ(all.corrupted, 15u);
    EXPECT_EQ(all.noticed, all.corrupted);
    EXPECT_GE(all.located * 100, all.corrupted * 95);
}

INSTANTIATE_TEST_SUITE_P(Documents, Mutation, testing::ValuesIn(documents), [](const auto& document) {
    std::string name = document.param;
    std::ranges::replace(name, '.', '_');
    return name;
});

}  // namespace
}  // namespace ogi::accuracy
