#include "crawler/name_lookups.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace ogi::crawler {

namespace asio = boost::asio;
using Steady = std::chrono::steady_clock;

void NameLookups::Place::leave(bool found) {
    const auto lookups = std::exchange(lookups_, nullptr);
    if (!lookups) return;
    --lookups->under_way_;
    if (found) lookups->remember(name_, Steady::now());
    lookups->wake_next();
}

// Those who waited and have gone since are passed over.
void NameLookups::wake_next() {
    while (!line_.empty()) {
        const auto first = std::move(line_.front());
        line_.pop_front();
        if (first->cancel() > 0) return;
    }
}

asio::awaitable<NameLookups::Place> NameLookups::enter(std::shared_ptr<NameLookups> self, std::string name) {
    while (!self->is_known(name, Steady::now())) {
        if (self->under_way_ < self->lookups_max_) {
            ++self->under_way_;
            co_return Place{self, std::move(name)};
        }
        const auto executor = co_await asio::this_coro::executor;
        auto woken = std::make_shared<asio::steady_timer>(executor, Steady::time_point::max());
        self->line_.push_back(woken);
        const auto token = asio::as_tuple(asio::use_awaitable);
        co_await woken->async_wait(token);  // An outside cancellation throws at the next wait.
    }
    // Somebody else looked it up meanwhile, so the place is for the next one.
    self->wake_next();
    co_return Place{};
}

bool NameLookups::is_known(const std::string& name, base::SteadyTime now) const {
    const auto found = known_.find(name);
    return found != known_.end() && now < found->second;
}

void NameLookups::remember(const std::string& name, base::SteadyTime now) {
    if (known_.size() >= names_max) {
        std::erase_if(known_, [&](const auto& entry) { return entry.second <= now; });
    }
    if (known_.size() >= names_max) known_.clear();
    known_[name] = now + lifetime;
}

}  // namespace ogi::crawler
