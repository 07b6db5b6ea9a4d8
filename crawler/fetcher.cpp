#include "crawler/fetcher.h"

#include "crawler/challenge.h"
#include "crawler/fetch_rules.h"
#include "crawler/judge_response.h"
#include "crawler/shell.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

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
    std::chrono::milliseconds took{};     // From the request to the response's end.
};

Hop no_response(Fetched instead) {
    return {.response = std::nullopt, .instead = std::move(instead)};
}

// One request of a visit: the page's own, or where a redirect leads.
struct Step {
    base::Url url;
    std::string form;
    bool behind_shell = false;

    std::string text() const { return form.empty() ? url.text() : "POST " + url.text(); }
};

HttpRequest request_for(FetchRules& rules, const model::Page& page, const Step& step) {
    HttpRequest request;
    request.url = step.url;
    request.form = step.form;
    request.cookie = rules.cookies.header_for(step.url, rules.clock());
    // Without a copy there is nothing that a 304 could confirm.
    if (page.snapshot.empty() || step.behind_shell) return request;
    request.if_none_match = page.etag;
    request.if_modified_since = page.last_modified;
    return request;
}

// A response that is no page but says where it is.
struct Signpost {
    std::string reference;
    std::string words;
    std::uint16_t status;
    bool is_shell;
};

std::optional<Signpost> read_signpost(const HttpResponse& response, const base::Url& url) {
    if (response.is_redirect())
        return Signpost{response.location, "redirects (HTTP " + std::to_string(response.status) + ")",
                        response.status, false};
    const bool is_page = response.status == 200 || response.status == 203;
    const bool may_be_html =
        response.content_type.empty() || response.content_type.find("html") != std::string::npos;
    if (!is_page || !may_be_html) return std::nullopt;
    auto target = shell_target(response.body, url);
    // A wall's script may look like one that leads on; it is not followed.
    if (!target || !challenge_in(response.status, response.body).empty()) return std::nullopt;
    return Signpost{*std::move(target), "is a page that only leads on", response.status, true};
}

base::Result<base::Url> target_of(const base::Url& from, const std::string& reference) {
    if (reference.empty()) return base::fail(base::ErrorCode::malformed, "no Location header");
    return from.resolve(reference);
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

    auto turn = co_await HostTurns::take(rules->turns, host, rules->settings.hold_wait_max);
    if (!turn.granted()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(turn.held_until() - Steady::now());
        co_return no_response(
            failure(FailureReason::host_held, "the host asked us to wait", rules->clock() + left));
    }
    if (rules->stopped) co_return no_response(stopping());
    auto request = request_for(*rules, page, step);
    const auto asked_at = Steady::now();
    auto response = co_await rules->transport.get(std::move(request));
    if (!response) co_return no_response(failure(response.error().reason, response.error().context));
    turn.answered(response->ended_at);
    if (asks_for_pause(response->status)) {
        auto judged = judge_response(page, url, *std::move(response), rules->clock(), rules->settings);
        hold_host(*rules, url, delay, judged);
        co_return no_response(std::move(judged));
    }
    Hop hop{.response = *std::move(response), .instead = {}};
    const auto ended_at = hop.response->ended_at;
    if (ended_at > asked_at) hop.took = std::chrono::ceil<std::chrono::milliseconds>(ended_at - asked_at);
    if (page.role == model::PageRole::entry) hop.sitemaps = robots.rules->sitemaps();
    co_return hop;
}

// The way from a page's URL to its body: redirects and shells, one hop after the other.
class Way {
  public:
    Way(FetchRules& rules, const model::Page& page) : rules_{rules}, page_{page}, step_{page.url, page.form} {
        asked_.insert(key_of(step_));
    }

    const Step& step() const { return step_; }

    // What the visit found, or nullopt where step() has to be asked for next.
    std::optional<Fetched> take(HttpResponse response) {
        if (!response.set_cookies.empty()) take_cookies(std::move(response.set_cookies));
        auto signpost = read_signpost(response, step_.url);
        if (!signpost) return arrive(std::move(response));
        return follow(step_.url.text() + " " + signpost->words + " ", *signpost);
    }

  private:
    Fetched arrive(HttpResponse response) {
        if (step_.behind_shell) {
            // The shell would be asked with them, and it does not change when the page behind it does.
            response.etag.clear(), response.last_modified.clear();
        }
        return judge_response(page_, step_.url, std::move(response), rules_.clock(), rules_.settings);
    }

    std::optional<Fetched> follow(const std::string& from, const Signpost& signpost) {
        auto target = target_of(step_.url, signpost.reference);
        if (!target) {
            return failure(FailureReason::redirect_without_target,
                           from + "to no URL: " + target.error().context);
        }
        if (!target->same_site(page_.url)) {
            return failure(FailureReason::other_site, from + "to another site: " + target->text());
        }
        // As browsers do: only 307 and 308 send the fields on.
        const bool keeps_form = signpost.status == 307 || signpost.status == 308;
        Step next{*std::move(target), keeps_form ? step_.form : std::string{},
                  step_.behind_shell || signpost.is_shell};
        // A way that leads back to where it was is none, unless it wants to see the cookies that it set.
        if (signpost.is_shell || asked_.contains(key_of(next))) accept_cookies();
        if (asked_.contains(key_of(next))) {
            return failure(FailureReason::redirect_circle, from + "in a circle, back to " + next.text());
        }
        if (++hops_ > rules_.settings.redirects_max) {
            return failure(FailureReason::too_many_redirects,
                           "more redirects than redirects_max (" +
                               std::to_string(rules_.settings.redirects_max) + "), the last to " +
                               next.text());
        }
        asked_.insert(key_of(next));
        step_ = std::move(next);
        return std::nullopt;
    }

    void take_cookies(std::vector<std::string> set_cookies) {
        if (rules_.cookies.knows(step_.url.host())) {
            rules_.cookies.keep(step_.url, set_cookies, rules_.clock());
        } else {
            offered_.emplace_back(step_.url, std::move(set_cookies));
        }
    }

    void accept_cookies() {
        for (const auto& [url, set_cookies] : std::exchange(offered_, {}))
            rules_.cookies.keep(url, set_cookies, rules_.clock());
    }

    // The same URL with other cookies is another request.
    std::string key_of(const Step& step) const {
        return step.text() + '\n' + rules_.cookies.header_for(step.url, rules_.clock());
    }

    FetchRules& rules_;
    const model::Page& page_;
    Step step_;
    std::set<std::string> asked_;  // By key_of.
    int hops_ = 0;
    std::vector<std::pair<base::Url, std::vector<std::string>>> offered_;  // By hosts not known to need them.
};

asio::awaitable<Fetched> visit(Rules rules, model::Page page) {
    Way way{*rules, page};
    while (true) {
        auto hop = co_await ask(rules, page, way.step());
        if (!hop.response) co_return std::move(hop.instead);
        auto found = way.take(*std::move(hop.response));
        if (!found) continue;
        found->sitemaps = std::move(hop.sitemaps);
        if (found->snapshot) found->snapshot->took = hop.took;
        co_return *std::move(found);
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
