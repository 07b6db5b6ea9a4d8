#include "child.h"
#include "examples.h"
#include "raw_store.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fstream>
#include <map>

namespace ogi::storage {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

// Name and content of every file but RocksDB's LOG, which tells of attempts to open.
std::map<std::string, std::string> files_of(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator{folder}) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("LOG")) continue;
        std::ifstream in{entry.path(), std::ios::binary};
        files[name] = std::string{std::istreambuf_iterator<char>{in}, {}};
    }
    return files;
}

void write(const fs::path& file, std::string_view content) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << content;
}

// The error, whose words must name the folder.
base::Error refusal(const fs::path& folder, OpenMode mode) {
    const auto opened = Store::open(folder, mode);
    EXPECT_FALSE(opened);
    if (opened) return {ErrorCode::usage, ""};
    EXPECT_NE(opened.error().context.find(folder.string()), std::string::npos) << opened.error().context;
    return opened.error();
}

class Opening : public testing::Test {
  protected:
    void make_store(int commits = 2) {
        const auto store = open_store(folder());
        for (int i = 0; i < commits; ++i) ASSERT_TRUE(store->commit(nth_look(i)));
    }
    fs::path folder() const { return folder_.store(); }
    fs::path manifest() const {
        for (const auto& entry : fs::directory_iterator{folder()}) {
            if (entry.path().filename().string().starts_with("MANIFEST")) return entry.path();
        }
        return {};
    }

    TemporaryFolder folder_;
};

TEST_F(Opening, MakesTheFolderAndGivesTheStoreAName) {
    const auto deep = folder_.path() / "var" / "lib" / "store";
    const auto name = open_store(deep)->source_uri();
    EXPECT_EQ(name.size(), std::string_view{"urn:ogid:"}.size() + 32);
    EXPECT_TRUE(name.starts_with("urn:ogid:"));
    EXPECT_EQ(open_store(deep)->source_uri(), name);
    EXPECT_EQ(open_store(deep, OpenMode::read_only)->source_uri(), name);
    EXPECT_NE(open_store(folder_.path() / "other")->source_uri(), name);
}

TEST_F(Opening, OtherFilesInTheFolderAreLeftAlone) {
    fs::create_directories(folder());
    write(folder() / "notes.log", "kept");
    write(folder() / "ogid.sock", "");
    make_store();
    EXPECT_EQ(files_of(folder())["notes.log"], "kept");
    EXPECT_TRUE(fs::exists(folder() / "ogid.sock"));
}

TEST_F(Opening, ForReadingMakesNothing) {
    EXPECT_EQ(refusal(folder(), OpenMode::read_only).code, ErrorCode::not_found);
    EXPECT_FALSE(fs::exists(folder()));
    fs::create_directories(folder());
    EXPECT_EQ(refusal(folder(), OpenMode::read_only).code, ErrorCode::not_found);
    EXPECT_TRUE(fs::is_empty(folder()));
}

TEST_F(Opening, ForReadingChangesNothing) {
    make_store();
    const auto before = files_of(folder());
    const auto logs = std::distance(fs::directory_iterator{folder()}, {});
    {
        const auto store = open_store(folder(), OpenMode::read_only);
        EXPECT_EQ(store->last_sequence().value(), 2u);
        const auto refused = store->commit(nth_look(2));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::usage);
        EXPECT_FALSE(store->put_snapshot(snapshot("http://a.example/", "x")));
    }
    EXPECT_EQ(files_of(folder()), before);
    EXPECT_EQ(std::distance(fs::directory_iterator{folder()}, {}), logs);
}

TEST_F(Opening, ForReadingWorksWithoutTheRightToWrite) {
    make_store();
    const auto see = fs::perms::owner_read | fs::perms::owner_exec | fs::perms::group_read |
                     fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec;
    fs::permissions(folder_.path(), see);
    fs::permissions(folder(), see);
    Child reader{folder().string(), "visit"};
    EXPECT_EQ(reader.read_line(), "2");
    EXPECT_EQ(reader.wait(), 0);
    fs::permissions(folder_.path(), fs::perms::owner_all);
    fs::permissions(folder(), fs::perms::owner_all);
}

TEST_F(Opening, WithoutTheRightToReadIsAnErrorThatSaysSo) {
    make_store();
    fs::permissions(folder(), fs::perms::owner_all);
    fs::permissions(folder_.path(), fs::perms::owner_all);
    if (::geteuid() != 0) GTEST_SKIP() << "only root can make a folder that this program may not read";
    Child reader{folder().string(), "visit"};
    const auto words = reader.read_line();
    EXPECT_NE(words.find(folder().string()), std::string::npos) << words;
    EXPECT_NE(words.find("Permission denied"), std::string::npos) << words;
    EXPECT_EQ(reader.wait(), 3);
}

TEST_F(Opening, AReaderSeesTheStoreBesideARunningWriter) {
    const auto writer = open_store(folder());
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(writer->commit(nth_look(i)));
        const auto reader = open_store(folder(), OpenMode::read_only);
        EXPECT_EQ(reader->last_sequence().value(), static_cast<std::uint64_t>(i + 1));
        EXPECT_EQ(due_hosts(*reader, at(100)).value().size(), 1u);
    }
}

TEST_F(Opening, TwiceForWritingIsBusyAndSaysWhatToDo) {
    {
        const auto first = open_store(folder());
        EXPECT_EQ(refusal(folder(), OpenMode::read_write).code, ErrorCode::busy);
    }
    Child holder{folder().string(), "hold"};
    ASSERT_EQ(holder.read_line(), "open");
    const auto refused = refusal(folder(), OpenMode::read_write);
    EXPECT_EQ(refused.code, ErrorCode::busy);
    EXPECT_NE(refused.context.find("stop it first"), std::string::npos) << refused.context;
    EXPECT_TRUE(Store::open(folder(), OpenMode::read_only));
    EXPECT_EQ(holder.wait(), 0);
    EXPECT_TRUE(Store::open(folder(), OpenMode::read_write));
}

std::uintmax_t log_bytes(const std::filesystem::path& folder) {
    std::uintmax_t bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator{folder})
        if (entry.path().extension() == ".log") bytes += entry.file_size();
    return bytes;
}

TEST_F(Opening, AfterAGoodEndReadsNoLongLog) {
    constexpr int pages = 4'000;
    {
        const auto store = open_store(folder());
        for (int i = 0; i < pages; i += 100) {
            Commit commit;
            for (int k = i; k < i + 100; ++k) {
                commit.pages.push_back(page("http://a.example/" + std::to_string(k), at(k)));
                commit.pages.back().link_text = std::string(1000, 'x');
            }
            ASSERT_TRUE(store->commit(std::move(commit), Durability::at_next_sync));
        }
        EXPECT_GT(log_bytes(folder()), std::uintmax_t{4} << 20);
    }
    EXPECT_LT(log_bytes(folder()), std::uintmax_t{64} << 10);
    EXPECT_EQ(due_pages(*open_store(folder()), "a.example:80", at(pages), 2 * pages).value().size(), pages);
}

TEST_F(Opening, ANewerFormatIsNamedAndLeftAlone) {
    make_store();
    raw_put(folder(), "meta", "format", "8");
    auto before = files_of(folder());
    for (const auto mode : {OpenMode::read_only, OpenMode::read_write}) {
        const auto refused = refusal(folder(), mode);
        EXPECT_EQ(refused.code, ErrorCode::malformed);
        EXPECT_TRUE(refused.context.starts_with("this store has format 8, this ogid knows 7"))
            << refused.context;
    }
    EXPECT_EQ(files_of(folder()), before);

    raw_add_family(folder(), "of_format_7");
    before = files_of(folder());
    for (const auto mode : {OpenMode::read_only, OpenMode::read_write}) {
        EXPECT_TRUE(
            refusal(folder(), mode).context.starts_with("this store has format 8, this ogid knows 7"));
    }
    EXPECT_EQ(files_of(folder()), before);
}

TEST_F(Opening, AFormatThatIsTooOldIsNamedAndLeftAlone) {
    make_store();
    raw_put(folder(), "meta", "format", "3");
    const auto before = files_of(folder());
    for (const auto mode : {OpenMode::read_only, OpenMode::read_write}) {
        EXPECT_TRUE(
            refusal(folder(), mode).context.starts_with("this store has format 3, this ogid knows 7"));
        EXPECT_NE(refusal(folder(), mode).context.find("give [store] path another folder"),
                  std::string::npos);
    }
    EXPECT_EQ(files_of(folder()), before);
}

TEST_F(Opening, AFormatThatIsNoNumberIsRefused) {
    make_store();
    for (const auto* format : {"", "one", "1x", "-1", "0"}) {
        raw_put(folder(), "meta", "format", format);
        EXPECT_EQ(refusal(folder(), OpenMode::read_write).code, ErrorCode::malformed) << format;
    }
}

TEST_F(Opening, AnotherProgramsDatabaseIsRefusedAndLeftAlone) {
    raw_add_family(folder(), "wallet");
    const auto before = files_of(folder());
    for (const auto mode : {OpenMode::read_only, OpenMode::read_write}) {
        EXPECT_EQ(refusal(folder(), mode).code, ErrorCode::malformed);
    }
    EXPECT_EQ(files_of(folder()), before);

    const auto other = folder_.path() / "other";
    raw_put(other, "pages", "key", "value");  // A name that we have, too.
    EXPECT_EQ(refusal(other, OpenMode::read_write).code, ErrorCode::malformed);
    EXPECT_EQ(raw_keys(other, "pages"), std::vector<std::string>{"key"});
}

// A kill in the first moments of a new store leaves a database with nothing in it.
TEST_F(Opening, AStoreThatWasNeverFinishedIsFinished) {
    raw_add_family(folder(), "meta");
    raw_add_family(folder(), "pages");
    EXPECT_EQ(refusal(folder(), OpenMode::read_only).code, ErrorCode::not_found);
    make_store();
    EXPECT_EQ(open_store(folder())->last_sequence().value(), 2u);
}

TEST_F(Opening, AFileInPlaceOfTheFolderIsAnError) {
    write(folder(), "a file");
    for (const auto mode : {OpenMode::read_only, OpenMode::read_write}) {
        EXPECT_EQ(refusal(folder(), mode).code, ErrorCode::io);
    }
    EXPECT_EQ(refusal(folder() / "below", OpenMode::read_write).code, ErrorCode::io);
    std::ifstream in{folder()};
    EXPECT_EQ((std::string{std::istreambuf_iterator<char>{in}, {}}), "a file");
}

TEST_F(Opening, GarbageInPlaceOfCurrentOrManifestIsToldAndNothingIsDestroyed) {
    make_store();
    const auto current = folder() / "CURRENT";
    const auto manifest_file = manifest();
    const auto whole = files_of(folder());
    const struct {
        fs::path file;
        std::string_view content;
    } cases[] = {
        {current, ""},          {current, "garbage"},
        {current, "garbage\n"}, {current, "MANIFEST-999999\n"},
        {manifest_file, ""},    {manifest_file, "garbage that is longer than a header of a log record"},
    };
    for (const auto& [file, content] : cases) {
        const auto original = whole.at(file.filename().string());
        write(file, content);
        const auto before = files_of(folder());
        for (const auto mode : {OpenMode::read_only, OpenMode::read_write}) {
            const auto refused = refusal(folder(), mode);
            EXPECT_EQ(refused.code, ErrorCode::malformed) << file << content << refused.context;
        }
        EXPECT_EQ(files_of(folder()), before) << file << content;
        write(file, original);
    }
    EXPECT_EQ(open_store(folder())->last_sequence().value(), 2u);
}

TEST_F(Opening, AStoreWithoutItsCurrentFileIsNotMadeAnew) {
    make_store();
    fs::rename(folder() / "CURRENT", folder_.path() / "CURRENT");
    const auto before = files_of(folder());
    for (const auto mode : {OpenMode::read_only, OpenMode::read_write}) {
        EXPECT_EQ(refusal(folder(), mode).code, ErrorCode::malformed);
    }
    EXPECT_EQ(files_of(folder()), before);
    fs::rename(folder_.path() / "CURRENT", folder() / "CURRENT");
    EXPECT_EQ(open_store(folder())->last_sequence().value(), 2u);
}

TEST_F(Opening, ALostTableIsTold) {
    make_store();
    { const auto store = open_store(folder()); }  // Recovery writes the log into tables.
    bool lost = false;
    for (const auto& entry : fs::directory_iterator{folder()}) {
        if (entry.path().extension() != ".sst") continue;
        fs::remove(entry.path());
        lost = true;
        break;
    }
    ASSERT_TRUE(lost);
    EXPECT_EQ(refusal(folder(), OpenMode::read_write).code, ErrorCode::malformed);
}

TEST_F(Opening, RocksdbsOwnLogStaysBounded) {
    for (int i = 0; i < 12; ++i) open_store(folder());
    std::uintmax_t logs = 0;
    for (const auto& entry : fs::directory_iterator{folder()}) {
        if (entry.path().filename().string().starts_with("LOG")) ++logs;
    }
    EXPECT_LE(logs, 4u);
}

}  // namespace
}  // namespace ogi::storage
