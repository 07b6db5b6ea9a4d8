#include "crawler/fetcher.h"

#include "crawler/fetch_rules.h"
#include "crawler/judge_response.h"

#include <algorithm>
#include <set>

namespace ogi::crawler {

namespace asio = boost::asio;
using model::FailureReason;
using Rules = std::shared_ptr<FetchRules>;
using Steady = std::chrono::steady_clock;

namespace {

Fetched stopping() {
    return failure(FailureReason::stopping, "the crawler is stopping");
}

// What robots.txt says against asking for `url`; nullopt if nothing.
std::optional<Fetched> objection(const RobotsAnswer& robots, const base::Url& url,
                                 const FetchSettings& settings) {
    switch (robots.standing) {
        case RobotsStanding::suspended:
            return failure(robots.failure,
                           "robots.txt cannot be read, so the host is left alone: " + robots.reason,
                           robots.valid_until);
        case RobotsStanding::challenged:
        case RobotsStanding::refused:
            return failure(robots.failure, robots.reason);
        case RobotsStanding::known:
            break;
    }
    if (robots.rules->allows(url.path_and_query(), settings.robots_agent)) return std::nullopt;
    return failure(FailureReason::robots_forbid,
                   "robots.txt of " + url.authority() + " forbids " + std::string{url.path_and_query()});
}

void hold_host(FetchRules& rules, const base::Url& url, std::chrono::milliseconds delay,
               const Fetched& judged) {
    const auto pause =
        judged.not_before ? *judged.not_before - rules.clock() : rules.settings.overload_delays * delay;
    rules.turns->politeness.hold(url.authority(), Steady::now() + pause);
}

// Either the response to one hop or, as an error of the visit, what came instead.
struct Hop {
    std::optional<HttpResponse> response;
    Fetched instead;
    std::vector<std::string> sitemaps{};  // As Fetched::sitemaps.
};

Hop no_response(Fetched instead) {
    return {.response = std::nullopt, .instead = std::move(instead)};
}

// One request of a visit: the page's own, or where a redirect leads.
struct Step {
    base::Url url;
    std::string form;

    std::string text() const { return form.empty() ? url.text() : "POST " + url.text(); }
};

HttpRequest request_for(const model::Page& page, const Step& step) {
    HttpRequest request;
    request.url = step.url;
    request.form = step.form;
    if (page.snapshot.empty()) return request;  // Nothing that a 304 could confirm.
    request.if_none_match = page.etag;
    request.if_modified_since = page.last_modified;
    return request;
}

base::Result<base::Url> target_of(const base::Url& from, const std::string& location) {
    if (location.empty()) return base::fail(base::ErrorCode::malformed, "no Location header");
    return from.resolve(location);
}

asio::awaitable<Hop> ask(Rules rules, model::Page page, Step step) {
    const auto& url = step.url;
    const auto robots = co_await RobotsCache::find(rules->robots, url, rules->settings.hold_wait_max);
    if (auto refused = objection(robots, url, rules->settings)) co_return no_response(*std::move(refused));
    const auto host = url.authority();
    const auto asked_delay = robots.rules->crawl_delay(rules->settings.robots_agent);
    const auto own_delay =
        std::min(asked_delay.value_or(rules->settings.host_delay), rules->settings.crawl_delay_max);
    const auto delay = std::max(rules->settings.host_delay, own_delay);
    rules->turns->politeness.set_delay(host, own_delay);

    const auto turn = co_await HostTurns::take(rules->turns, host, rules->settings.hold_wait_max);
    if (!turn.granted()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(turn.held_until() - Steady::now());
        co_return no_response(
            failure(FailureReason::host_held, "the host asked us to wait", rules->clock() + left));
    }
    if (rules->stopped) co_return no_response(stopping());
    auto request = request_for(page, step);
    auto response = co_await rules->transport.get(std::move(request));
    if (!response) co_return no_response(failure(response.error().reason, response.error().context));
    if (asks_for_pause(response->status)) {
        auto judged = judge_response(page, url, *std::move(response), rules->clock(), rules->settings);
        hold_host(*rules, url, delay, judged);
        co_return no_response(std::move(judged));
    }
    Hop hop{.response = *std::move(response), .instead = {}};
    if (page.role == model::PageRole::entry) hop.sitemaps = robots.rules->sitemaps();
    co_return hop;
}

asio::awaitable<Fetched> visit(Rules rules, model::Page page) {
    Step step{page.url, page.form};
    std::set<std::string> asked;
    while (true) {
        const auto& url = step.url;
        asked.insert(step.text());
        auto hop = co_await ask(rules, page, step);
        if (!hop.response) co_return std::move(hop.instead);
        auto& response = *hop.response;
        if (!response.is_redirect()) {
            auto judged = judge_response(page, url, std::move(response), rules->clock(), rules->settings);
            judged.sitemaps = std::move(hop.sitemaps);
            co_return judged;
        }
        const auto from = url.text() + " redirects (HTTP " + std::to_string(response.status) + ") ";
        auto target = target_of(url, response.location);
        if (!target)
            co_return failure(FailureReason::redirect_without_target,
                              from + "to no URL: " + target.error().context);
        if (!target->same_site(page.url)) {
            co_return failure(FailureReason::other_site, from + "to another site: " + target->text());
        }
        Step next{*std::move(target), step.form};
        // As browsers do: only 307 and 308 send the fields on.
        if (response.status != 307 && response.status != 308) next.form.clear();
        if (asked.contains(next.text())) {
            co_return failure(FailureReason::redirect_circle, from + "in a circle, back to " + next.text());
        }
        if (asked.size() > static_cast<std::size_t>(std::max(rules->settings.redirects_max, 0))) {
            co_return failure(FailureReason::too_many_redirects,
                              "more redirects than redirects_max (" +
                                  std::to_string(rules->settings.redirects_max) + "), the last to " +
                                  next.text());
        }
        step = std::move(next);
    }
}

}  // namespace

Fetcher::Fetcher(Transport& transport, FetchSettings settings, base::Clock clock)
    : rules_{std::make_shared<FetchRules>(transport, std::move(settings), std::move(clock))} {}

Fetcher::~Fetcher() {
    rules_->stop();
}

asio::awaitable<Fetched> Fetcher::fetch(model::Page page) {
    return visit(rules_, std::move(page));
}

HostTurns& Fetcher::turns() {
    return *rules_->turns;
}

RobotsCache& Fetcher::robots() {
    return *rules_->robots;
}

void Fetcher::set_settings(FetchSettings settings) {
    rules_->turns->politeness.set_default_delay(settings.host_delay);
    rules_->settings = std::move(settings);
}

}  // namespace ogi::crawler
