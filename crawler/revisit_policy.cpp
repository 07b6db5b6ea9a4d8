#include "crawler/revisit_policy.h"

#include <algorithm>

namespace ogi::crawler {

using namespace std::chrono;
using model::PageRole;
using model::VisitOutcome;

namespace {

// Departments publish by 31 January, governments by 31 March, corrections follow until the middle of April
// (国令711号 第四十九条). The first reports of a round are seen on 4 January.
constexpr month_day season_first = January / 4;
constexpr month_day season_last = April / 15;
constexpr int off_season_factor = 4;
// Shanghai is UTC+8 all year.
constexpr hours shanghai_offset{8};

bool in_season(base::UtcTime time) {
    const auto day = base::shanghai_date(time);
    const month_day in_year{day.month(), day.day()};
    return in_year >= season_first && in_year <= season_last;
}

base::UtcTime next_season_start(base::UtcTime time) {
    const auto today = base::shanghai_date(time);
    const month_day in_year{today.month(), today.day()};
    const auto year = in_year < season_first ? today.year() : today.year() + years{1};
    return base::UtcTime{sys_days{year / season_first}} - shanghai_offset;
}

// A pause that began off season ends when the season begins, if that comes first.
base::UtcTime next_report_look(base::UtcTime now, const RevisitSettings& settings) {
    if (in_season(now)) return now + settings.report_period;
    const auto patient = now + settings.report_period * off_season_factor;
    const auto first_in_season = std::max(next_season_start(now), now + settings.report_period);
    return std::min(patient, first_in_season);
}

base::UtcTime regular_look(const model::Page& page, base::UtcTime now, const RevisitSettings& settings) {
    return page.role == PageRole::report ? next_report_look(now, settings) : now + settings.list_period;
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
            return awaiting_confirmation ? now + settings.withdrawal_confirm
                                         : regular_look(page, now, settings);
        case VisitOutcome::challenged:
            return now + settings.challenge_period;
        case VisitOutcome::disallowed:
            return now + settings.report_period;
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
