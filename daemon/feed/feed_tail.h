#pragma once

#include "storage/store.h"

#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace ogi::daemon {

// The end of the log in memory: what all who wait there are given is read once. Of one thread.
class FeedTail {
  public:
    static constexpr std::size_t bytes_max = std::size_t{4} << 20;

    explicit FeedTail(const storage::Store& store) : store_{store} {}

    // As Store::for_each_change.
    base::Result<void> for_each_change(
        std::uint64_t since, const std::function<bool(std::uint64_t sequence, std::string_view line)>& visit);

    // Of the lines in memory.
    std::size_t bytes() const { return bytes_; }

  private:
    base::Result<void> catch_up(std::uint64_t last);

    const storage::Store& store_;
    std::deque<std::string> lines_;
    std::uint64_t end_ = 0;  // Sequence of the last of them.
    std::size_t bytes_ = 0;
};

}  // namespace ogi::daemon
