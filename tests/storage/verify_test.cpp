#include "storage/verify.h"
#include "storage/table_check.h"

#include "base/digest.h"
#include "examples.h"
#include "raw_store.h"
#include "storage/column_families.h"
#include "storage/keys.h"
#include "storage/repair.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace ogi::storage {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// A body that is larger than what others are stored against.
std::string page_of(int number) {
    std::string body = "<html>";
    for (int part = 0; part < 100; ++part) {
        const auto word = base::sha256_hex(std::to_string(part));
        body += word + word + word + word;
    }
    return body + base::sha256_hex(std::to_string(number));
}

class Verify : public testing::Test {
  protected:
    // Two reports, one with a second revision; pages with and without reports, one in doubt; bodies on a
    // base.
    void SetUp() override {
        const auto store = open_store(folder());
        for (const auto* agency : {"A", "B"}) {
            auto commit = first_look(agency, 2020);
            const auto body = snapshot("http://h.example/" + std::string{agency}, page_of(agency[0]));
            ASSERT_TRUE(store->put_snapshot(body));
            commit.revisions[0].snapshot = body.digest;
            commit.pages[0].url = url("http://h.example/" + std::string{agency});
            commit.pages[0].snapshot = body.digest;
            commit.pages[0].reports = {{agency, 2020}};
            commit.copies[0].url = commit.pages[0].url.text();
            ASSERT_TRUE(store->commit(std::move(commit)));
        }
        Commit commit;
        auto second = revision("A", 2020, 2, 8);
        second.snapshot = snapshot("http://h.example/A", page_of('A')).digest;
        auto told = change(second, model::ChangeType::revised);
        told.cells = {{second.report.cells.begin()->first, {}, second.report.cells.begin()->second}};
        commit.revisions = {second};
        commit.states = {state(second)};
        commit.changes = {told};
        auto doubted = page("http://h.example/zwgk/1", at(5));
        doubted.suspect.emplace();
        commit.pages = {doubted, page("http://i.example/1", at(3)),
                        page("http://i.example/zwgk/2", due_never)};
        ASSERT_TRUE(store->commit(commit));
    }
    fs::path folder() const { return folder_.store(); }

    // The words of what is wrong, each once, in order.
    Words wrong() {
        const auto store = open_store(folder(), OpenMode::read_only);
        Words words;
        told_.clear();
        const auto done = verify(*store, {}, [&](const Violation& violation) {
            words.emplace_back(name_of(violation.fault));
            told_ += words.back() + " " + violation.where + ": " + violation.what + "\n";
        });
        EXPECT_TRUE(done) << done.error().context;
        if (done) {
            EXPECT_EQ(done->families.size(), families.size());
        }
        std::ranges::sort(words);
        words.erase(std::ranges::unique(words).begin(), words.end());
        return words;
    }
    std::string report_key() const { return encode_report_key({"A", 2020}).value(); }
    std::string body_key() const { return encode_body_key(base::sha256_hex(page_of('B'))).value(); }

    TemporaryFolder folder_;
    std::string told_;
};

TEST_F(Verify, FindsNothingInAStoreThatIsWhole) {
    EXPECT_EQ(wrong(), Words{}) << told_;
}

TEST_F(Verify, FindsNothingInAnEmptyStore) {
    const TemporaryFolder other;
    { open_store(other.store()); }
    const auto store = open_store(other.store(), OpenMode::read_only);
    EXPECT_EQ(verify(*store, {}, [](const Violation&) {}).value().violations, 0u);
}

struct Damage {
    std::string_view family;
    std::string key;
    std::string_view value;
    Words expected;
};

TEST_F(Verify, TellsADamagedValueOfEachFamily) {
    const auto revision_key = encode(RevisionKey{{"A", 2020}, 1}).value();
    const auto copy_key = encode(CopyKey{{"A", 2020}, "http://h.example/A"}).value();
    const auto capture_key = encode(CaptureKey{"http://h.example/A", at(0)});
    const Damage cases[] = {
        {"meta", "last_host", "x", {"wrong_meta"}},
        {"pages", "http://i.example/1", "x", {"stray_schedule", "unreadable_record"}},
        {"hosts",
         "i.example:80",
         "x",
         {"stray_schedule", "unknown_host", "unreadable_record", "wrong_count"}},
        {"robots", "i.example:80", "x", {"unreadable_record"}},
        {"bodies", body_key(), "x", {"base_index", "unreadable_record"}},
        {"captures", capture_key, "x", {"unreadable_record"}},
        {"report_states", report_key(), "x", {"unreadable_record"}},
        {"revisions", revision_key, "x", {"unreadable_record"}},
        {"copies", copy_key, "x", {"unreadable_record"}},
        {"agencies", "C", "x", {"unreadable_record"}},
        {"changes",
         encode_change_key(2),
         "x",
         {"chain_differs", "newest_differs", "timeline_differs", "unreadable_record"}},
        {"consumers", "C", "x", {"unreadable_record"}},
    };
    for (const auto& [family, key, value, expected] : cases) {
        const auto before = raw_get(folder(), family, key);
        raw_put(folder(), family, key, value);
        const auto found = wrong();
        EXPECT_TRUE(std::ranges::includes(expected, found) && !found.empty()) << family << '\n' << told_;
        EXPECT_TRUE(std::ranges::find(found, "unreadable_record") != found.end() ||
                    std::ranges::find(found, "wrong_meta") != found.end())
            << family << '\n'
            << told_;
        if (before.empty()) {
            raw_delete(folder(), family, key);
        } else {
            raw_put(folder(), family, key, before);
        }
    }
    EXPECT_EQ(wrong(), Words{}) << told_;
}

TEST_F(Verify, TellsAMissingRecordOfEachFamily) {
    const auto copy_key = encode(CopyKey{{"A", 2020}, "http://h.example/A"}).value();
    const std::tuple<std::string_view, std::string, std::string_view> cases[] = {
        {"pages", "http://i.example/1", "stray_schedule"},
        {"schedule", "", "not_scheduled"},
        {"hosts", "i.example:80", "unknown_host"},
        {"prefixes", "", "wrong_count"},
        {"bodies", body_key(), "missing_body"},
        {"report_states", report_key(), "stray_revision"},
        {"revisions", encode(RevisionKey{{"A", 2020}, 1}).value(), "missing_revision"},
        {"revisions", encode(RevisionKey{{"A", 2020}, 2}).value(), "missing_revision"},
        {"copies", copy_key, "missing_copy"},
        {"suspects", "http://h.example/zwgk/1", "suspect_index"},
        {"bases", "", "base_index"},
        {"timeline", "", "timeline_differs"},
        {"changes", encode_change_key(2), "sequence_gap"},
        {"chain", encode_change_key(1), "chain_differs"},
        {"chain", encode_change_key(3), "chain_differs"},
        {"newest", "", "newest_differs"},
    };
    for (const auto& [family, named, expected] : cases) {
        const auto key = named.empty() ? raw_keys(folder(), family).at(0) : named;
        const auto before = raw_get(folder(), family, key);
        raw_delete(folder(), family, key);
        const auto found = wrong();
        EXPECT_NE(std::ranges::find(found, expected), found.end()) << family << '\n' << told_;
        raw_put(folder(), family, key, before);
    }
    EXPECT_EQ(wrong(), Words{}) << told_;
}

TEST_F(Verify, TellsAWrongCountOfAHost) {
    auto host = raw_get(folder(), "hosts", "i.example:80");
    const auto place = host.find("\"urls\":2");
    ASSERT_NE(place, std::string::npos) << host;
    raw_put(folder(), "hosts", "i.example:80", host.replace(place, 8, "\"urls\":3"));
    EXPECT_EQ(wrong(), Words{"wrong_count"}) << told_;
}

TEST_F(Verify, TellsABodyThatIsAnother) {
    // Stands alone; a raw block "xyz".
    const std::string frame_of_other{"\x00\x28\xB5\x2F\xFD\x20\x03\x19\x00\x00xyz", 13};
    const auto small = snapshot("http://i.example/1", "three");
    ASSERT_TRUE(open_store(folder())->put_snapshot(small));
    raw_put(folder(), "bodies", encode_body_key(small.digest).value(), frame_of_other);
    EXPECT_EQ(wrong(), Words{"wrong_digest"}) << told_;
}

TEST_F(Verify, TellsWhereTheFeedAndTheReportsDiffer) {
    const auto old = raw_get(folder(), "report_states", report_key());
    auto state = old;
    raw_put(folder(), "report_states", report_key(),
            state.replace(state.find("\"revision\":2"), 12, "\"revision\":1"));
    EXPECT_EQ(wrong(), Words{"feed_differs"}) << told_;
    EXPECT_NE(told_.find("A/2020"), std::string::npos) << told_;
    raw_put(folder(), "report_states", report_key(), old);

    auto line = raw_get(folder(), "changes", encode_change_key(3));
    const auto value = line.find("\"new\":8");
    ASSERT_NE(value, std::string::npos) << line;
    raw_put(folder(), "changes", encode_change_key(3), line.replace(value, 7, "\"new\":9"));
    EXPECT_EQ(wrong(), (Words{"chain_differs", "newest_differs", "wrong_content"})) << told_;
}

TEST_F(Verify, TellsAnEntryThatWasAlteredSinceItWasServed) {
    auto line = raw_get(folder(), "changes", encode_change_key(1));
    line.replace(line.find("a.example"), 1, "b");
    raw_put(folder(), "changes", encode_change_key(1), line);
    const auto found = wrong();
    EXPECT_NE(std::ranges::find(found, "chain_differs"), found.end()) << told_;
    EXPECT_NE(told_.find("change 1: its link is another"), std::string::npos) << told_;
}

TEST_F(Verify, TellsAnIndexOfTheNewestEntriesThatIsAnother) {
    // Entry 1 tells of A, too; 3 is newer.
    const auto right = raw_get(folder(), "newest", encode_change_key(3));
    raw_delete(folder(), "newest", encode_change_key(3));
    raw_put(folder(), "newest", encode_change_key(1), right);
    EXPECT_EQ(wrong(), Words{"newest_differs"}) << told_;
    ASSERT_TRUE(repair(*open_store(folder())));
    EXPECT_EQ(wrong(), Words{}) << told_;
    EXPECT_EQ(raw_get(folder(), "newest", encode_change_key(3)), right);
}

TEST_F(Verify, RepairLinksTheLogAnew) {
    const auto links = raw_keys(folder(), "chain");
    const auto before = raw_get(folder(), "chain", links.back());
    raw_put(folder(), "chain", links[1], std::string(72, 'x'));
    raw_delete(folder(), "chain", links[2]);
    EXPECT_EQ(wrong(), (Words{"chain_differs", "newest_differs"})) << told_;
    ASSERT_TRUE(repair(*open_store(folder())));
    EXPECT_EQ(wrong(), Words{}) << told_;
    EXPECT_EQ(raw_get(folder(), "chain", links.back()), before);
}

TEST_F(Verify, AsksWhoKnowsMoreOfARevision) {
    const auto store = open_store(folder(), OpenMode::read_only);
    Words where;
    VerifyOptions options;
    options.check_revision = [](const model::Revision& revision) {
        return revision.number == 2 ? std::optional<std::string>{"not so"} : std::nullopt;
    };
    ASSERT_TRUE(
        verify(*store, options, [&](const Violation& violation) { where.push_back(violation.where); }));
    EXPECT_EQ(where, Words{"revision 2 of A/2020"});
}

TEST_F(Verify, RepairMakesAnewWhatFollowsFromTheRest) {
    for (const auto* family : {"schedule", "prefixes", "bases", "timeline"})
        raw_delete(folder(), family, raw_keys(folder(), family).at(0));
    raw_delete(folder(), "suspects", "http://h.example/zwgk/1");
    raw_put(folder(), "suspects", "http://i.example/1", "");
    raw_put(folder(), "schedule", encode(ScheduleKey{1, at(77), hash_of(url("http://h.example/A"))}),
            "http://h.example/A");
    auto host = raw_get(folder(), "hosts", "i.example:80");
    raw_put(folder(), "hosts", "i.example:80", host.replace(host.find("\"urls\":2"), 8, "\"urls\":9"));
    EXPECT_EQ(wrong(), (Words{"base_index", "chain_differs", "not_scheduled", "stray_schedule",
                              "suspect_index", "timeline_differs", "wrong_count"}))
        << told_;
    {
        const auto store = open_store(folder());
        const auto repaired = repair(*store);
        ASSERT_TRUE(repaired) << repaired.error().context;
        EXPECT_EQ(repaired->put, 4u);
        EXPECT_EQ(repaired->removed, 2u);
    }
    EXPECT_EQ(wrong(), Words{}) << told_;
    EXPECT_EQ(repair(*open_store(folder()))->put, 0u);
}

// A block of a table whose checksum does not fit: what is in other blocks is read and told all the same.
TEST_F(Verify, ABlockThatCannotBeReadIsToldAndTheRestGoesOn) {
    {
        const auto store = open_store(folder());
        for (int i = 0; i < 4000; i += 100) {
            Commit commit;
            for (int k = i; k < i + 100; ++k) {
                commit.pages.push_back(page("http://big.example/" + std::to_string(10'000 + k), at(k)));
                commit.pages.back().link_text =
                    base::sha256_hex(std::to_string(k)) + base::sha256_hex("x" + std::to_string(k));
            }
            ASSERT_TRUE(store->commit(std::move(commit), Durability::at_next_sync));
        }
    }
    raw_compact(folder());
    ASSERT_EQ(wrong(), Words{}) << told_;
    EXPECT_EQ(check_tables(*open_store(folder(), OpenMode::read_only), 1U << 30).damage, "");
    fs::path largest;
    for (const auto& entry : fs::directory_iterator{folder()})
        if (entry.path().extension() == ".sst" &&
            (largest.empty() || entry.file_size() > fs::file_size(largest)))
            largest = entry.path();
    {
        std::fstream table{largest, std::ios::binary | std::ios::in | std::ios::out};
        table.seekp(static_cast<std::streamoff>(fs::file_size(largest) / 3));
        table.write("damage", 6);
    }
    const auto found = wrong();
    EXPECT_NE(std::ranges::find(found, "unreadable_block"), found.end()) << told_;
    // What cannot be read is damage, and no count that is wrong.
    EXPECT_TRUE(std::ranges::all_of(found, [](const auto& word) { return word == "unreadable_block"; }))
        << told_;
    const auto damaged = open_store(folder(), OpenMode::read_only);
    const auto check = check_tables(*damaged, fs::file_size(largest) * 2);
    EXPECT_TRUE(check.looked);
    EXPECT_NE(check.damage.find("checksum"), std::string::npos) << check.damage;
    EXPECT_FALSE(check_tables(*damaged, 1).looked);

    const auto store = open_store(folder(), OpenMode::read_only);
    std::size_t pages = 0;
    const auto walked = store->for_each_page([&](const model::Page&) { return ++pages > 0; });
    ASSERT_FALSE(walked);
    EXPECT_EQ(walked.error().code, base::ErrorCode::malformed);
    EXPECT_GT(pages, 3000u);
    EXPECT_LT(pages, 4000u);
    EXPECT_EQ(store->history({"A", 2020}).value().size(), 2u);
    // The crawl of the host goes on with the pages that can be read.
    const auto batch = store->next_batch("big.example:80", {.until = at(5'000)}, 5'000, {});
    ASSERT_TRUE(batch) << batch.error().context;
    EXPECT_GT(batch->pages.size(), 3'000u);
    EXPECT_LT(batch->pages.size(), 4'000u);
    EXPECT_FALSE(batch->damage);
}

}  // namespace
}  // namespace ogi::storage
