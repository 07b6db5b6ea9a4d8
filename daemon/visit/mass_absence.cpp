#include "daemon/visit/mass_absence.h"

#include <algorithm>

namespace ogi::daemon {

using model::GoneReason;
using model::VisitOutcome;

namespace {

// A sibling that was found away shortly before need not be asked again.
constexpr std::chrono::hours away_counts_for{24};

bool is_there(const model::Page& page) {
    switch (page.outcome.value_or(VisitOutcome::failed)) {
        case VisitOutcome::changed:
        case VisitOutcome::unchanged:
            return true;
        case VisitOutcome::gone:  // By an answer that is meant for it.
            return page.gone_reason && !may_be_the_host(*page.gone_reason);
        case VisitOutcome::challenged:
        case VisitOutcome::disallowed:
        case VisitOutcome::failed:
            return false;
    }
    return false;
}

// Those whose last look is too old to count are to be looked at.
CrowdReport count_away(std::span<const model::Page> siblings, base::UtcTime since) {
    CrowdReport report;
    for (const auto& page : siblings) {
        const bool there = is_there(page);
        const auto counts_from = there ? since : since - away_counts_for;
        if (!page.visited_at || *page.visited_at < counts_from) {
            report.to_look_at.push_back(page);
            continue;
        }
        ++report.looked_at;
        report.away += there ? 0 : 1;
    }
    return report;
}

}  // namespace

bool may_be_the_host(GoneReason reason) {
    switch (reason) {
        case GoneReason::error_page:
        case GoneReason::sent_home:
        case GoneReason::sent_to_error:
        case GoneReason::sent_to_login:
        case GoneReason::unlisted:
            return true;
        case GoneReason::not_found:
        case GoneReason::removed:
        case GoneReason::replaced:
        case GoneReason::reattributed:
            return false;
    }
    return false;
}

CrowdReport judge_crowd(std::span<const model::Page> siblings, base::UtcTime since) {
    auto report = count_away(siblings, since);
    if (siblings.size() < siblings_away_min) return report;
    if (report.away >= siblings_away_min && 2 * report.away > report.looked_at) {
        report.crowd = Crowd::away;
    } else if (report.looked_at < siblings_away_min) {
        report.crowd = Crowd::unknown;
    }
    return report;
}

CrowdReport judge_few(std::span<const model::Page> siblings, const model::Page& list, base::UtcTime since) {
    auto report = count_away(siblings, since);
    // What it names must be newer than that the page is away.
    if (!list.visited_at || *list.visited_at < since) report.to_look_at.push_back(list);
    if (report.away < report.looked_at) return report;
    report.crowd = report.to_look_at.empty() ? Crowd::away : Crowd::unknown;
    return report;
}

CrowdReport judge_by_others(std::span<const model::Page> siblings, const std::optional<model::Page>& list,
                            base::UtcTime since) {
    const bool few = siblings.size() < siblings_away_min;
    return few && list ? judge_few(siblings, *list, since) : judge_crowd(siblings, since);
}

std::string words_of(const CrowdReport& report, bool by_host) {
    if (!by_host) return "so is the list that led to it";
    if (report.looked_at == 0)
        return "there is no other report, and its list does not say that it was taken down";
    return "so are " + std::to_string(report.away) + " of " + std::to_string(report.looked_at) +
           " other pages of the host";
}

CrowdReport judge_list(const model::Page& list, base::UtcTime since) {
    CrowdReport report;
    const bool away = list.outcome != VisitOutcome::changed && list.outcome != VisitOutcome::unchanged;
    const auto counts_from = away ? since - away_counts_for : since;
    if (!list.visited_at || *list.visited_at < counts_from) {
        report.crowd = Crowd::unknown;
        report.to_look_at.push_back(list);
        return report;
    }
    report.looked_at = 1;
    report.away = away ? 1 : 0;
    if (away) report.crowd = Crowd::away;
    return report;
}

}  // namespace ogi::daemon
