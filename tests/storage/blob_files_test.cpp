#include "storage/blob_files.h"

#include "base/digest.h"
#include "examples.h"
#include "storage/compact.h"
#include "storage/verify.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <functional>

namespace ogi::storage {
namespace {

namespace fs = std::filesystem;

// So much is flushed to a file when the store is closed.
constexpr int bodies_a_file = 50;

// Text that does not become small.
std::string body_of(int number) {
    std::string body;
    for (int part = 0; part < 2'000; ++part)
        body += base::sha256_hex(std::to_string(number) + "/" + std::to_string(part));
    return body;
}

model::Snapshot capture(int number) {
    return snapshot("http://h" + std::to_string(number) + ".example/1", body_of(number));
}

// A store with two files of bodies.
class BlobFiles : public testing::Test {
  protected:
    void SetUp() override {
        for (int number = 0; number < 2 * bodies_a_file; ++number) {
            if (number % bodies_a_file == 0) store_ = open_store(folder_.store());
            ASSERT_TRUE(store_->put_snapshot(capture(number)));
            if (number % bodies_a_file == bodies_a_file - 1) store_.reset();
        }
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator{folder_.store()})
            if (entry.path().extension() == ".blob") files.push_back(entry.path());
        std::ranges::sort(files);
        ASSERT_EQ(files.size(), 2u);
        first_ = files.front();
    }

    struct Told {
        std::vector<Violation> all;
        std::size_t of(Fault fault) const {
            return static_cast<std::size_t>(std::ranges::count(all, fault, &Violation::fault));
        }
    };
    Told verified() const {
        const auto store = open_store(folder_.store(), OpenMode::read_only);
        Told told;
        const auto done =
            verify(*store, {}, [&](const Violation& violation) { told.all.push_back(violation); });
        EXPECT_TRUE(done) << done.error().context;
        if (done) {
            EXPECT_EQ(done->families.size(), families_);
            EXPECT_EQ(done->violations, told.all.size());
        }
        return told;
    }

    TemporaryFolder folder_;
    std::unique_ptr<Store> store_;
    fs::path first_;
    static constexpr std::size_t families_ = 20;
};

TEST_F(BlobFiles, AWholeStoreHasNone) {
    EXPECT_TRUE(verified().all.empty());
    EXPECT_TRUE(damaged_blob_files(*open_store(folder_.store(), OpenMode::read_only)).empty());
}

struct Damage {
    std::string name;
    std::function<void(const fs::path&)> done;
    std::string told;        // Of the file; empty: only who reads it sees it.
    std::size_t unread_min;  // Bodies.
};
const std::vector<Damage> damages = {
    {"missing", [](const fs::path& file) { fs::remove(file); }, "it is not there", bodies_a_file},
    {"short", [](const fs::path& file) { fs::resize_file(file, 100'000); }, "it has 100000 bytes of ",
     bodies_a_file},
    {"empty", [](const fs::path& file) { fs::resize_file(file, 0); }, "it has 0 bytes of ", bodies_a_file},
    {"not a file",
     [](const fs::path& file) {
         fs::remove(file);
         fs::create_directory(file);
     },
     "it is no file", bodies_a_file},
    {"flipped",
     [](const fs::path& file) {
         std::fstream bytes{file, std::ios::binary | std::ios::in | std::ios::out};
         bytes.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
         bytes.write("damage", 6);
     },
     "", 1},
};

TEST_F(BlobFiles, EveryDamageIsToldAndTheRestIsStillHeldAgainstItsDigests) {
    const auto whole = folder_.store().parent_path() / "whole";
    fs::copy_file(first_, whole);
    for (const auto& [name, done, what, unread_min] : damages) {
        SCOPED_TRACE(name);
        done(first_);
        const auto told = verified();
        const auto store = open_store(folder_.store(), OpenMode::read_only);
        const auto files = damaged_blob_files(*store);
        EXPECT_EQ(files.size(), what.empty() ? 0u : 1u);
        EXPECT_EQ(told.of(Fault::unreadable_file), files.size());
        if (!files.empty()) {
            EXPECT_EQ(files[0].file, first_.filename());
            EXPECT_EQ(files[0].family, "bodies");
            EXPECT_TRUE(files[0].what.starts_with(what)) << files[0].what;
        }
        // Twenty by name, and how many more.
        EXPECT_EQ(told.of(Fault::unreadable_record), std::min<std::size_t>(unread_min, 21));
        if (unread_min > 20) {
            EXPECT_EQ(told.all.back().what, "30 more of its values cannot be read");
        }
        // A body that cannot be read is neither missing nor without use.
        EXPECT_EQ(told.all.size(), files.size() + std::min<std::size_t>(unread_min, 21));
        EXPECT_FALSE(unread_min > 1 && store->newest_snapshot(capture(0).url));
        const auto other = store->newest_snapshot(capture(bodies_a_file).url);
        ASSERT_TRUE(other) << other.error().context;
        EXPECT_EQ((*other)->body, body_of(bodies_a_file));
        fs::remove_all(first_);
        fs::copy_file(whole, first_);
        EXPECT_TRUE(verified().all.empty());
    }
}

TEST_F(BlobFiles, TheNextVisitOfAPageHealsItsBody) {
    fs::remove(first_);
    {
        const auto store = open_store(folder_.store());
        ASSERT_FALSE(store->newest_snapshot(capture(0).url));
        const auto stored = store->put_snapshot(capture(0));
        ASSERT_TRUE(stored) << stored.error().context;
        const auto page = store->newest_snapshot(capture(0).url);
        ASSERT_TRUE(page) << page.error().context;
        EXPECT_EQ((*page)->body, body_of(0));
        // Another page of the site cannot be stored against a body that is gone; it stands alone.
        auto other = snapshot("http://h1.example/2", body_of(1) + "more");
        ASSERT_TRUE(store->put_snapshot(other));
        EXPECT_EQ((*store->newest_snapshot(other.url))->body, other.body);
        for (int number = 1; number < bodies_a_file; ++number)
            ASSERT_TRUE(store->put_snapshot(capture(number)));
    }
    EXPECT_EQ(verified().of(Fault::unreadable_record), 0u);
}

TEST(BlobFilesOfBases, APageHealsItsBodyWhereTheBaseOfItIsLost) {
    const TemporaryFolder folder;
    // A template that becomes small, so that it is the base of its site, and large enough for a file of
    // bodies.
    std::string frame;
    for (int part = 0; part < 300; ++part)
        frame += base::sha256_hex(std::to_string(part)) + std::string(128, ' ');
    const auto first = snapshot("http://h.example/1", frame + "first");
    const auto second = snapshot("http://h.example/2", frame + "second");
    const auto third = snapshot("http://h.example/3", frame + "third");
    for (const auto& page : {first, second, third})
        ASSERT_TRUE(open_store(folder.store())->put_snapshot(page));
    std::size_t files = 0;
    for (const auto& entry : fs::directory_iterator{folder.store()})
        if (entry.path().extension() == ".blob") fs::remove(entry.path()), ++files;
    ASSERT_EQ(files, 1u) << "the others do not lean on the first";
    {
        const auto store = open_store(folder.store());
        ASSERT_FALSE(store->newest_snapshot(second.url));
        ASSERT_TRUE(store->put_snapshot(second));
        const auto healed = store->newest_snapshot(second.url);
        ASSERT_TRUE(healed) << healed.error().context;
        EXPECT_EQ((*healed)->body, second.body);
        ASSERT_TRUE(store->put_snapshot(first));
        EXPECT_EQ((*store->newest_snapshot(first.url))->body, first.body);
        // What leans on the base is whole again with it.
        const auto whole = store->newest_snapshot(third.url);
        ASSERT_TRUE(whole) << whole.error().context;
        EXPECT_EQ((*whole)->body, third.body);
    }
    const auto store = open_store(folder.store(), OpenMode::read_only);
    std::vector<Violation> told;
    ASSERT_TRUE(verify(*store, {}, [&](const Violation& violation) { told.push_back(violation); }));
    // The file is still missed, and nothing that lay in it.
    EXPECT_EQ(std::ranges::count(told, Fault::unreadable_file, &Violation::fault), 1);
    EXPECT_EQ(told.size(), 1u) << told.back().where << ": " << told.back().what;
}

TEST_F(BlobFiles, AFileThatWasDroppedSinceIsMissedByNobody) {
    const auto before = open_store(folder_.store(), OpenMode::read_only);
    {
        // A daemon compacts everything into other files beside it.
        const auto daemon = open_store(folder_.store());
        ASSERT_TRUE(compact(*daemon));
    }
    ASSERT_FALSE(fs::exists(first_));
    std::vector<Violation> told;
    const auto done = verify(*before, {}, [&](const Violation& violation) { told.push_back(violation); });
    ASSERT_TRUE(done) << done.error().context;
    EXPECT_TRUE(told.empty()) << told.front().where << ": " << told.front().what;
}

}  // namespace
}  // namespace ogi::storage
