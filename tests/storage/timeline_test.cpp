#include "examples.h"

#include "storage/keys.h"
#include "storage/timeline.h"

#include <gtest/gtest.h>

#include <map>

namespace ogi::storage {
namespace {

using model::AsOf;
using model::ChangeType;
using model::TimelineEntry;

const TimelineEntry entry{.type = ChangeType::withdrawn,
                          .cause = model::Cause::source,
                          .change_class = model::ChangeClass::withdrawn,
                          .reason = model::GoneReason::not_found,
                          .revision = 2,
                          .source_url = "u",
                          .observed_at = at(1),
                          .recorded_at = at(2)};

TEST(TimelineRecord, HasTheseBytes) {
    const std::string bytes = std::string{"\x01"} + "\x09withdrawn" + "\x06source" + "\x09withdrawn" +
                              "\x09not_found" + "\x04" + "\x01u" + "\xD0\x0F" + "\xA0\x1F";
    EXPECT_EQ(timeline_value(entry), bytes);
    EXPECT_EQ(read_timeline_value(bytes).value(), entry);
    auto added = entry;
    added.type = ChangeType::added;
    added.change_class.reset();
    added.reason.reset();
    EXPECT_EQ(read_timeline_value(timeline_value(added)).value(), added);
}

TEST(TimelineRecord, RefusesForeignBytes) {
    const auto bytes = timeline_value(entry);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(read_timeline_value(bytes.substr(0, size))) << size;
    EXPECT_FALSE(read_timeline_value(bytes + '\0'));
    EXPECT_FALSE(read_timeline_value("\x02" + bytes.substr(1)));
}

TEST(TimelineKey, SortsByReportThenSequence) {
    const TimelineKey in_order[] = {
        {{"A", 2020}, 1}, {{"A", 2020}, 300}, {{"A", 2021}, 2}, {{"AB", 2019}, 1}};
    std::string before;
    for (const auto& key : in_order) {
        const auto bytes = encode(key).value();
        EXPECT_LT(before, bytes);
        EXPECT_EQ(decode_timeline_key(bytes).value(), key);
        before = bytes;
    }
    EXPECT_FALSE(encode(TimelineKey{{"A", 2020}, 0}));
    for (const auto* bytes : {"", "A", "12345678"}) EXPECT_FALSE(decode_timeline_key(bytes));
}

class Timeline : public testing::Test {
  protected:
    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = open_store(folder_.store());

    void commit(std::string_view agency, int number, ChangeType type, base::UtcTime recorded_at) {
        const auto shown = revision(agency, 2020, number);
        Commit commit;
        if (!store_->revision({std::string{agency}, 2020}, number).value()) commit.revisions.push_back(shown);
        commit.states.push_back(state(shown));
        commit.changes.push_back(change(shown, type));
        commit.recorded_at = recorded_at;
        ASSERT_TRUE(store_->commit(std::move(commit)));
    }
    // "A 1 added; B 1 withdrawn" of every report as it was then.
    std::string all(const AsOf& as_of, const model::ReportKey& after = {}) const {
        std::string told;
        EXPECT_TRUE(store_->for_each_report_as_of(
            as_of,
            [&](const model::ReportState& state, const model::Revision& revision) {
                EXPECT_EQ(revision.number, state.revision);
                told += (told.empty() ? "" : "; ") + state.key.agency + " " + std::to_string(state.revision) +
                        (state.withdrawn_at ? " withdrawn" : "");
                return true;
            },
            after));
        return told;
    }
};

TEST_F(Timeline, EveryEntryOfTheLogIsInTheTimelineOfItsReport) {
    commit("A", 1, ChangeType::added, at(10));
    commit("B", 1, ChangeType::added, at(10));
    commit("A", 2, ChangeType::revised, at(10));
    const auto entries = store_->timeline({"A", 2020}).value();
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].sequence, 1U);
    EXPECT_EQ(entries[1].sequence, 3U);
    EXPECT_EQ(entries[1].type, ChangeType::revised);
    EXPECT_EQ(entries[1].recorded_at, at(10));
    EXPECT_TRUE(store_->timeline({"C", 2020}).value().empty());
}

TEST_F(Timeline, TwoCommitsOfOneSecondAreToldApartBySequence) {
    commit("A", 1, ChangeType::added, at(10));
    commit("B", 1, ChangeType::added, at(10));
    commit("A", 2, ChangeType::revised, at(10));
    commit("B", 1, ChangeType::withdrawn, at(11));
    EXPECT_EQ(all({.sequence = 0}), "");
    EXPECT_EQ(all({.sequence = 1}), "A 1");
    EXPECT_EQ(all({.sequence = 2}), "A 1; B 1");
    EXPECT_EQ(all({.sequence = 3}), "A 2; B 1");
    EXPECT_EQ(all({.sequence = 4}), "A 2; B 1 withdrawn");
    EXPECT_EQ(all({.sequence = 4}, {"A", 2020}), "B 1 withdrawn");
    EXPECT_EQ(all({.time = at(9)}), "");
    EXPECT_EQ(all({.time = at(10)}), "A 2; B 1");
    EXPECT_EQ(all({.time = at(11)}), "A 2; B 1 withdrawn");
    EXPECT_EQ(store_->entry_as_of({"A", 2020}, {.sequence = 2}).value()->revision, 1);
    EXPECT_FALSE(store_->entry_as_of({"B", 2020}, {.sequence = 1}).value());
}

TEST_F(Timeline, AClockThatIsSetBackDoesNotUndoWhatCameLater) {
    commit("A", 1, ChangeType::added, at(100));
    commit("A", 2, ChangeType::revised, at(50));
    EXPECT_EQ(all({.time = at(60)}), "A 2");
    EXPECT_EQ(all({.time = at(100)}), "A 2");
}

TEST_F(Timeline, AStoreWithManyReportsSaysOfEachMomentWhatItsLogSays) {
    std::map<std::string, std::string> said;
    std::vector<std::string> moments;
    for (int n = 0; n < 60; ++n) {
        const std::string agency(1, static_cast<char>('A' + n * 7 % 5));
        const auto known = store_->state({agency, 2020}).value();
        const int number = known ? known->revision + 1 : 1;
        commit(agency, number, known ? ChangeType::revised : ChangeType::added, at(n));
        said[agency] = agency + " " + std::to_string(number);
        std::string whole;
        for (const auto& [name, words] : said) whole += (whole.empty() ? "" : "; ") + words;
        moments.push_back(whole);
    }
    for (std::size_t i = 0; i < moments.size(); ++i) {
        EXPECT_EQ(all({.sequence = i + 1}), moments[i]);
        EXPECT_EQ(all({.time = at(static_cast<std::int64_t>(i))}), moments[i]);
    }
}

}  // namespace
}  // namespace ogi::storage
