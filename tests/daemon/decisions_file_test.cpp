#include "daemon/decisions/decisions_file.h"

#include "model/decision_json.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace ogi::daemon {
namespace {

constexpr std::string_view one =
    R"({"id":"d-1","at":"2026-02-01T08:00:00.000Z","by":"王某","reason":"查实","kind":"revoke","revokes":"d-0"})";
constexpr std::string_view newer =
    R"({"id":"d-2","at":"2026-02-01T08:00:00.000Z","kind":"cell.annotate","cell":"a.b"})";

std::string text_of(const std::filesystem::path& file) {
    std::ifstream input{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{input}, {}};
}

TEST(DecisionsFile, ThatIsAFolderIsNamedAndIsNoFile) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder.path() / "decisions.ndjson");
    const auto read = read_decisions(folder.path() / "decisions.ndjson");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, base::ErrorCode::io);
    EXPECT_NE(read.error().context.find("decisions.ndjson"), std::string::npos);
}

TEST(DecisionsFile, ThatIsNotThereHoldsNothing) {
    const TemporaryFolder folder;
    const auto read = read_decisions(folder.path() / "decisions.ndjson");
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->decisions.empty());
    EXPECT_TRUE(read->torn.empty());
}

TEST(DecisionsFile, GrowsByWholeLinesAndIsNeverAltered) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "decisions.ndjson";
    ASSERT_TRUE(append_decisions(file, std::string{one} + "\n"));
    ASSERT_TRUE(append_decisions(file, std::string{newer} + "\n"));
    EXPECT_EQ(text_of(file), std::string{one} + "\n" + std::string{newer} + "\n");
    const auto read = read_decisions(file);
    ASSERT_TRUE(read);
    ASSERT_EQ(read->decisions.size(), 2U);
    EXPECT_EQ(read->decisions[0].revokes, "d-0");
    EXPECT_EQ(read->decisions[1].kind, model::DecisionKind::unknown);
}

TEST(DecisionsFile, TellsOfATornLastLineAndTheNextWriteMendsIt) {
    const TemporaryFolder folder;
    const std::string whole = std::string{one} + "\n", torn{newer.substr(0, 40)};
    const auto file = folder.write("decisions.ndjson", whole + torn);
    auto read = read_decisions(file);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->decisions.size(), 1U);
    EXPECT_EQ(read->torn, torn);
    EXPECT_EQ(text_of(file), whole + torn);
    ASSERT_TRUE(append_decisions(file, std::string{newer} + "\n"));
    EXPECT_EQ(text_of(file), whole + std::string{newer} + "\n");
    read = read_decisions(file);
    EXPECT_TRUE(read->torn.empty());
}

TEST(DecisionsFile, ThatCannotBeReadNamesItsLine) {
    const std::pair<std::string, const char*> cases[] = {
        {"\nnonsense\n", "line 2: "},
        {std::string{one} + "\n" + R"({"id":"d-3","by":"x","reason":"y","kind":"revoke","revokes":"d-1"})" +
             "\n",
         "line 2: at is missing"},
        {R"({"at":"2026-02-01T08:00:00.000Z","kind":"revoke","by":"x","reason":"y","revokes":"d-1"})"
         "\n",
         "line 1: id is missing"},
        {R"({"id":"d-1","at":"soon","kind":"revoke","by":"x","reason":"y","revokes":"d-1"})"
         "\n",
         "line 1: at must be"},
    };
    for (const auto& [text, message] : cases) {
        const auto read = parse_decisions(text);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, base::ErrorCode::malformed);
        EXPECT_EQ(read.error().context.find(message), 0U) << read.error().context;
    }
    const TemporaryFolder folder;
    const auto file = folder.write("decisions.ndjson", "{}\n");
    EXPECT_EQ(read_decisions(file).error().context.find(file.string() + ", line 1: "), 0U);
}

TEST(DecisionsFile, ThatCannotBeWrittenKeepsWhatItHolds) {
    const TemporaryFolder folder;
    const auto problem =
        append_decisions(folder.path() / "nowhere" / "decisions.ndjson", std::string{one} + "\n");
    ASSERT_FALSE(problem);
    EXPECT_EQ(problem.error().code, base::ErrorCode::io);
}

}  // namespace
}  // namespace ogi::daemon
