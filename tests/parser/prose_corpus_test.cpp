// What the truth files of the corpus say of identity and of the prose. They stand beside the checkout on
// development machines.
#include "parser/anomalies.h"
#include "parser/identity.h"
#include "parser/noise.h"
#include "parser/prose_checks.h"
#include "parser/sections.h"
#include "parser/statements.h"
#include "tests/parser/documents.h"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace ogi::parser {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// Text documents that have a truth file.
std::vector<fs::path> documents_with_truth() {
    std::vector<fs::path> paths;
    for (const auto* folder : {"/corpus/seeds", "/corpus/reports"}) {
        const fs::path place = std::string{OGI_SHARED_FOLDER} + folder;
        if (!fs::exists(place)) continue;
        for (const auto& entry : fs::directory_iterator{place}) {
            if (entry.path().extension() == ".txt") paths.push_back(entry.path());
        }
    }
    return paths;
}

struct Known {
    boost::json::object truth;
    model::Document document;
    CellReading reading;
    Identity identity;
};

Known known(const fs::path& path) {
    Known all;
    auto truth_path = path;
    all.truth = boost::json::parse(read_file(truth_path.replace_extension(".truth.json"))).as_object();
    all.document = clean(text_document(read_file(path)), {}).document;
    all.reading = read_cells(all.document);
    all.identity = identify(all.document, {}, all.reading);
    return all;
}

TEST(Corpus, EveryDocumentIsAReportOfItsAgencyAndYear) {
    const auto paths = documents_with_truth();
    if (paths.empty()) GTEST_SKIP() << "no corpus beside the checkout";
    for (const auto& path : paths) {
        const auto all = known(path);
        EXPECT_TRUE(all.identity.is_report) << path << all.identity.reason;
        EXPECT_EQ(all.identity.agency.name, std::string{all.truth.at("agency").as_string()}) << path;
        EXPECT_EQ(all.identity.year, all.truth.at("year").as_int64()) << path;
        const auto& published = all.truth.at("published");
        EXPECT_EQ(all.identity.published ? base::to_iso(*all.identity.published) : "",
                  published.is_null() ? "" : std::string{published.as_string()})
            << path;
    }
}

TEST(Corpus, TheProseAgreesWithTheTablesSaveWhereItTrulyDoesNot) {
    const auto paths = documents_with_truth();
    if (paths.empty()) GTEST_SKIP() << "no corpus beside the checkout";
    for (const auto& path : paths) {
        const auto all = known(path);
        const auto statements =
            read_statements(all.document, join_prose(all.document, all.reading.table_blocks));
        bool disagrees = false;
        const auto* facts = all.truth.if_contains("prose_vs_table");
        if (facts == nullptr) continue;
        for (const auto& entry : facts->as_array()) {
            const auto& fact = entry.as_object();
            const auto* ok = fact.if_contains("ok");
            const auto id = std::string{fact.at("id").as_string()};
            if (ok != nullptr && ok->is_bool() && !ok->as_bool() && id.find("DIRECT") != std::string::npos)
                disagrees = true;
        }
        bool violated = false;
        std::string ids;
        for (const auto& check : check_prose(statements, all.reading.cells, all.reading.generation)) {
            if (check.outcome != model::CheckOutcome::violated) continue;
            violated = true;
            ids += check.id + " ";
        }
        EXPECT_EQ(violated, disagrees) << path << ": " << ids;
    }
}

TEST(Corpus, SectionsAreFoundInEveryDocument) {
    const auto paths = documents_with_truth();
    if (paths.empty()) GTEST_SKIP() << "no corpus beside the checkout";
    for (const auto& path : paths) {
        const auto all = known(path);
        const auto sections = read_sections(all.document, join_prose(all.document, all.reading.table_blocks));
        const auto numbered =
            std::ranges::count_if(sections, [](const model::Section& s) { return s.number > 0; });
        EXPECT_GE(numbered, 2) << path;
    }
}

}  // namespace
}  // namespace ogi::parser
