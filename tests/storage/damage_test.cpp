#include "examples.h"
#include "raw_store.h"
#include "storage/database.h"
#include "storage/keys.h"

#include <gtest/gtest.h>

namespace ogi::storage {
namespace {

using base::ErrorCode;
using Texts = std::vector<std::string>;

// A store with three pages on two hosts, two reports and a snapshot, closed so that it can be damaged.
class Damage : public testing::Test {
  protected:
    void SetUp() override {
        const auto store = open_store(folder_.store());
        for (const auto* agency : {"A", "B"}) ASSERT_TRUE(store->commit(first_look(agency, 2020)));
        Commit commit;
        commit.pages = {page("http://h.example/1", at(1)), page("http://h.example/2", at(2)),
                        page("http://i.example/1", at(3))};
        ASSERT_TRUE(store->commit(commit));
        ASSERT_TRUE(store->put_snapshot(snapshot("http://h.example/1", "one")));
        ASSERT_TRUE(store->put_snapshot(snapshot("http://h.example/2", "two")));
    }

    void damage(std::string_view family, std::string_view key,
                std::string_view value = "not what was written") {
        raw_put(folder_.store(), family, key, value);
    }

    TemporaryFolder folder_;
};

template <class T>
void expect_malformed(const base::Result<T>& result, std::string_view naming) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::malformed);
    EXPECT_NE(result.error().context.find(naming), std::string::npos) << result.error().context;
}

TEST_F(Damage, OfAPageIsToldAndTheOthersAreStillRead) {
    damage("pages", "http://h.example/1");
    const auto store = open_store(folder_.store());
    expect_malformed(store->page(url("http://h.example/1")), "http://h.example/1");
    EXPECT_TRUE(store->page(url("http://h.example/2")).value());

    Texts seen;
    expect_malformed(store->for_each_page([&](const model::Page& one) {
        seen.push_back(one.url.text());
        return true;
    }),
                     "http://h.example/1");
    EXPECT_EQ(seen, (Texts{"http://a.example/2020", "http://h.example/2", "http://i.example/1"}));
}

TEST_F(Damage, OfSeveralPagesIsToldOfEachAndAlsoWhereTheWalkIsStopped) {
    damage("pages", "http://h.example/1");
    damage("pages", "http://h.example/2");
    const auto store = open_store(folder_.store());
    const auto all = store->for_each_page([](const model::Page&) { return true; });
    expect_malformed(all, "http://h.example/1");
    expect_malformed(all, "http://h.example/2");
    expect_malformed(
        store->for_each_page([](const model::Page& one) { return one.url.text() != "http://i.example/1"; }),
        "http://h.example/2");
}

TEST_F(Damage, OfMoreRecordsThanAreToldIsCounted) {
    const auto more = Failures::told_max + 3;
    for (std::size_t i = 0; i < more; ++i) damage("pages", "http://j.example/" + std::to_string(100 + i));
    const auto store = open_store(folder_.store());
    expect_malformed(store->for_each_page([](const model::Page&) { return true; }), "and 3 more");
}

TEST_F(Damage, OfAPageDoesNotStopItsHost) {
    damage("pages", "http://h.example/1");
    const auto store = open_store(folder_.store());
    const auto due = due_pages(*store, "h.example:80", at(10), 10).value();
    ASSERT_EQ(due.size(), 1u);
    EXPECT_EQ(due[0].url.text(), "http://h.example/2");
    // With nothing readable left, silence would look like a host that has no work.
    expect_malformed(due_pages(*store, "h.example:80", at(1), 10), "http://h.example/1");
    expect_malformed(store->mark_due({url("http://h.example/1"), url("http://i.example/1")}, at(0)),
                     "http://h.example/1");
    EXPECT_EQ(store->page(url("http://i.example/1")).value()->due_at, at(0));
}

TEST_F(Damage, OfAPageIsMendedByPuttingItAnew) {
    damage("pages", "http://h.example/1");
    const auto store = open_store(folder_.store());
    Commit commit;
    commit.discovered = {page("http://h.example/1", at(7))};
    EXPECT_TRUE(store->commit(commit).value().added.empty());  // Still known.
    commit.discovered.clear();
    commit.pages = {page("http://h.example/1", at(7))};
    ASSERT_TRUE(store->commit(commit));
    Texts due;
    for (const auto& one : due_pages(*store, "h.example:80", at(10), 10).value())
        due.push_back(one.url.text());
    EXPECT_EQ(due, (Texts{"http://h.example/2", "http://h.example/1"}));  // No place of the old one is left.
}

TEST_F(Damage, OfARevisionOrStateIsToldForThatReportOnly) {
    const auto report = encode_report_key({"A", 2020}).value();
    for (const auto& [family, key] : {std::pair{"revisions", encode(RevisionKey{{"A", 2020}, 1}).value()},
                                      std::pair{"report_states", report}}) {
        damage(family, key, "{}");
        const auto store = open_store(folder_.store());
        Texts seen;
        expect_malformed(store->for_each_report([&](const model::ReportState& of, const model::Revision&) {
            seen.push_back(of.key.agency);
            return true;
        }),
                         "A/2020");
        EXPECT_EQ(seen, Texts{"B"});
        EXPECT_TRUE(store->history({"B", 2020}));
    }
    const auto store = open_store(folder_.store());
    expect_malformed(store->history({"A", 2020}), "A/2020");
    expect_malformed(store->revision({"A", 2020}, 1), "revision 1 of A/2020");
    expect_malformed(store->state({"A", 2020}), "A/2020");
}

TEST_F(Damage, OfACopyIsTold) {
    damage("copies", encode(CopyKey{{"A", 2020}, "http://a.example/2020"}).value(), "[]");
    const auto store = open_store(folder_.store());
    expect_malformed(store->copies({"A", 2020}), "A/2020");
    EXPECT_EQ(store->copies({"B", 2020}).value().size(), 1u);
}

TEST_F(Damage, ALostRevisionIsTold) {
    raw_delete(folder_.store(), "revisions", encode(RevisionKey{{"A", 2020}, 1}).value());
    const auto store = open_store(folder_.store());
    expect_malformed(store->for_each_report([](const auto&, const auto&) { return true; }), "A/2020");
}

TEST_F(Damage, OfASnapshotIsToldForThatSnapshotOnly) {
    const auto digest = snapshot("http://h.example/1", "one").digest;
    damage("bodies", encode_body_key(digest).value());
    {
        const auto store = open_store(folder_.store());
        expect_malformed(store->newest_snapshot(url("http://h.example/1")), "http://h.example/1");
        EXPECT_EQ(store->newest_snapshot(url("http://h.example/2")).value()->body, "two");
    }
    raw_delete(folder_.store(), "bodies", encode_body_key(digest).value());
    expect_malformed(open_store(folder_.store())->newest_snapshot(url("http://h.example/1")), "has no body");
    damage("captures", encode(CaptureKey{"http://h.example/1", at(0)}));
    expect_malformed(open_store(folder_.store())->newest_snapshot(url("http://h.example/1")), "capture of");
}

// A frame that reads well but belongs to another body must not pass for this one.
TEST_F(Damage, ABodyIsHeldAgainstItsDigest) {
    {
        const auto store = open_store(folder_.store());
        ASSERT_TRUE(store->put_snapshot(snapshot("http://h.example/3", "three")));
    }
    // Stands alone; a raw block "xyz".
    const std::string frame_of_other{"\x00\x28\xB5\x2F\xFD\x20\x03\x19\x00\x00xyz", 13};
    damage("bodies", encode_body_key(snapshot("http://h.example/3", "three").digest).value(), frame_of_other);
    expect_malformed(open_store(folder_.store())->newest_snapshot(url("http://h.example/3")),
                     "another digest");
}

TEST_F(Damage, OfTheCountOfChangesIsToldBeforeANumberIsGivenTwice) {
    for (const auto* count : {"1", "3", "x", ""}) {
        damage("meta", "last_sequence", count);
        const auto refused = Store::open(folder_.store(), OpenMode::read_write);
        ASSERT_FALSE(refused) << count;
        EXPECT_EQ(refused.error().code, ErrorCode::malformed);
        EXPECT_NE(refused.error().context.find(folder_.store().string()), std::string::npos);
    }
    damage("meta", "last_sequence", "2");
    EXPECT_TRUE(Store::open(folder_.store(), OpenMode::read_write));
}

}  // namespace
}  // namespace ogi::storage
