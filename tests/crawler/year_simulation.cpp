#include "year_simulation.h"

#include "crawler/change_rate.h"
#include "crawler/host_queue.h"
#include "crawler/politeness.h"
#include "crawler/season.h"

#include <algorithm>
#include <array>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace ogi::crawler {

using namespace std::chrono;
using base::UtcTime;
using model::PageRole;
using model::VisitOutcome;

namespace {

constexpr UtcTime first_moment = sys_days{September / 1 / 2025};
constexpr UtcTime last_moment = sys_days{September / 1 / 2026};
// The frontier starts full of pages that are all new; what that costs is no part of the year.
constexpr UtcTime settled = first_moment + days{60};
constexpr int newest_old_year = 2024;
constexpr int new_year = 2025;
constexpr UtcTime never = UtcTime::max();

struct SimPage {
    base::Url url;
    PageRole role = PageRole::report;
    std::int16_t year = 0;
    std::int16_t failures = 0;
    std::int16_t version = -1;   // That was seen last; -1: none.
    std::int16_t dress = 0;      // The template that was seen last.
    UtcTime changes_at = never;  // What it says changes once in the year, perhaps.
    UtcTime due = first_moment;
    UtcTime seen{};
    model::ChangeHistory history{};
};

struct SimHost {
    std::string authority;
    std::vector<SimPage> pages;  // The list first.
    milliseconds delay{};
    UtcTime publishes_at = never;
    UtcTime redressed_at = never;
    UtcTime down_from = never, down_until = never;
    UtcTime last_end{};
    UtcTime last_asked{};
    bool answered_always() const { return down_from == never; }
    bool is_down(UtcTime now) const { return now >= down_from && now < down_until; }
};

struct UnderWay {
    UtcTime ends;
    std::uint32_t host;
    std::uint32_t page;
    bool operator>(const UnderWay& other) const { return ends > other.ends; }
};

// Draws the world. The same seed, the same world.
class World {
  public:
    explicit World(const YearSettings& settings) : settings_{settings}, random_{settings.seed} {}

    std::vector<SimHost> make() {
        std::vector<SimHost> hosts;
        hosts.reserve(settings_.hosts);
        for (std::size_t i = 0; i < settings_.hosts; ++i) hosts.push_back(host(i));
        return hosts;
    }

    UtcTime correction(UtcTime published) {
        return chance(0.08) ? between(published + days{2}, published + days{75}) : never;
    }

  private:
    bool chance(double p) { return std::bernoulli_distribution{p}(random_); }
    UtcTime between(UtcTime from, UtcTime to) {
        std::uniform_int_distribution<std::int64_t> pick{from.time_since_epoch().count(),
                                                         to.time_since_epoch().count()};
        return UtcTime{milliseconds{pick(random_)}};
    }
    static UtcTime on(month_day day) { return sys_days{year{2026} / day}; }

    // Departments in January, most of them in its last days; governments until the end of March; some late.
    UtcTime publication() {
        if (chance(0.03)) return between(on(February / 1), on(August / 1));
        if (chance(0.15)) return between(on(January / 25), on(April / 1));
        return chance(0.6) ? between(on(January / 20), on(February / 1))
                           : between(on(January / 4), on(January / 20));
    }

    SimHost host(std::size_t number) {
        SimHost host{.authority = "h" + std::to_string(number) + ".example.gov.cn:80", .pages = {}};
        host.delay = chance(0.02) ? milliseconds{10'000} : settings_.host_delay;
        if (!chance(0.01)) host.publishes_at = publication();
        if (chance(0.1)) host.redressed_at = between(first_moment, last_moment);
        if (chance(0.02)) {
            host.down_from = between(first_moment, last_moment);
            host.down_until = host.down_from + hours{std::uniform_int_distribution{1, 24 * 10}(random_)};
        }
        const auto site = "http://h" + std::to_string(number) + ".example.gov.cn/";
        host.pages.push_back({.url = base::Url::parse(site + "nb/").value(),
                              .role = PageRole::list,
                              .changes_at = host.publishes_at});
        for (int i = 0; i < settings_.old_reports; ++i) {
            const auto year = static_cast<std::int16_t>(newest_old_year - i);
            host.pages.push_back(
                {.url = base::Url::parse(site + "nb/t" + std::to_string(year) + ".html").value(),
                 .year = year,
                 .changes_at = chance(0.01) ? between(first_moment, last_moment) : never});
        }
        return host;
    }

    const YearSettings& settings_;
    std::mt19937_64 random_;
};

class Year {
  public:
    explicit Year(const YearSettings& settings)
        : settings_{settings},
          world_{settings},
          hosts_{world_.make()},
          queue_{settings.asking_max, UtcTime{}},
          politeness_{settings.host_delay} {
        for (std::uint32_t i = 0; i < hosts_.size(); ++i) {
            index_.emplace_back(hosts_[i].authority, i);
            queue_.set_due(hosts_[i].authority, first_moment);
            politeness_.set_delay(hosts_[i].authority, hosts_[i].delay);
        }
        std::ranges::sort(index_);
        scratch_.reports.resize(1);
        scratch_.reports[0].agency = "a";
        result_.least_gap = hours{24};
    }

    YearResult run() && {
        auto now = first_moment;
        while (now < last_moment) {
            while (const auto taken = queue_.take(clocks(now), HostQueue::Work::any))
                begin(find(*taken), now);
            now = next_moment(now);
            while (!under_way_.empty() && under_way_.top().ends <= now) {
                const auto ended = under_way_.top();
                under_way_.pop();
                end(hosts_[ended.host], ended.page, ended.ends);
            }
        }
        sum_up();
        return result_;
    }

  private:
    static HostQueue::Now clocks(UtcTime now) {
        return {base::SteadyTime{} + hours{1} + (now - first_moment), now};
    }

    std::uint32_t find(const std::string& authority) const {
        return std::ranges::lower_bound(index_, authority, {},
                                        [](const auto& entry) -> const std::string& { return entry.first; })
            ->second;
    }

    UtcTime next_moment(UtcTime now) const {
        auto next = under_way_.empty() ? last_moment : under_way_.top().ends;
        if (queue_.asking() < settings_.asking_max) {
            if (const auto pause = queue_.next_change(clocks(now)))
                next = std::min(next, now + std::max(*pause, milliseconds{1}));
        }
        return next;
    }

    void begin(std::uint32_t number, UtcTime now) {
        auto& host = hosts_[number];
        const auto page = std::ranges::min_element(host.pages, {}, &SimPage::due);
        if (host.last_end != UtcTime{})
            result_.least_gap = std::min(result_.least_gap, now - host.last_end - host.delay);
        // Two pieces of code that must agree on when a host may be asked.
        const auto start = politeness_.reserve(host.authority, clocks(now).steady);
        if (!start || *start > clocks(now).steady) result_.least_gap = milliseconds{-1};
        host.last_asked = now;
        count(now);
        if (now > settled && host.answered_always())
            result_.longest_wait = std::max(result_.longest_wait, duration_cast<seconds>(now - page->due));
        const auto takes =
            settings_.response / 2 + settings_.response * static_cast<int>(result_.requests % 97) / 97;
        under_way_.push({now + takes, number, static_cast<std::uint32_t>(page - host.pages.begin())});
    }

    void count(UtcTime now) {
        ++result_.requests;
        const auto day = static_cast<std::size_t>((now - first_moment) / days{1});
        const auto hour = static_cast<std::size_t>((now - first_moment) / hours{1});
        ++by_day_[std::min(day, by_day_.size() - 1)];
        ++by_hour_[std::min(hour, by_hour_.size() - 1)];
    }

    void end(SimHost& host, std::uint32_t number, UtcTime now) {
        const auto outcome = look(host, number, now);
        auto& page = host.pages[number];
        schedule(page, outcome, now);
        host.last_end = now;
        politeness_.finished(host.authority, clocks(now).steady);
        queue_.give_back(host.authority);
        queue_.set_free(host.authority, clocks(now).steady + host.delay, model::WaitReason::delay);
        queue_.set_due(host.authority, std::ranges::min(host.pages, {}, &SimPage::due).due);
    }

    VisitOutcome look(SimHost& host, std::uint32_t number, UtcTime now) {
        auto& page = host.pages[number];
        if (host.is_down(now)) {
            ++page.failures;
            return VisitOutcome::failed;
        }
        page.failures = 0;
        const std::int16_t version = now >= page.changes_at ? 1 : 0;
        const std::int16_t dress = now >= host.redressed_at ? 1 : 0;
        const bool first = page.version < 0;
        const bool news = !first && version != page.version;
        auto sight = dress != page.dress ? Sight::new_template : Sight::same;
        if (news) sight = Sight::new_content;
        const auto passed = first ? std::nullopt : std::optional{season_time(page.seen, now)};
        page.history = after_look(page.history, sight, passed);
        page.version = version;
        page.dress = dress;
        page.seen = now;
        const bool changed = first || sight != Sight::same;
        const bool is_list = page.role == PageRole::list;
        if (first && page.year == new_year) saw_report(host, now);
        // `page` is not valid any more once there is another.
        if (is_list && version == 1 && (news || first)) add_report(host, now);
        return changed ? VisitOutcome::changed : VisitOutcome::unchanged;
    }

    void add_report(SimHost& host, UtcTime now) {
        host.pages.push_back({.url = host.pages[0].url.resolve("t2025.html").value(),
                              .year = new_year,
                              .changes_at = world_.correction(host.publishes_at),
                              .due = now});
    }

    void saw_report(const SimHost& host, UtcTime now) {
        ++result_.seen;
        if (!host.answered_always()) return;
        const auto took = duration_cast<seconds>(now - host.publishes_at);
        result_.slowest = std::max(result_.slowest, took);
        if (season_pace(host.publishes_at) == season_peak && season_pace(now) == season_peak)
            result_.slowest_in_peak = std::max(result_.slowest_in_peak, took);
        const auto bound =
            after_season_time(host.publishes_at, settings_.revisit.list_period_max * season_peak);
        if (now > bound + seen_slack) ++result_.out_of_bound;
    }

    void schedule(SimPage& page, VisitOutcome outcome, UtcTime now) {
        std::swap(scratch_.url, page.url);
        scratch_.role = page.role;
        scratch_.outcome = outcome;
        scratch_.failures = page.failures;
        scratch_.history = page.history;
        scratch_.reports[0].year = page.year;
        page.due = next_visit(scratch_, false, std::nullopt, now, settings_.revisit);
        std::swap(scratch_.url, page.url);
    }

    void sum_up() {
        for (const auto& host : hosts_) {
            if (host.publishes_at < last_moment - days{10}) ++result_.published;
            if (host.answered_always() && host.last_asked < last_moment - days{30}) ++result_.starved_hosts;
            for (const auto& page : host.pages) {
                const bool report = page.role == PageRole::report;
                if (!report || page.changes_at >= last_moment - days{170}) continue;
                ++result_.changes;
                if (page.version == 1) ++result_.changes_seen;
            }
        }
        const auto skip = static_cast<std::size_t>((settled - first_moment) / days{1});
        std::uint64_t sum = 0;
        for (std::size_t day = skip; day < by_day_.size(); ++day) {
            sum += by_day_[day];
            result_.busiest_day = std::max(result_.busiest_day, by_day_[day]);
        }
        for (std::size_t hour = skip * 24; hour < by_hour_.size(); ++hour)
            result_.busiest_hour = std::max(result_.busiest_hour, by_hour_[hour]);
        result_.mean_day = static_cast<double>(sum) / static_cast<double>(by_day_.size() - skip);
        result_.capacity_hour = static_cast<double>(settings_.asking_max) * 3'600'000.0 /
                                static_cast<double>(settings_.response.count());
    }

    YearSettings settings_;
    World world_;
    std::vector<SimHost> hosts_;
    std::vector<std::pair<std::string, std::uint32_t>> index_;
    HostQueue queue_;
    Politeness politeness_;
    std::priority_queue<UnderWay, std::vector<UnderWay>, std::greater<>> under_way_;
    std::array<std::uint64_t, 365> by_day_{};
    std::array<std::uint64_t, 365 * 24> by_hour_{};
    model::Page scratch_;
    YearResult result_;
};

}  // namespace

YearResult simulate_year(const YearSettings& settings) {
    return Year{settings}.run();
}

}  // namespace ogi::crawler
