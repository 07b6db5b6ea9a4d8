#include "daemon/crawl/host_work.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

namespace {

std::optional<base::UtcTime> earlier(std::optional<base::UtcTime> a, std::optional<base::UtcTime> b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

}  // namespace

storage::DuePage HostWork::take() {
    auto due = std::move(pages_.front());
    pages_.pop_front();
    held_.insert(due.page.url.text());
    return due;
}

void HostWork::release(const std::string& url) {
    held_.erase(url);
    if (loading_) released_.insert(url);
}

void HostWork::start_loading() {
    // Those that wait for others are read again.
    if (!pages_.empty()) cursor_.clear();
    pages_.clear();
    loading_ = true;
    restart_ = false;
    lowered_.reset();
    released_.clear();
}

void HostWork::finish_loading(storage::DueBatch batch) {
    loading_ = false;
    cursor_ = restart_ ? std::string{} : std::move(batch.cursor);
    behind_ = earlier(batch.next_due, lowered_);
    for (auto& due : batch.pages) {
        const auto& url = due.page.url.text();
        if (!held_.contains(url) && !released_.contains(url)) pages_.push_back(std::move(due));
    }
    released_.clear();
}

bool HostWork::awaits_others() const {
    if (pages_.empty() || held_.empty()) return false;
    const auto& page = pages_.front().page;
    return page.outcome == model::VisitOutcome::gone || !page.replaced.empty() || page.suspect.has_value();
}

void HostWork::lower_due(base::UtcTime due, base::UtcTime now) {
    behind_ = earlier(behind_, due);
    if (loading_) lowered_ = earlier(lowered_, due);
    if (due > now) return;  // It lies behind the cursor, which has not come further than now.
    cursor_.clear();
    restart_ = true;
    if (pages_.empty() || pages_.front().page.due_at <= due) return;
    behind_ = earlier(behind_, pages_.front().page.due_at);
    pages_.clear();
}

std::optional<base::UtcTime> HostWork::due() const {
    if (awaits_others()) return std::nullopt;
    return has_page() ? std::optional{pages_.front().page.due_at} : behind_;
}

}  // namespace ogi::daemon
