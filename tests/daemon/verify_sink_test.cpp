#include "daemon/sinks/verify_sink.h"

#include "daemon/sinks/files_sink.h"
#include "daemon/sinks/lacking.h"
#include "daemon/sinks/log_reader.h"
#include "small_store.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>

namespace ogi::daemon {
namespace {

namespace fs = std::filesystem;

// A store of six entries on five reports, all of them delivered into files.
class VerifySinkTest : public ::testing::Test {
  protected:
    VerifySinkTest() {
        settings.name = "files";
        settings.kind = "files";
        settings.options["folder"] = out().string();
        for (int i = 0; i < 6; ++i)
            data.report("某市财政局", 2015 + i % 5, i, "http://a.example/" + std::to_string(i));
        deliver();
    }

    void deliver() {
        const auto sink = files_sink_kind().make(settings, data.store());
        EXPECT_TRUE(sink->open({}));
        const auto batch = read_batch(data.store(), 0, settings, EntriesWanted::all);
        EXPECT_TRUE(sink->deliver(*batch, {}));
        left_at({1, batch->upto});
    }
    // As the runner tells it to the store.
    void left_at(SinkPosition position) {
        EXPECT_TRUE(data.store().set_setting("sink." + reached_name("files"), to_text(position)));
    }
    SinkVerdict verdict() {
        const auto look = look_at_target(data.store(), settings);
        EXPECT_TRUE(look) << look.error().context;
        auto found = compare_target(data.store(), settings, *look);
        EXPECT_TRUE(found) << found.error().context;
        return *std::move(found);
    }
    fs::path out() const { return folder.path() / "out"; }
    fs::path file() const { return out() / "changes-1-000000000001.ndjson.open"; }
    // Writes the lines anew, each as `alter` leaves it; an empty one goes.
    void alter_lines(const std::function<std::string(std::size_t number, std::string line)>& alter) {
        std::ifstream in{file()};
        std::string text, line;
        for (std::size_t number = 1; std::getline(in, line); ++number) {
            line = alter(number, line);
            if (!line.empty()) text += line + "\n";
        }
        std::ofstream{file()} << text;
    }

    TemporaryFolder folder;
    SmallStore data;
    SinkSettings settings;
};

TEST_F(VerifySinkTest, WhatWasDeliveredIsEqual) {
    const auto found = verdict();
    EXPECT_TRUE(found.equal());
    EXPECT_EQ(found.reports, 5U);
    EXPECT_EQ(found.lag, 0U);
    EXPECT_EQ(found.advice, "");
    EXPECT_NE(to_json(found).find(R"("equal":true,"cursor":"1-6","left_at":"1-6","behind":0)"),
              std::string::npos)
        << to_json(found);
}

TEST_F(VerifySinkTest, ATargetThatWasEmptiedIsNotEqual) {
    for (const bool folder_too : {false, true}) {
        if (folder_too) {
            fs::remove_all(out());
        } else {
            fs::remove(file());
        }
        const auto found = verdict();
        EXPECT_FALSE(found.equal());
        EXPECT_EQ(found.position, std::nullopt);
        EXPECT_EQ(found.behind, 6U);
        EXPECT_EQ(found.missing, 5U);
        EXPECT_EQ(found.entries_differ, 6U);
        EXPECT_NE(found.advice.find("has no position, and was left at 1-6"), std::string::npos)
            << found.advice;
    }
}

TEST_F(VerifySinkTest, ATargetThatWasPutBackIsNotEqual) {
    alter_lines([](std::size_t number, std::string line) { return number > 4 ? std::string{} : line; });
    const auto found = verdict();
    EXPECT_EQ(found.position, (SinkPosition{1, 4}));
    EXPECT_EQ(found.behind, 2U);
    EXPECT_EQ(found.missing, 1U);  // The fifth; the sixth is the first report once more.
    EXPECT_EQ(found.differ, 1U);
    EXPECT_FALSE(found.equal());
}

TEST_F(VerifySinkTest, WhatWasNeverDeliveredIsBehindAndNotWrong) {
    data.report("某市财政局", 2021, 7, "http://a.example/7");
    auto found = verdict();
    EXPECT_TRUE(found.equal());
    EXPECT_EQ(found.lag, 1U);
    // Left in another epoch: the store was restored, and everything comes again.
    left_at({9, 6});
    fs::remove_all(out());
    found = verdict();
    EXPECT_TRUE(found.equal());
    EXPECT_EQ(found.left_at, std::nullopt);
    EXPECT_EQ(found.lag, 7U);
}

TEST_F(VerifySinkTest, ATargetThatLacksOnlyWhatAFilterLeavesOutIsEqual) {
    settings.years = {2015};  // The first entry and the last.
    fs::remove_all(out());
    deliver();
    data.report("某市财政局", 2021, 7, "http://a.example/7");
    left_at({1, 7});
    const auto found = verdict();
    EXPECT_TRUE(found.equal()) << to_json(found);
    EXPECT_EQ(found.reports, 1U);
    EXPECT_EQ(found.lag, 0U);
}

TEST_F(VerifySinkTest, AnAlteredFigureIsFoundInEveryLine) {
    for (const std::size_t altered : {1U, 3U}) {  // One that a newer entry follows, and one that none does.
        alter_lines([&](std::size_t number, std::string line) {
            if (number != altered) return line;
            const auto at = line.find("\"time\":\"2");
            EXPECT_NE(at, std::string::npos) << line;
            line[at + 11] = line[at + 11] == '9' ? '8' : '9';
            return line;
        });
        const auto found = verdict();
        EXPECT_EQ(found.entries_differ, 1U);
        EXPECT_EQ(found.differ, altered == 3 ? 1U : 0U);
        EXPECT_FALSE(found.equal());
        EXPECT_EQ(found.subjects.size(), 1U);
        EXPECT_NE(found.advice.find("move all files out of the folder"), std::string::npos) << found.advice;
        fs::remove_all(out());
        deliver();
    }
}

TEST_F(VerifySinkTest, ALineTooFewOrTooManyIsFound) {
    std::string first;
    alter_lines([&](std::size_t number, std::string line) {
        if (number == 1) first = line;
        return number == 1 ? std::string{} : line;
    });
    EXPECT_EQ(verdict().entries_differ, 1U);
    alter_lines(
        [&](std::size_t number, std::string line) { return number == 1 ? first + "\n" + line : line; });
    EXPECT_TRUE(verdict().equal());
    alter_lines(
        [&](std::size_t number, std::string line) { return number == 2 ? line + "\n" + line : line; });
    EXPECT_EQ(verdict().entries_differ, 1U);
    alter_lines([&](std::size_t number, std::string line) { return number == 2 ? "no entry" : line; });
    EXPECT_EQ(verdict().entries_differ, 1U);
}

TEST_F(VerifySinkTest, AManifestThatIsGoneIsNotAsItShouldBe) {
    fs::remove_all(out());
    settings.options["rotate_bytes"] = std::int64_t{1'024};
    deliver();
    EXPECT_TRUE(verdict().equal());
    fs::remove(out() / "manifest.json");
    const auto found = verdict();
    EXPECT_FALSE(found.equal());
    EXPECT_EQ(found.entries_differ, 0U);
    EXPECT_NE(found.advice.find("manifest.json is gone"), std::string::npos) << found.advice;
}

TEST_F(VerifySinkTest, AnotherStoresPositionIsToldAsSuch) {
    const SmallStore other;
    const auto look = look_at_target(data.store(), settings);
    ASSERT_TRUE(look);
    const auto found = compare_target(other.store(), settings, *look);
    ASSERT_TRUE(found);
    EXPECT_FALSE(found->equal());
    EXPECT_EQ(found->reports, 0U);
    EXPECT_NE(found->fault.find("no place in the log of this store"), std::string::npos);
    EXPECT_FALSE(found->advice.empty());
}

TEST_F(VerifySinkTest, WhatCannotBeAskedIsToldAsSuch) {
    settings.kind = "webhook";
    settings.options["url"] = std::string{"http://127.0.0.1:9/"};
    const auto look = look_at_target(data.store(), settings);
    ASSERT_FALSE(look);
    EXPECT_EQ(look.error().code, base::ErrorCode::unreachable);
}

}  // namespace
}  // namespace ogi::daemon
