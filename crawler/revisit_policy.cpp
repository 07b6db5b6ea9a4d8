#include "crawler/revisit_policy.h"

#include "crawler/change_rate.h"
#include "crawler/season.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace ogi::crawler {

using namespace std::chrono;
using model::FailureReason;
using model::PageRole;
using model::VisitOutcome;

namespace {

// A page is due when so many changes are expected on it.
constexpr double changes_due = 0.5;
// How many times its first pause a report's pause may grow to.
constexpr int report_growth = 2;
// A page that was linked as a report and shows none is looked at like a report so many years old.
constexpr int age_of_no_report = 2;
constexpr int age_max = 100;
// The part of a pause that the URL's hash may take away: one over this.
constexpr int jitter_part = 5;

// FNV-1a: the same on every machine and in every run.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 14'695'981'039'346'656'037U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    return hash ^ (hash >> 32);
}

seconds jittered(seconds pause, const base::Url& url) {
    constexpr std::uint64_t steps = 1'024;
    const auto step = static_cast<std::int64_t>(hash_of(url.text()) % steps);
    return pause - seconds{pause.count() / jitter_part * step / static_cast<std::int64_t>(steps)};
}

// In years, of the newest report on the page: 0 for one on the last year, which this season is about.
int age_of(const model::Page& page, base::UtcTime now) {
    if (page.reports.empty()) return age_of_no_report;
    const auto newest = std::ranges::max(page.reports, {}, &model::ReportKey::year).year;
    const auto last_year = static_cast<int>(base::shanghai_date(now).year()) - 1;
    return std::clamp(last_year - newest, 0, age_max);
}

// The pauses for a page of this kind, in the peak.
struct Bounds {
    seconds first;
    seconds longest;
};

Bounds bounds_of(const model::Page& page, base::UtcTime now, const RevisitSettings& settings) {
    if (page.role != PageRole::report)
        return {settings.list_period, std::max(settings.list_period, settings.list_period_max)};
    const auto first = settings.report_period + settings.report_period * age_of(page, now) / 2;
    const auto longest = std::max(settings.report_period, settings.report_period_max);
    return {std::min(first, longest), std::min(first * report_growth, longest)};
}

// After so much season time the page may well have changed. Without a change so far this is the time watched,
// so pauses double until one is seen.
seconds learnt_pause(const model::Page& page, seconds first) {
    const auto rate = change_rate(page.history);
    if (rate <= 0) return first;
    const auto pause = seconds{static_cast<std::int64_t>(std::min(changes_due / rate, 1e10))};
    return page.history.changes_milli == 0 ? std::max(pause, first) : pause;
}

base::UtcTime regular_look(const model::Page& page, base::UtcTime now, const RevisitSettings& settings) {
    const auto bounds = bounds_of(page, now, settings);
    const auto longest = bounds.longest * season_peak;
    const auto shortest = std::min(settings.period_min, bounds.first) * season_peak;
    const auto pause = std::min(learnt_pause(page, bounds.first * season_peak), longest);
    return after_season_time(now, std::max(jittered(pause, page.url), shortest));
}

// A page that is gone for good is looked at as seldom as any of its kind: it may come back.
base::UtcTime last_look(const model::Page& page, base::UtcTime now, const RevisitSettings& settings) {
    const auto longest = bounds_of(page, now, settings).longest * season_peak;
    return after_season_time(now, jittered(longest, page.url));
}

seconds retry_pause(int failures, const RevisitSettings& settings) {
    auto pause = settings.retry_first;
    for (int i = 1; i < failures && pause < settings.retry_max; ++i) pause *= 2;
    return std::min(pause, settings.retry_max);
}

base::UtcTime due_after(const model::Page& page, bool awaiting_confirmation, base::UtcTime now,
                        const RevisitSettings& settings) {
    if (!page.outcome) return now;
    switch (*page.outcome) {
        case VisitOutcome::changed:
        case VisitOutcome::unchanged:
            return regular_look(page, now, settings);
        case VisitOutcome::gone:
            return awaiting_confirmation ? now + settings.withdrawal_confirm : last_look(page, now, settings);
        case VisitOutcome::challenged:
            return now + settings.challenge_period;
        case VisitOutcome::disallowed:
            // A name may lead to another address tomorrow; what a site or our configuration says stays
            // longer.
            return now + (page.reason == FailureReason::address_refused ? settings.list_period
                                                                        : settings.report_period);
        case VisitOutcome::failed:
            return now + retry_pause(page.failures, settings);
    }
    return now + settings.retry_max;
}

}  // namespace

base::UtcTime next_visit(const model::Page& page, bool awaiting_confirmation,
                         std::optional<base::UtcTime> not_before, base::UtcTime now,
                         const RevisitSettings& settings) {
    const auto due = due_after(page, awaiting_confirmation, now, settings);
    return not_before ? std::max(due, *not_before) : due;
}

}  // namespace ogi::crawler
