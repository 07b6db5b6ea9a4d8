#include "examples.h"

#include <gtest/gtest.h>

namespace ogi::storage {
namespace {

TEST(Settings, OutliveTheStoreBeingClosed) {
    TemporaryFolder folder;
    {
        const auto store = open_store(folder.store());
        EXPECT_EQ(store->setting("paused").value(), std::nullopt);
        ASSERT_TRUE(store->set_setting("paused", "a.example\n"));
        ASSERT_TRUE(store->set_setting("sources", ""));
    }
    const auto store = open_store(folder.store());
    EXPECT_EQ(store->setting("paused").value(), "a.example\n");
    EXPECT_EQ(store->setting("sources").value(), "");
    EXPECT_EQ(store->setting("format").value(), std::nullopt);  // Not that of the store itself.
    ASSERT_TRUE(store->set_setting("paused", "*\n"));
    EXPECT_EQ(store->setting("paused").value(), "*\n");
}

TEST(DueNever, KeepsAPageOutOfTheSchedule) {
    TemporaryFolder folder;
    const auto store = open_store(folder.store());
    auto one = page("http://a.example/1", at(1'000));
    Commit commit;
    commit.pages = {one};
    ASSERT_TRUE(store->commit(std::move(commit)));
    one.due_at = storage::due_never;
    Commit away;
    away.pages = {one};
    ASSERT_TRUE(store->commit(std::move(away)));
    EXPECT_EQ(store->next_due().value(), std::nullopt);
    EXPECT_TRUE(due_hosts(*store, storage::due_never).value().empty());
    EXPECT_EQ(store->page(one.url).value()->due_at, storage::due_never);
    ASSERT_TRUE(store->mark_due({one.url}, at(2'000)));
    EXPECT_EQ(store->next_due().value(), at(2'000));
}

}  // namespace
}  // namespace ogi::storage
