#include "daemon/visit/visited.h"

#include "daemon/visit/evidence.h"

#include <algorithm>

namespace ogi::daemon {

model::ReportKey key_of(const model::Report& report) {
    return {report.agency.name, report.year};
}

model::Copy followed_copy(const Standing& standing) {
    const auto& url = standing.state.source_url;
    const auto known = std::ranges::find(standing.copies, url, &model::Copy::url);
    auto copy = known != standing.copies.end()
                    ? *known
                    : model::Copy{standing.state.key, url, standing.current.content_digest, {}};
    copy.evidence = evidence_of(standing.current.report);
    copy.evidence->snapshot = standing.current.snapshot;
    copy.evidence->parts = standing.current.parts;
    return copy;
}

std::vector<model::ReportKey> report_keys(const std::optional<Ingested>& ingested) {
    std::vector<model::ReportKey> keys;
    if (!ingested) return keys;
    for (const auto& shown : ingested->reports) {
        if (auto key = key_of(shown.report); !key.empty()) keys.push_back(std::move(key));
    }
    return keys;
}

std::vector<model::ReportKey> concern_of(const Visited& visited) {
    auto keys = report_keys(visited.ingested);
    const auto add = [&](const std::vector<model::ReportKey>& more) {
        keys.insert(keys.end(), more.begin(), more.end());
    };
    // A page that brought nothing says nothing of those it showed.
    const bool stand_in = visited.ingested && visited.ingested->stand_in && visited.ingested->stand_in->gone;
    const bool says_all = !keys.empty() || stand_in || visited.fetched.outcome == model::VisitOutcome::gone;
    if (says_all || visited.ingested) add(visited.page.reports);
    if (says_all || visited.fetched.outcome == model::VisitOutcome::unchanged) add(visited.page.replaced);
    return keys;
}

const model::Copy* find_copy(const Standing& standing, std::string_view url) {
    const auto found = std::ranges::find(standing.copies, url, &model::Copy::url);
    return found == standing.copies.end() ? nullptr : &*found;
}

std::vector<std::string> digests_of(const std::vector<model::PagePart>& parts) {
    std::vector<std::string> digests;
    for (const auto& part : parts) {
        if (!part.snapshot.empty()) digests.push_back(part.snapshot);
    }
    return digests;
}

}  // namespace ogi::daemon
