#include "documents.h"

#include "model/names.h"
#include "parser/checks.h"
#include "parser/read_cells.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

// Real documents with known truth, which live beside the checkout.
namespace ogi::parser {
namespace {

namespace fs = std::filesystem;
const fs::path corpus = fs::path{OGI_SHARED_FOLDER} / "corpus";

std::string file_text(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

struct Sample {
    std::string name;
    model::Document document;
    boost::json::object truth;
    bool glued = false;  // The text does not tell its cells apart: missing is right, wrong is not.
};

std::vector<Sample> samples() {
    std::vector<Sample> all;
    for (const auto* folder : {"seeds", "reports"}) {
        if (!fs::exists(corpus / folder)) continue;
        for (const auto& entry : fs::directory_iterator{corpus / folder}) {
            auto text = entry.path();
            if (!text.string().ends_with(".truth.json")) continue;
            text.replace_extension().replace_extension(".txt");
            if (!fs::exists(text)) continue;
            auto truth = boost::json::parse(file_text(entry.path())).as_object();
            const bool glued = truth.contains("glued") && truth["glued"].as_bool();
            all.push_back({text.stem().string(), text_document(file_text(text)), std::move(truth), glued});
        }
    }
    return all;
}

std::string truth_of(const boost::json::value& value) {
    if (value.is_null()) return "null";
    if (value.is_int64()) return std::to_string(value.as_int64());
    std::ostringstream text;
    text.precision(15);
    text << value.as_double();
    return text.str();
}

std::string read_value(const CellReading& reading, std::string_view id) {
    const auto cell = reading.cells.find(id);
    return cell == reading.cells.end() || !cell->second.value ? "null" : cell->second.value->text();
}

TEST(Corpus, EveryCellOfTheFlattenedReportsIsRead) {
    const auto all = samples();
    if (all.empty()) GTEST_SKIP() << "no documents with truth at " << corpus;
    for (const auto& sample : all) {
        SCOPED_TRACE(sample.name);
        const auto reading = read_cells(sample.document);
        EXPECT_EQ(model::name_of(reading.generation),
                  std::string_view{sample.truth.at("generation").as_string()});
        std::size_t right = 0, missed = 0;
        std::string misses;
        for (const auto& [id, value] : sample.truth.at("cells").as_object()) {
            const auto expected = truth_of(value), got = read_value(reading, id);
            if (expected == got) ++right;
            if (got == "null" && expected != got) ++missed;
            if (expected == got || (sample.glued && got == "null")) continue;
            misses += std::string{id} + ": " + expected + " read as " + got + "\n";
        }
        EXPECT_EQ(misses, "");
        const auto count = sample.truth.at("cells").as_object().size();
        std::cout << sample.name << ": " << right << " of " << count << " cells right, " << missed
                  << " missed\n";
    }
}

TEST(Corpus, ViolatedIdentitiesAreTheTrueOnes) {
    const auto all = samples();
    if (all.empty()) GTEST_SKIP() << "no documents with truth at " << corpus;
    for (const auto& sample : all) {
        SCOPED_TRACE(sample.name);
        const auto reading = read_cells(sample.document);
        std::set<std::string> violated, expected;
        for (const auto& check : check_identities(reading.cells, reading.generation)) {
            if (check.outcome == model::CheckOutcome::violated) violated.insert(check.id);
        }
        for (const auto& id : sample.truth.at("checks").as_object().at("violated").as_array()) {
            expected.emplace(id.as_string());
        }
        if (sample.glued) {
            EXPECT_TRUE(std::ranges::includes(expected, violated));
        } else {
            EXPECT_EQ(violated, expected);
        }
    }
}

TEST(Corpus, StatisticsTablesAreReadWhole) {
    const auto all = samples();
    if (all.empty()) GTEST_SKIP() << "no documents with truth at " << corpus;
    for (const auto& sample : all) {
        if (!sample.truth.contains("stat_table")) continue;
        SCOPED_TRACE(sample.name);
        const auto reading = read_cells(sample.document);
        ASSERT_EQ(reading.stat_tables.size(), 1u);
        const auto& rows = sample.truth.at("stat_table").as_object().at("rows").as_array();
        ASSERT_EQ(reading.stat_tables[0].rows.size(), rows.size());
        for (std::size_t r = 0; r < rows.size(); ++r) {
            for (std::size_t c = 0; c < rows[r].as_array().size(); ++c) {
                const auto& expected = rows[r].as_array()[c];
                const auto& cell = reading.stat_tables[0].rows[r].at(c);
                EXPECT_EQ(cell.value ? cell.value->text() : cell.raw,
                          expected.is_string() ? std::string{expected.as_string()} : truth_of(expected));
            }
        }
    }
}

}  // namespace
}  // namespace ogi::parser
