#include "feed_http.h"

#include "daemon/feed/feed_tail.h"

#include <poll.h>
#include <future>

namespace ogi::daemon {
namespace {

constexpr std::chrono::milliseconds patience{200};

// Whoever takes nothing of what is written has little time here.
class SlowFollower : public FeedHttp {
  protected:
    SlowFollower() { settings_.write_timeout = patience; }
    void SetUp() override {
        // More than the buffers of a socket hold.
        for (int i = 0; i < 4'000; ++i) entries_.push_back(entry(i));
        append(small_.store(), entries_);
        FeedHttp::SetUp();
    }

  public:
    static model::Change entry(int number, std::size_t bytes = 1'000) {
        model::Change change;
        change.key = {"甲局" + std::to_string(number / 1000), 1000 + number % 1000};
        change.revision = 1;
        change.source_url = "http://a.example/" + std::string(bytes, 'a');
        return change;
    }
    static void append(storage::Store& store, std::vector<model::Change> entries) {
        storage::Commit commit;
        commit.changes = std::move(entries);
        ASSERT_TRUE(store.commit(std::move(commit)));
    }

  private:
    std::vector<model::Change> entries_;
};

TEST_F(SlowFollower, WhoTakesNothingIsClosedAndHisCursorIsStillGood) {
    asio::io_context context;
    asio::local::stream_protocol::socket peer{context};
    peer.connect((small_.folder() / "ogid.sock").string());
    const std::string request = "GET /v1/changes?since=0&feed=continuous HTTP/1.1\r\nHost: a\r\n\r\n";
    asio::write(peer, asio::buffer(request));
    // Nothing is read, until the server has given it up.
    pollfd waiting{.fd = peer.native_handle(), .events = POLLRDHUP, .revents = 0};
    ASSERT_EQ(poll(&waiting, 1, 30'000), 1);
    std::string got;
    boost::system::error_code end;
    std::array<char, 65536> piece{};
    while (!end) got.append(piece.data(), peer.read_some(asio::buffer(piece), end));
    EXPECT_TRUE(got.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_FALSE(got.ends_with("\r\n0\r\n\r\n"));  // He sees that this is not the end.
    // Others were not held up, and he goes on behind the last whole line.
    const auto cursor_at = got.rfind(R"("cursor":"1-)", got.rfind('\n'));
    ASSERT_NE(cursor_at, std::string::npos);
    const auto begin = cursor_at + std::string_view{R"("cursor":")"}.size();
    const auto cursor = got.substr(begin, got.find('"', begin) - begin);
    const auto rest = ask("/v1/changes?since=" + cursor).lines;
    ASSERT_FALSE(rest.empty());
    EXPECT_EQ(member(rest.front(), "sequence"), std::to_string(std::stoul(cursor.substr(2)) + 1));
    EXPECT_EQ(member(rest.back(), "sequence"), "4000");
}

TEST_F(SlowFollower, WhoStopsReadingHoldsUpNeitherOthersNorTheWriter) {
    asio::io_context context;
    asio::local::stream_protocol::socket peer{context};
    peer.connect((small_.folder() / "ogid.sock").string());
    const std::string request = "GET /v1/changes?since=0&feed=continuous HTTP/1.1\r\nHost: a\r\n\r\n";
    asio::write(peer, asio::buffer(request));
    auto poll_of_another = std::async(std::launch::async, [this] {
        return ask("/v1/changes?since=4000&feed=longpoll&timeout=30000").lines;
    });
    report("乙局", 2020, 1);
    EXPECT_EQ(members(poll_of_another.get(), "subject"), Texts{"乙局/2020"});
}

// What is kept in memory of the log's end is bounded, and nobody sees that.
TEST(FeedTail, LetsGoOfWhatIsTooMuchAndReadsOnAsTheLogDoes) {
    const SmallStore small;
    FeedTail tail{small.store()};
    constexpr int at_once = 600;
    constexpr std::size_t line_bytes = 4'000;
    const auto read = [](auto& from, std::uint64_t since) {
        std::vector<std::pair<std::uint64_t, std::string>> lines;
        EXPECT_TRUE(from.for_each_change(since, [&](std::uint64_t sequence, std::string_view line) {
            lines.emplace_back(sequence, line);
            return true;
        }));
        return lines;
    };
    std::size_t most = 0;
    for (int step = 0; step < 4; ++step) {
        std::vector<model::Change> entries;
        for (int i = 0; i < at_once; ++i)
            entries.push_back(SlowFollower::entry(step * at_once + i, line_bytes));
        SlowFollower::append(small.store(), std::move(entries));
        const std::uint64_t last = at_once * (static_cast<std::uint64_t>(step) + 1);
        for (const auto since : {last - 1, last - 500, last - at_once, std::uint64_t{0}, last})
            EXPECT_EQ(read(tail, since), read(small.store(), since)) << step << ' ' << since;
        EXPECT_LE(tail.bytes(), FeedTail::bytes_max);
        most = std::max(most, tail.bytes());
    }
    EXPECT_GT(most, FeedTail::bytes_max / 2);  // It held as much as it may.
    // One line that is larger than all that is kept, and lines behind it.
    SlowFollower::append(small.store(), {SlowFollower::entry(9'000, FeedTail::bytes_max + 1)});
    EXPECT_EQ(read(tail, at_once * 4), read(small.store(), at_once * 4));
    SlowFollower::append(small.store(), {SlowFollower::entry(9'001)});
    EXPECT_EQ(read(tail, at_once * 4), read(small.store(), at_once * 4));
    EXPECT_EQ(read(tail, at_once * 4 + 1), read(small.store(), at_once * 4 + 1));
    EXPECT_LE(tail.bytes(), FeedTail::bytes_max);
}

// More entries at once than are read anew.
TEST(FeedTail, BeginsAnewBehindALongAbsence) {
    const SmallStore small;
    FeedTail tail{small.store()};
    std::vector<std::uint64_t> seen;
    const auto visit = [&](std::uint64_t sequence, std::string_view) {
        seen.push_back(sequence);
        return true;
    };
    for (int made = 0; made < 10'000; made += 5'000) {
        std::vector<model::Change> entries;
        for (int i = 0; i < 5'000; ++i) entries.push_back(SlowFollower::entry(made + i, 1));
        SlowFollower::append(small.store(), std::move(entries));
        seen.clear();
        const auto last = static_cast<std::uint64_t>(made) + 5'000;
        ASSERT_TRUE(tail.for_each_change(last - 3, visit));
        EXPECT_EQ(seen, (std::vector{last - 2, last - 1, last}));
        seen.clear();
        ASSERT_TRUE(tail.for_each_change(last - 4'999, visit));
        EXPECT_EQ(seen.size(), 4'999U);
        EXPECT_EQ(seen.front(), last - 4'998);
    }
}

}  // namespace
}  // namespace ogi::daemon
