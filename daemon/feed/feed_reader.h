#pragma once

#include "daemon/feed/feed_filter.h"
#include "daemon/feed/feed_tail.h"

#include <boost/asio/awaitable.hpp>

namespace ogi::daemon {

// Some lines of the feed as a reader gets them.
struct FeedPiece {
    std::string text{};
    std::uint64_t seen = 0;   // All up to this entry was looked at.
    std::uint64_t given = 0;  // The last entry in `text`; 0: there is none.
    std::uint64_t lines = 0;
    bool at_end = false;  // Of the log as it was.
};

// Has the other readers go on first.
boost::asio::awaitable<void> let_others_go_on();

// Reads the feed for all who ask over HTTP. Of one thread.
class FeedReader {
  public:
    // Entries looked at for one piece, so that nobody waits long for another's filter.
    static constexpr std::uint64_t looks_max = 2'000;

    explicit FeedReader(const storage::Store& store) : store_{store}, tail_{store}, sieve_{store} {}

    // What follows on `since`, `lines_max` lines at most. Fails as the store does, and then gives nothing.
    base::Result<FeedPiece> read(const FeedRequest& request, std::uint64_t since, std::uint64_t lines_max);
    // One entry, if it is wanted; whether it is.
    base::Result<bool> put(const FeedRequest& request, std::uint64_t sequence, std::string_view line,
                           std::string& text);

    const storage::Store& store() const { return store_; }
    int followers = 0;  // Who wait now for what comes.

  private:
    std::string event_id(Style style, std::uint64_t sequence) const;

    const storage::Store& store_;
    FeedTail tail_;
    FeedSieve sieve_;
};

}  // namespace ogi::daemon
