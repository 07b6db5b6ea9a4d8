#include "crawler/robots_cache.h"

#include "crawler/challenge.h"
#include "crawler/retry_after.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace ogi::crawler {

namespace asio = boost::asio;
using model::FailureReason;
using Steady = std::chrono::steady_clock;

namespace {

base::UtcTime utc_of(base::SteadyTime time, base::UtcTime now) {
    return now + std::chrono::ceil<std::chrono::milliseconds>(time - Steady::now());
}

RobotsAnswer answer_from(const model::RobotsRecord& record) {
    return {.standing = record.standing,
            .rules = std::make_shared<RobotsTxt>(
                record.standing == RobotsStanding::known ? RobotsTxt::parse(record.body) : RobotsTxt{}),
            .failure = record.failure,
            .reason = record.reason,
            .valid_until = record.valid_until};
}

}  // namespace

struct RobotsCache::Host {
    RobotsAnswer answer;
    std::list<std::string>::iterator place;
    std::size_t rule_bytes = 0;                    // Counted in RobotsCache::rule_bytes_; 0: no rules yet.
    std::shared_ptr<asio::steady_timer> answered;  // Set while somebody asks; cancelled when that is over.
};

// Somebody asks for a host's file. When it ends, by an answer or otherwise, those who wait look again.
class RobotsCache::Asking {
  public:
    Asking(Host& host, const asio::any_io_executor& executor) : host_{host} {
        host_.answered = std::make_shared<asio::steady_timer>(executor, Steady::time_point::max());
    }
    Asking(const Asking&) = delete;
    Asking& operator=(const Asking&) = delete;
    ~Asking() {
        host_.answered->cancel();
        host_.answered.reset();
    }

  private:
    Host& host_;  // A host somebody asks for is never evicted.
};

RobotsCache::RobotsCache(Transport& transport, std::shared_ptr<HostTurns> turns, base::Clock clock,
                         RobotsSettings settings)
    : transport_{transport}, turns_{std::move(turns)}, clock_{std::move(clock)}, settings_{settings} {}

RobotsCache::~RobotsCache() = default;

asio::awaitable<RobotsAnswer> RobotsCache::find(std::shared_ptr<RobotsCache> self, base::Url url,
                                                std::chrono::milliseconds longest_hold) {
    const auto executor = co_await asio::this_coro::executor;
    const auto woken = asio::as_tuple(asio::use_awaitable);
    const auto key = url.authority();
    while (true) {
        auto& host = self->hosts_[key];
        if (!host) {
            self->by_use_.push_front(key);
            host = std::make_unique<Host>();
            host->place = self->by_use_.begin();
            self->take_from_shelf(key, *host);
        }
        self->by_use_.splice(self->by_use_.begin(), self->by_use_, host->place);
        if (self->holds(host->answer.valid_until)) {
            auto answer = host->answer;
            self->evict();  // It may have come from the shelf.
            co_return answer;
        }
        if (const auto answered = host->answered) {
            co_await answered->async_wait(woken);
            continue;
        }
        Host& mine = *host;
        const Asking asking{mine, executor};
        auto record = co_await ask(self, url, longest_hold);
        self->learn(key, mine, std::move(record));
        self->evict();
        co_return mine.answer;
    }
}

asio::awaitable<model::RobotsRecord> RobotsCache::ask(std::shared_ptr<RobotsCache> self, base::Url url,
                                                      std::chrono::milliseconds longest_hold) {
    auto target = url.resolve("/robots.txt");
    for (int hops = 0; target; ++hops) {
        // A chain that goes on is as good as none (§2.3.1.2).
        if (hops > self->settings_.redirects_max) co_return self->known({});
        const auto place = *target;
        const auto turn = co_await HostTurns::take(self->turns_, place.authority(), longest_hold);
        if (!turn.granted()) {
            const auto until = utc_of(turn.held_until(), self->clock_());
            co_return self->withheld(RobotsStanding::suspended, FailureReason::host_held,
                                     "the host asked us to wait", until);
        }
        if (self->stopped_)
            co_return self->withheld(RobotsStanding::suspended, FailureReason::stopping,
                                     "the crawler is stopping");
        HttpRequest request{.url = place,
                            .form = {},
                            .if_none_match = {},
                            .if_modified_since = {},
                            .body_bytes_max = RobotsTxt::bytes_max,
                            .when_too_long = WhenTooLong::cut};
        auto response = co_await self->transport_.get(std::move(request));
        if (!response) {
            const bool refused = response.error().reason == FailureReason::address_refused;
            co_return self->withheld(refused ? RobotsStanding::refused : RobotsStanding::suspended,
                                     response.error().reason, response.error().context);
        }
        if (!response->is_redirect()) co_return self->answer_to(place, std::move(*response));
        target = place.resolve(response->location);
    }
    co_return self->known({});
}

model::RobotsRecord RobotsCache::answer_to(const base::Url& url, HttpResponse response) {
    const auto status = response.status;
    const auto says = url.text() + " answers HTTP " + std::to_string(status);
    if (const auto wall = challenge_in(status, response.body); !wall.empty()) {
        return withheld(RobotsStanding::challenged, FailureReason::challenged,
                        says + ", an anti-bot page of " + std::string{wall});
    }
    if (status >= 200 && status < 300) return known(std::move(response.body));
    // 429 is a 4xx by number, but it says "later" and not "there is none".
    if (status >= 500 || status == 429) {
        const auto now = clock_();
        const auto until = parse_retry_after(response.retry_after, now, settings_.retry_after_max);
        if (until) turns_->politeness.hold(url.authority(), Steady::now() + (*until - now));
        return withheld(RobotsStanding::suspended, FailureReason::robots_unreadable, says, until);
    }
    return known({});  // "Unavailable" (§2.3.1.3): everything may be asked for.
}

model::RobotsRecord RobotsCache::known(std::string body) const {
    return {.standing = RobotsStanding::known,
            .valid_until = clock_() + settings_.lifetime,
            .body = std::move(body)};
}

model::RobotsRecord RobotsCache::withheld(RobotsStanding standing, FailureReason failure, std::string reason,
                                          std::optional<base::UtcTime> until) const {
    return {.standing = standing,
            .failure = failure,
            .reason = std::move(reason),
            .valid_until = std::max(until.value_or(base::UtcTime{}), clock_() + settings_.suspension)};
}

// What reaches further than any answer of ours was given by a clock that was wrong.
bool RobotsCache::holds(base::UtcTime valid_until) const {
    const auto now = clock_();
    const auto furthest = std::max({settings_.lifetime, settings_.suspension, settings_.retry_after_max});
    return now < valid_until && valid_until <= now + furthest;
}

void RobotsCache::take_from_shelf(const std::string& authority, Host& host) {
    auto record = shelf_.find ? shelf_.find(authority) : std::nullopt;
    if (record && record->standing != RobotsStanding::refused) keep(host, answer_from(*record));
}

void RobotsCache::learn(const std::string& authority, Host& host, model::RobotsRecord record) {
    keep(host, answer_from(record));
    // Where the old copy goes on to hold, it stays on the shelf. A refusal is our own: another run may have
    // another policy.
    const bool is_new = host.answer.standing == record.standing &&
                        record.failure != FailureReason::stopping &&
                        record.standing != RobotsStanding::refused;
    if (is_new && shelf_.put) shelf_.put(authority, std::move(record));
}

void RobotsCache::keep(Host& host, RobotsAnswer answer) {
    if (answer.standing == RobotsStanding::suspended && host.rule_bytes != 0) {
        host.answer.valid_until = answer.valid_until;  // The old copy holds until the next try.
        return;
    }
    rule_bytes_ -= host.rule_bytes;
    host.answer = std::move(answer);
    host.rule_bytes = host.answer.standing == RobotsStanding::known ? host.answer.rules->bytes() : 0;
    rule_bytes_ += host.rule_bytes;
}

const RobotsAnswer* RobotsCache::peek(std::string_view authority) const {
    const auto found = hosts_.find(authority);
    return found != hosts_.end() && holds(found->second->answer.valid_until) ? &found->second->answer
                                                                             : nullptr;
}

void RobotsCache::evict() {
    auto oldest = by_use_.end();
    while (oldest != by_use_.begin() &&
           (hosts_.size() > settings_.hosts_max || rule_bytes_ > settings_.rule_bytes_max)) {
        --oldest;
        const auto found = hosts_.find(*oldest);
        if (found->second->answered) continue;
        rule_bytes_ -= found->second->rule_bytes;
        hosts_.erase(found);
        oldest = by_use_.erase(oldest);
    }
}

}  // namespace ogi::crawler
