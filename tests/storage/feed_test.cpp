#include "base/digest.h"
#include "examples.h"
#include "raw_store.h"
#include "storage/keys.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace ogi::storage {
namespace {

using base::Sha256;

struct Line {
    std::uint64_t sequence = 0;
    std::string text;
};

std::vector<Line> all_lines(const Store& store) {
    std::vector<Line> lines;
    EXPECT_TRUE(store.for_each_change(0, [&](std::uint64_t sequence, std::string_view line) {
        lines.push_back({sequence, std::string{line}});
        return true;
    }));
    return lines;
}

std::string subject_of(std::string_view line) {
    constexpr std::string_view member = "\"subject\":\"";
    const auto begin = line.find(member) + member.size();
    return std::string{line.substr(begin, line.find('"', begin) - begin)};
}

// What any consumer can do: from the lines alone.
Checkpoint folded(const Store& store, std::uint64_t at) {
    std::map<std::string, Sha256> newest;
    Checkpoint sum{.cursor = store.cursor_at(at)};
    for (const auto& [sequence, line] : all_lines(store)) {
        if (sequence > at) break;
        const std::string before{sum.chain.begin(), sum.chain.end()};
        sum.chain = base::sha256(before + line);
        newest[subject_of(line)] = base::sha256(line);
    }
    for (const auto& [subject, digest] : newest) {
        unsigned carry = 0;
        for (int i = 31; i >= 0; --i) {
            const auto place = static_cast<std::size_t>(i);
            carry += unsigned{sum.digest[place]} + digest[place];
            sum.digest[place] = static_cast<unsigned char>(carry);
            carry >>= 8;
        }
    }
    sum.reports = newest.size();
    return sum;
}

std::vector<std::uint64_t> newest_after(const Store& store, std::uint64_t since) {
    std::vector<std::uint64_t> found;
    EXPECT_TRUE(store.for_each_newest(since, [&](std::uint64_t sequence, std::string_view) {
        found.push_back(sequence);
        return true;
    }));
    return found;
}

class Feed : public testing::Test {
  protected:
    TemporaryFolder folder_;
    std::unique_ptr<Store> store_ = open_store(folder_.store());

    void append(std::initializer_list<std::pair<std::string, int>> reports) {
        Commit commit;
        for (const auto& [agency, number] : reports)
            commit.changes.push_back(
                change(revision(agency, 2020, number),
                       number == 1 ? model::ChangeType::added : model::ChangeType::revised));
        ASSERT_TRUE(store_->commit(std::move(commit)));
    }
};

TEST_F(Feed, LinesCarryTheirCursor) {
    append({{"A", 1}});
    const auto lines = all_lines(*store_);
    const auto cursor = std::to_string(store_->epoch()) + "-1";
    EXPECT_NE(lines[0].text.find(R"("sequence":"1","cursor":")" + cursor + R"(","data":{)"),
              std::string::npos)
        << lines[0].text;
}

TEST_F(Feed, EachEntryHasTheCheckpointThatItsLinesAddUpTo) {
    append({{"A", 1}});
    append({{"B", 1}, {"A", 2}, {"C", 1}});
    append({{"C", 2}, {"C", 3}, {"C", 4}});
    store_.reset();
    store_ = open_store(folder_.store());
    append({{"A", 3}});
    for (std::uint64_t at = 0; at <= 8; ++at)
        EXPECT_EQ(store_->checkpoint(at).value(), folded(*store_, at)) << at;
    EXPECT_EQ(store_->checkpoint(8)->reports, 3u);
    EXPECT_EQ(store_->checkpoint(9).error().code, base::ErrorCode::usage);
}

TEST_F(Feed, ALinkIsTheseBytes) {
    append({{"A", 1}});
    const auto line = all_lines(*store_)[0].text;
    store_.reset();
    const auto chained = base::sha256(std::string(32, '\0') + line);
    const auto digest = base::sha256(line);
    const std::string key{"\0\0\0\0\0\0\0\1", 8};
    EXPECT_EQ(raw_get(folder_.store(), "chain", key),
              std::string(chained.begin(), chained.end()) + std::string(digest.begin(), digest.end()) + key);
    EXPECT_EQ(raw_get(folder_.store(), "newest", key),
              std::string(digest.begin(), digest.end()) + encode_report_key({"A", 2020}).value());
}

TEST_F(Feed, StyleLatestHasEachReportOnce) {
    append({{"A", 1}, {"B", 1}, {"A", 2}});
    EXPECT_EQ(newest_after(*store_, 0), (std::vector<std::uint64_t>{2, 3}));
    append({{"B", 2}, {"C", 1}});
    EXPECT_EQ(newest_after(*store_, 0), (std::vector<std::uint64_t>{3, 4, 5}));
    EXPECT_EQ(newest_after(*store_, 3), (std::vector<std::uint64_t>{4, 5}));
    EXPECT_EQ(newest_after(*store_, 5), std::vector<std::uint64_t>{});
}

TEST_F(Feed, StyleLatestShowsNothingThatAPowerFailureCouldTakeBack) {
    append({{"A", 1}, {"B", 1}});
    Commit commit;
    commit.changes = {change(revision("A", 2020, 2), model::ChangeType::revised)};
    ASSERT_TRUE(store_->commit(std::move(commit), Durability::at_next_sync));
    EXPECT_EQ(newest_after(*store_, 0), (std::vector<std::uint64_t>{1, 2}));
    EXPECT_FALSE(store_->checkpoint(3));
    ASSERT_TRUE(store_->sync());
    EXPECT_EQ(newest_after(*store_, 0), (std::vector<std::uint64_t>{2, 3}));
}

TEST_F(Feed, TheSubjectsAtAnEntryAreTheSameForEver) {
    const auto at = [&](std::uint64_t sequence, const model::ReportKey& after = {}) {
        std::string found;
        EXPECT_TRUE(store_->for_each_subject(sequence, after, [&](const auto& key, const auto& entry) {
            found += key.agency + std::to_string(entry.sequence) + " ";
            return true;
        }));
        return found;
    };
    append({{"B", 1}, {"A", 1}, {"B", 2}});
    EXPECT_EQ(at(0), "");
    EXPECT_EQ(at(2), "A2 B1 ");
    EXPECT_EQ(at(3), "A2 B3 ");
    append({{"A", 2}, {"C", 1}});
    EXPECT_EQ(at(2), "A2 B1 ");
    EXPECT_EQ(at(3), "A2 B3 ");
    EXPECT_EQ(at(5), "A4 B3 C5 ");
    EXPECT_EQ(at(5, {"A", 2020}), "B3 C5 ");
    EXPECT_EQ(at(3, {"B", 2020}), "");
}

TEST_F(Feed, LinesAreFoundByTheirNumbers) {
    append({{"A", 1}, {"B", 1}});
    const auto all = all_lines(*store_);
    EXPECT_EQ(store_->lines({2, 1}).value(), (std::vector<std::string>{all[1].text, all[0].text}));
    EXPECT_EQ(store_->lines({1, 3}).error().code, base::ErrorCode::malformed);
}

TEST_F(Feed, ACommitIsRefusedWhereTheChainDoesNotReachTheEndOfTheLog) {
    append({{"A", 1}});
    store_.reset();
    raw_delete(folder_.store(), "chain", encode_change_key(1));
    store_ = open_store(folder_.store());
    Commit commit;
    commit.changes = {change(revision("B", 2020))};
    const auto refused = store_->commit(std::move(commit));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().context.find("--repair"), std::string::npos) << refused.error().context;
}

using Outcome = Parked::Outcome;

TEST_F(Feed, AConsumerParksItsCursorByCompareAndSet) {
    EXPECT_EQ(store_->park_consumer({"index", {1, 5}, at(1)}, {})->outcome, Outcome::done);
    const auto twice = store_->park_consumer({"index", {1, 6}, at(2)}, {}).value();
    EXPECT_EQ(twice.outcome, Outcome::another_cursor);
    EXPECT_EQ(twice.now->cursor, (model::Cursor{1, 5}));
    EXPECT_EQ(store_->park_consumer({"index", {1, 6}, at(2)}, model::Cursor{1, 4})->outcome,
              Outcome::another_cursor);
    EXPECT_EQ(store_->park_consumer({"other", {1, 6}, at(2)}, model::Cursor{1, 4})->outcome,
              Outcome::another_cursor);
    EXPECT_EQ(store_->park_consumer({"index", {1, 6}, at(2)}, model::Cursor{1, 5})->outcome, Outcome::done);
    store_.reset();
    store_ = open_store(folder_.store());
    EXPECT_EQ(store_->consumer("index").value(), (Consumer{"index", {1, 6}, at(2)}));
    EXPECT_EQ(store_->consumer("other").value(), std::nullopt);
    EXPECT_EQ(store_->consumers()->size(), 1u);
    EXPECT_TRUE(store_->remove_consumer("index").value());
    EXPECT_FALSE(store_->remove_consumer("index").value());
}

TEST_F(Feed, AConsumerNeverGoesBack) {
    ASSERT_TRUE(store_->park_consumer({"index", {1, 5}, at(1)}, {}));
    EXPECT_EQ(store_->park_consumer({"index", {1, 4}, at(2)}, model::Cursor{1, 5})->outcome,
              Outcome::would_go_back);
    EXPECT_EQ(store_->park_consumer({"index", {1, 5}, at(2)}, model::Cursor{1, 5})->outcome, Outcome::done);
    // After a restore it begins anew where the log was cut.
    EXPECT_EQ(store_->park_consumer({"index", {7, 3}, at(2)}, model::Cursor{1, 5})->outcome, Outcome::done);
    EXPECT_EQ(store_->park_consumer({"index", {1, 9}, at(2)}, model::Cursor{7, 3})->outcome,
              Outcome::would_go_back);
}

TEST_F(Feed, AConsumersNameIsShortAndPrintable) {
    for (const auto& name : {std::string{}, std::string(consumer_name_bytes_max + 1, 'x'),
                             std::string{"a\nb"}, std::string{"\xFF"}, std::string{"a/b"}})
        EXPECT_EQ(store_->park_consumer({name, {1, 0}, at(1)}, {}).error().code, base::ErrorCode::usage);
    EXPECT_TRUE(store_->park_consumer({"索引 1", {1, 0}, at(1)}, {}));
}

TEST_F(Feed, ConsumersAreBounded) {
    for (std::size_t i = 0; i < consumers_max; ++i)
        ASSERT_TRUE(store_->park_consumer({std::to_string(i), {1, 0}, at(1)}, {}));
    const auto refused = store_->park_consumer({"one more", {1, 0}, at(1)}, {});
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().context.find("consumers_max"), std::string::npos);
    EXPECT_EQ(store_->park_consumer({"7", {1, 1}, at(1)}, model::Cursor{1, 0})->outcome, Outcome::done);
}

}  // namespace
}  // namespace ogi::storage
