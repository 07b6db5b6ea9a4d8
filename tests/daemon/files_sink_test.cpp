#include "daemon/sinks/files_sink.h"

#include "daemon/sinks/line_files.h"
#include "daemon/sinks/log_reader.h"
#include "small_store.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <fstream>

#include <sys/resource.h>

namespace ogi::daemon {
namespace {

namespace fs = std::filesystem;

class FilesSinkTest : public ::testing::Test {
  protected:
    FilesSinkTest() {
        settings.name = "files";
        settings.kind = "files";
        settings.options["folder"] = (folder.path() / "out").string();
        for (int i = 0; i < 6; ++i) add(2015 + i);
    }

    void add(int year) { data.report("某市财政局", year, year, "http://a.example/" + std::to_string(year)); }
    std::unique_ptr<Sink> make() { return files_sink_kind().make(settings, data.store()); }
    // As the runner does it; returns where it began.
    std::uint64_t deliver_all(Sink& sink) {
        const auto from = sink.open({});
        EXPECT_TRUE(from) << from.error().why;
        auto at = from && *from ? (*from)->sequence : 0;
        const auto begin = at;
        while (true) {
            const auto batch = read_batch(data.store(), at, settings, EntriesWanted::all);
            if (!batch || batch->upto == at) break;
            const auto refused = sink.deliver(*batch, {});
            EXPECT_TRUE(refused) << refused.error().why;
            if (!refused) break;
            at = batch->upto;
        }
        return begin;
    }
    std::string all_of_the_log() {
        std::string text;
        EXPECT_TRUE(data.store().for_each_change(0, [&](std::uint64_t, std::string_view line) {
            text += std::string{line} + "\n";
            return true;
        }));
        return text;
    }
    std::string all_of_the_files() {
        std::string text;
        const auto names = list_line_files(out());
        for (const auto& name : *names) {
            EXPECT_TRUE(read_lines(out() / to_text(name), [&](std::string_view line) {
                text += std::string{line} + "\n";
                return true;
            }));
        }
        return text;
    }
    fs::path out() const { return folder.path() / "out"; }

    TemporaryFolder folder;
    SmallStore data;
    SinkSettings settings;
};

TEST_F(FilesSinkTest, TheFilesAreTheLog) {
    settings.options["rotate_bytes"] = std::int64_t{1'500};
    deliver_all(*make());
    EXPECT_EQ(all_of_the_files(), all_of_the_log());
    EXPECT_GE(list_line_files(out())->size(), 2U);
}

TEST_F(FilesSinkTest, GzippedFilesAreTheLogToo) {
    settings.options["rotate_bytes"] = std::int64_t{1'500};
    settings.options["gzip"] = true;
    deliver_all(*make());
    EXPECT_EQ(all_of_the_files(), all_of_the_log());
    EXPECT_TRUE(fs::exists(out() / "changes-1-000000000001.ndjson.gz"));
}

TEST_F(FilesSinkTest, ATornLastLineIsCutAndWrittenAgain) {
    deliver_all(*make());
    const auto file = out() / "changes-1-000000000001.ndjson.open";
    for (const std::uintmax_t torn : {1U, 17U, 400U}) {
        fs::resize_file(file, fs::file_size(file) - torn);
        EXPECT_LT(deliver_all(*make()), 6U);
        EXPECT_EQ(all_of_the_files(), all_of_the_log()) << torn;
    }
    fs::resize_file(file, 100);
    EXPECT_EQ(deliver_all(*make()), 0U);
    EXPECT_EQ(all_of_the_files(), all_of_the_log());
}

TEST_F(FilesSinkTest, ItGoesOnBehindItsOwnLastLine) {
    deliver_all(*make());
    add(2021);
    EXPECT_EQ(deliver_all(*make()), 6U);
    EXPECT_EQ(all_of_the_files(), all_of_the_log());
}

TEST_F(FilesSinkTest, AKillBetweenCompressingAndRemovingLosesAndDoublesNothing) {
    settings.options["gzip"] = true;
    settings.options["rotate_bytes"] = std::int64_t{1'024};
    deliver_all(*make());
    const auto names = *list_line_files(out());
    auto open = names.front();
    open.open = true, open.gzip = false;
    std::ofstream{out() / to_text(open)} << "";
    EXPECT_EQ(deliver_all(*make()), 6U);
    EXPECT_EQ(all_of_the_files(), all_of_the_log());
}

TEST_F(FilesSinkTest, TheManifestTellsFirstAndLast) {
    settings.options["rotate_bytes"] = std::int64_t{1'024};
    deliver_all(*make());
    std::ifstream in{out() / "manifest.json"};
    const std::string text{std::istreambuf_iterator<char>{in}, {}};
    EXPECT_NE(text.find("\"source\":\"" + data.store().source_uri() + "\",\"first\":\"1\",\"last\":\""),
              std::string::npos)
        << text;
    EXPECT_NE(
        text.find("{\"name\":\"changes-1-000000000001.ndjson\",\"epoch\":1,\"first\":\"1\",\"last\":\""),
        std::string::npos)
        << text;
}

TEST_F(FilesSinkTest, OnlySoManyFilesAreKept) {
    settings.options["rotate_bytes"] = std::int64_t{1'024};
    settings.options["keep_files"] = std::int64_t{2};
    deliver_all(*make());
    auto names = *list_line_files(out());
    std::erase_if(names, [](const LineFileName& name) { return name.open; });
    EXPECT_EQ(names.size(), 2U);
    EXPECT_EQ(deliver_all(*make()), 6U);
}

TEST_F(FilesSinkTest, AFolderOfAnotherStoreIsRefused) {
    deliver_all(*make());
    const SmallStore other;
    const auto sink = files_sink_kind().make(settings, other.store());
    const auto opened = sink->open({});
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().why.find("holds the entries of another store"), std::string::npos);
}

TEST_F(FilesSinkTest, AFolderThatIsPutBackBeneathItGetsWhatItLacks) {
    for (const std::int64_t rotate_bytes : {1LL << 30, 1'024LL}) {
        settings.options["rotate_bytes"] = rotate_bytes;
        fs::remove_all(out());
        const auto sink = make();
        deliver_all(*sink);
        const auto copy = folder.path() / "copy";
        fs::copy(out(), copy);
        add(static_cast<int>(2021 + rotate_bytes % 7));
        deliver_all(*sink);
        fs::remove_all(out());
        fs::rename(copy, out());
        const auto batch =
            read_batch(data.store(), data.store().last_sequence().value() - 1, settings, EntriesWanted::all);
        ASSERT_TRUE(batch);
        const auto refused = sink->deliver(*batch, {});
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().why.find("has changed beneath us"), std::string::npos)
            << refused.error().why;
        EXPECT_EQ(deliver_all(*sink), data.store().last_sequence().value() - 1);
        EXPECT_EQ(all_of_the_files(), all_of_the_log());
    }
}

TEST_F(FilesSinkTest, AFolderThatIsEmptiedIsSeenBeforeThereIsAnythingToDeliver) {
    for (const std::int64_t rotate_bytes : {1LL << 30, 1'024LL}) {
        settings.options["rotate_bytes"] = rotate_bytes;
        fs::remove_all(out());
        const auto sink = make();
        deliver_all(*sink);
        EXPECT_TRUE(sink->look({}));
        fs::remove_all(out());
        const auto looked = sink->look({});
        ASSERT_FALSE(looked);
        EXPECT_NE(looked.error().why.find(out().string()), std::string::npos) << looked.error().why;
        EXPECT_EQ(deliver_all(*sink), 0U);
        EXPECT_TRUE(sink->look({}));
    }
}

TEST_F(FilesSinkTest, AManifestThatIsTakenAwayIsMadeAnew) {
    settings.options["rotate_bytes"] = std::int64_t{1'024};
    const auto sink = make();
    deliver_all(*sink);
    const auto manifest = out() / "manifest.json";
    const auto bytes = fs::file_size(manifest);
    fs::remove(manifest);
    EXPECT_TRUE(sink->look({}));
    EXPECT_EQ(fs::file_size(manifest), bytes);
}

// No file grows beyond a size while this lives, as on a disk that is full there.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) : handler_{std::signal(SIGXFSZ, SIG_IGN)} {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

  private:
    rlimit before_{};
    void (*handler_)(int);
};

TEST_F(FilesSinkTest, AFullDiskTearsAndLosesNothing) {
    settings.options["rotate_bytes"] = std::int64_t{1'500};
    settings.batch_max = 2;
    for (const bool gzip : {false, true}) {
        settings.options["gzip"] = gzip;
        std::size_t troubles = 0;
        for (rlim_t bytes = 1; bytes < 3'000; bytes += 83) {
            fs::remove_all(out());
            const auto sink = make();
            {
                const FullDisk full{bytes};
                std::uint64_t at = 0;
                ASSERT_TRUE(sink->open({}));
                while (at < 6) {
                    const auto batch = read_batch(data.store(), at, settings, EntriesWanted::all);
                    ASSERT_TRUE(batch);
                    const auto delivered = sink->deliver(*batch, {});
                    if (!delivered) break;
                    at = batch->upto;
                }
                if (at < 6) ++troubles;
                const auto whole = all_of_the_files();
                EXPECT_EQ(whole, all_of_the_log().substr(0, whole.size())) << bytes;
            }
            deliver_all(*sink);
            EXPECT_EQ(all_of_the_files(), all_of_the_log()) << bytes;
            std::ifstream manifest{out() / "manifest.json"};
            const std::string told{std::istreambuf_iterator<char>{manifest}, {}};
            for (const auto& name : *list_line_files(out())) {
                EXPECT_EQ(told.find(to_text(name)) != std::string::npos, !name.open) << to_text(name) << told;
            }
        }
        EXPECT_GT(troubles, 10U);
    }
}

TEST_F(FilesSinkTest, AFolderIsHeldAgainstASecondSink) {
    auto first = make();
    deliver_all(*first);
    const auto second = make();
    const auto opened = second->open({});
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().why.find("another sink or daemon writes to "), std::string::npos);
    first.reset();
    EXPECT_TRUE(second->open({}));
}

TEST_F(FilesSinkTest, AManifestThatCannotBeReadIsMadeAnew) {
    settings.options["rotate_bytes"] = std::int64_t{1'024};
    deliver_all(*make());
    const auto manifest = out() / "manifest.json";
    const auto text = [&] {
        std::ifstream in{manifest};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    };
    const auto whole = text();
    for (const auto* torn : {"", "{\"sink\":\"fi", "{\"sink\":\"fi\n", "[1]\n"}) {
        std::ofstream{manifest} << torn;
        EXPECT_EQ(deliver_all(*make()), 6U);
        EXPECT_EQ(text(), whole) << torn;
    }
}

TEST_F(FilesSinkTest, OnlyTheTypesAndClassesThatAreAskedForCome) {
    add(2015);
    settings.options["type"] = std::vector<std::string>{"revised"};
    deliver_all(*make());
    const auto revised = all_of_the_files();
    EXPECT_TRUE(all_of_the_log().ends_with(revised));
    EXPECT_EQ(std::ranges::count(revised, '\n'), 1);
    settings.options["class"] = std::vector<std::string>{"withdrawn"};
    fs::remove_all(out());
    deliver_all(*make());
    EXPECT_EQ(all_of_the_files(), "");
}

TEST_F(FilesSinkTest, WhatKeepsOnlySomeFilesCannotBeCompared) {
    settings.options["keep_files"] = std::int64_t{2};
    deliver_all(*make());
    const auto told = make()->tell_held([](const HeldEntry&) {}, {});
    ASSERT_FALSE(told);
    EXPECT_NE(told.error().why.find("keep_files"), std::string::npos);
}

TEST_F(FilesSinkTest, NamesAreReadOnlyAsTheyAreWritten) {
    for (const auto* name : {"changes-1-000000000001.ndjson", "changes-2-000000000043.ndjson.gz",
                             "changes-12-1234567890123.ndjson.open"})
        EXPECT_EQ(to_text(*parse_line_file_name(name)), name);
    for (const auto* name : {"", "manifest.json", "changes-1-1.ndjson", "changes-1-000000000001.ndjson.part",
                             "changes-1-000000000001.ndjson.gz.part", "changes--000000000001.ndjson"})
        EXPECT_FALSE(parse_line_file_name(name)) << name;
}

}  // namespace
}  // namespace ogi::daemon
