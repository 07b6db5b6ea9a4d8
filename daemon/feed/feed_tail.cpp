#include "daemon/feed/feed_tail.h"

namespace ogi::daemon {

using base::Result;

namespace {

// Where the log has grown by more since the last look, its end is begun anew.
constexpr std::uint64_t lines_behind_max = 4096;

}  // namespace

Result<void> FeedTail::catch_up(std::uint64_t last) {
    if (last - end_ > lines_behind_max) {
        lines_.clear();
        bytes_ = 0;
        end_ = last - lines_behind_max;
    }
    TRY_VOID(store_.for_each_change(end_, [&](std::uint64_t sequence, std::string_view line) {
        lines_.emplace_back(line);
        bytes_ += line.size();
        end_ = sequence;
        for (; bytes_ > bytes_max && lines_.size() > 1; lines_.pop_front()) bytes_ -= lines_.front().size();
        return true;
    }));
    return {};
}

Result<void> FeedTail::for_each_change(
    std::uint64_t since, const std::function<bool(std::uint64_t sequence, std::string_view line)>& visit) {
    TRY(last, store_.last_sequence());
    if (since >= last) return {};
    // Whoever is far behind reads the log for himself.
    if (last - since <= lines_behind_max) {
        if (end_ < last) TRY_VOID(catch_up(last));
        const auto begin = end_ - lines_.size();
        if (since >= begin) {
            for (auto i = since - begin; i < lines_.size(); ++i)
                if (!visit(begin + i + 1, lines_[i])) return {};
            return {};
        }
    }
    return store_.for_each_change(since, visit);
}

}  // namespace ogi::daemon
