#include "examples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace ogi::storage {
namespace {

constexpr int commits = 1000;

// What the store should hold, in plain maps.
struct Expected {
    std::map<std::string, model::Page> pages;
    std::map<std::pair<model::ReportKey, int>, model::Revision> revisions;
    std::map<model::ReportKey, model::ReportState> states;
    std::map<std::pair<model::ReportKey, std::string>, model::Copy> copies;
    std::vector<model::ReportKey> changes;
};

class RandomCommits {
  public:
    explicit RandomCommits(unsigned seed) : random_{seed} {}

    // A commit and, in `expected`, what it leads to.
    Commit next(Expected& expected) {
        Commit commit;
        for (int i = below(3); i > 0; --i) {
            commit.pages.push_back(some_page());
            expected.pages[commit.pages.back().url.text()] = commit.pages.back();
        }
        for (int i = below(4); i > 0; --i) {
            commit.discovered.push_back(some_page());
            expected.pages.try_emplace(commit.discovered.back().url.text(), commit.discovered.back());
        }
        if (below(2) == 0) add_revision(commit, expected);
        if (below(4) == 0) remove_a_copy(commit, expected);
        return commit;
    }

  private:
    int below(int end) { return std::uniform_int_distribution{0, end - 1}(random_); }

    model::Page some_page() {
        return page("http://h" + std::to_string(below(12)) + ".example/" + std::to_string(below(40)),
                    at(below(1000)));
    }

    void add_revision(Commit& commit, Expected& expected) {
        const model::ReportKey key{"agency " + std::to_string(below(8)), 2015 + below(6)};
        const auto known = expected.states.find(key);
        const int number = known == expected.states.end() ? 1 : known->second.revision + 1;
        const auto made = revision(key.agency, key.year, number, below(100), 5);
        const auto shown = copy(made, "http://c.example/" + std::to_string(below(5)));
        commit.revisions = {made};
        commit.states = {state(made)};
        commit.copies = {shown};
        commit.changes = {change(made)};
        expected.revisions[{key, number}] = made;
        expected.states[key] = commit.states[0];
        expected.copies[{key, shown.url}] = shown;
        expected.changes.push_back(key);
    }

    void remove_a_copy(Commit& commit, Expected& expected) {
        if (expected.copies.empty() || !commit.copies.empty()) return;
        const auto victim =
            std::next(expected.copies.begin(), below(static_cast<int>(expected.copies.size())));
        commit.copies_removed = {victim->second};
        expected.copies.erase(victim);
    }

    std::mt19937 random_;
};

void expect_same_frontier(const Store& store, const Expected& expected) {
    std::map<std::string, model::Page> pages;
    ASSERT_TRUE(store.for_each_page(
        [&](const model::Page& one) { return pages.emplace(one.url.text(), one).second; }));
    EXPECT_EQ(pages, expected.pages);

    for (const auto now : {at(0), at(300), at(999)}) {
        std::map<std::string, std::vector<std::pair<base::UtcTime, std::string>>> due;
        for (const auto& [text, one] : expected.pages) {
            if (one.due_at <= now) due[one.url.authority()].emplace_back(one.due_at, text);
        }
        std::vector<std::string> hosts;
        for (auto& [host, visits] : due) {
            hosts.push_back(host);
            std::ranges::sort(visits);
            std::vector<std::pair<base::UtcTime, std::string>> stored;
            for (const auto& one : due_pages(store, host, now, 1000).value())
                stored.emplace_back(one.due_at, one.url.text());
            EXPECT_TRUE(std::ranges::is_sorted(stored, {}, [](const auto& one) { return one.first; }));
            std::ranges::sort(stored);  // Those due at one time come in the order of their hashes.
            EXPECT_EQ(stored, visits);
        }
        EXPECT_EQ(due_hosts(store, now).value(), hosts);
    }
    std::optional<base::UtcTime> next;
    for (const auto& [text, one] : expected.pages) next = next ? std::min(*next, one.due_at) : one.due_at;
    EXPECT_EQ(store.next_due().value(), next);
}

void expect_same_reports(const Store& store, const Expected& expected) {
    std::map<model::ReportKey, model::ReportState> states;
    ASSERT_TRUE(store.for_each_report([&](const model::ReportState& of, const model::Revision& current) {
        EXPECT_EQ(current, expected.revisions.at({of.key, of.revision}));
        return states.emplace(of.key, of).second;
    }));
    EXPECT_EQ(states, expected.states);
    std::size_t revisions = 0;
    std::size_t copies = 0;
    for (const auto& [key, of] : states) {
        for (const auto& one : store.history(key).value()) {
            EXPECT_EQ(one, expected.revisions.at({key, one.number}));
            ++revisions;
        }
        for (const auto& one : store.copies(key).value()) {
            EXPECT_EQ(one, expected.copies.at({key, one.url}));
            ++copies;
        }
    }
    EXPECT_EQ(revisions, expected.revisions.size());
    EXPECT_EQ(copies, expected.copies.size());

    std::uint64_t count = 0;
    ASSERT_TRUE(store.for_each_change(0, [&](std::uint64_t sequence, std::string_view line) {
        EXPECT_EQ(sequence, ++count);
        EXPECT_NE(line.find(expected.changes.at(count - 1).agency), std::string_view::npos);
        return true;
    }));
    EXPECT_EQ(count, expected.changes.size());
    EXPECT_EQ(store.last_sequence().value(), expected.changes.size());
}

TEST(RandomCommits, LeaveTheStoreAsPlainMapsWouldBe) {
    const TemporaryFolder folder;
    auto store = open_store(folder.store());
    RandomCommits random{20210120};
    Expected expected;
    for (int i = 1; i <= commits; ++i) {
        const auto before = expected.pages;
        const auto done = store->commit(random.next(expected));
        ASSERT_TRUE(done) << done.error().context;
        ASSERT_EQ(done->last_sequence, expected.changes.size());
        for (const auto& one : done->added) EXPECT_FALSE(before.contains(one.url.text()));
        if (i % 250 == 0) {
            store.reset();
            store = open_store(folder.store());
            expect_same_frontier(*store, expected);
            expect_same_reports(*store, expected);
        }
    }
}

}  // namespace
}  // namespace ogi::storage
