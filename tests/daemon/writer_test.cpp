#include "daemon/crawl/writer.h"

#include "small_store.h"

#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace ogi::daemon {
namespace {

storage::Commit page_commit(int number) {
    storage::Commit commit;
    model::Page page;
    page.url = base::Url::parse("http://a.example/" + std::to_string(number)).value();
    commit.pages = {page};
    return commit;
}

TEST(Writer, WritesInOrderAndTellsInOrderOnceItIsDurable) {
    SmallStore small;
    std::vector<int> written;
    std::vector<int> told;
    {
        Writer writer{small.store()};
        for (int i = 0; i < 2'000; ++i) {
            writer.write(
                [&, i]() -> base::Result<void> {
                    written.push_back(i);
                    TRY(done, small.store().commit(page_commit(i), storage::Durability::at_next_sync));
                    static_cast<void>(done);
                    return {};
                },
                [&, i](const base::Result<void>& outcome) {
                    EXPECT_TRUE(outcome);
                    EXPECT_GE(written.size(), static_cast<std::size_t>(i) + 1);
                    told.push_back(i);
                });
        }
    }  // Nothing that was asked for is left behind.
    ASSERT_EQ(written.size(), 2'000u);
    EXPECT_EQ(told, written);
    for (int i = 0; i < 2'000; ++i) ASSERT_EQ(written[static_cast<std::size_t>(i)], i);
}

TEST(Writer, AWriteThatFailsIsToldAndTheNextOneIsDone) {
    SmallStore small;
    Writer writer{small.store()};
    std::promise<base::ErrorCode> failed;
    std::promise<bool> done;
    writer.write([] { return base::Result<void>{base::fail(base::ErrorCode::io, "no room")}; },
                 [&](const base::Result<void>& outcome) { failed.set_value(outcome.error().code); });
    writer.write([] { return base::Result<void>{}; },
                 [&](const base::Result<void>& outcome) { done.set_value(outcome.has_value()); });
    EXPECT_EQ(failed.get_future().get(), base::ErrorCode::io);
    EXPECT_TRUE(done.get_future().get());
}

TEST(Writer, WhatIsToldMayAskForMore) {
    SmallStore small;
    std::promise<void> last;
    Writer writer{small.store()};
    writer.write([] { return base::Result<void>{}; },
                 [&](const base::Result<void>&) { writer.post([&] { last.set_value(); }); });
    last.get_future().wait();
}

TEST(Writer, ASyncThatFailsIsToldToAllThatWaitForIt) {
    SmallStore small;
    small.make_read_only();
    std::promise<bool> told;
    Writer writer{small.store()};
    writer.write([] { return base::Result<void>{}; },
                 [&](const base::Result<void>& outcome) { told.set_value(outcome.has_value()); });
    EXPECT_FALSE(told.get_future().get());
}

}  // namespace
}  // namespace ogi::daemon
