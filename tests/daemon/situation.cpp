#include "situation.h"

#include "base/digest.h"
#include "daemon/visit/mass_absence.h"
#include "daemon/visit/siblings.h"
#include "parser/compare.h"

#include <algorithm>
#include <stdexcept>

namespace ogi::daemon {

namespace {

constexpr std::string_view agency = "示例县财政局";

bool same_copy(const model::Copy& a, const model::Copy& b) {
    return a.key == b.key && a.url == b.url;
}

}  // namespace

model::Report report_of(int year, int received, int granted) {
    model::Report report;
    report.is_report = true;
    report.agency.name = agency;
    report.year = year;
    const auto figure = [](int value) {
        return model::Cell{
            model::CellKind::number, model::Decimal::whole(value), std::to_string(value), "件", {}};
    };
    report.cells.emplace("requests.new_received.total", figure(received));
    report.cells.emplace("requests.granted.total", figure(granted));
    return report;
}

Ingested showing(model::Report report) {
    Ingested ingested;
    auto digest = parser::content_digest(report);
    ingested.content = digest;
    ingested.reports.push_back({std::move(report), std::move(digest)});
    return ingested;
}

Ingested showing_no_report(std::string_view reason) {
    Ingested ingested;
    ingested.no_report = reason;
    return ingested;
}

crawler::Fetched changed_body(std::string_view url, std::string_view body) {
    model::Snapshot snapshot;
    snapshot.url = snapshot.final_url = url_of(url);
    snapshot.fetched_at = noon - std::chrono::seconds{1};
    snapshot.etag = "\"1\"";
    snapshot.last_modified = "Sun, 31 Jan 2021 00:00:00 GMT";
    snapshot.body = body;
    snapshot.digest = base::sha256_hex(body);
    return {model::VisitOutcome::changed, "", std::move(snapshot), {}};
}

crawler::Fetched no_body(model::VisitOutcome outcome, std::string_view note) {
    crawler::Fetched fetched{outcome, std::string{note}, {}, {}};
    if (outcome == model::VisitOutcome::gone) fetched.gone_reason = model::GoneReason::not_found;
    return fetched;
}

std::string years_of(const std::vector<model::ReportKey>& keys) {
    std::string years;
    for (const auto& key : keys) years += (years.empty() ? "" : " ") + std::to_string(key.year);
    return years;
}

Situation::Situation() {
    settings.revisit.withdrawal_confirm = std::chrono::hours{24};
}

model::Page& Situation::page(std::string_view url) {
    const auto found =
        std::ranges::find(pages_, url, [](const model::Page& page) { return page.url.text(); });
    if (found != pages_.end()) return *found;
    pages_.push_back({.url = url_of(url), .source = "示例县", .agency = "hint", .due_at = noon});
    return pages_.back();
}

Decided Situation::visit(std::string_view url, crawler::Fetched fetched, std::optional<Ingested> ingested,
                         base::UtcTime now) {
    Visited visited;
    visited.page = page(url);
    visited.fetched = std::move(fetched);
    visited.ingested = std::move(ingested);
    visited.held_was_whole = held_was_whole;
    visited.copies_of_known = copies_of_known;
    visited.held_again = held_again;
    for (const auto& key : concern_of(visited)) {
        if (auto known = standing(key)) visited.standings.emplace(key, *std::move(known));
    }
    if (wants_siblings(visited)) visited.siblings = siblings_of(visited.page);
    auto decided = decide(std::move(visited), now, settings);

    for (const auto& changed : decided.commit.pages) page(changed.url.text()) = changed;
    for (const auto& revision : decided.commit.revisions) revisions_.push_back(revision);
    for (const auto& state : decided.commit.states) {
        std::erase_if(states_, [&](const model::ReportState& known) { return known.key == state.key; });
        states_.push_back(state);
    }
    for (const auto& copy : decided.commit.copies) {
        std::erase_if(copies_, [&](const model::Copy& known) { return same_copy(known, copy); });
        copies_.push_back(copy);
    }
    for (const auto& copy : decided.commit.copies_removed) {
        std::erase_if(copies_, [&](const model::Copy& known) { return same_copy(known, copy); });
    }
    return decided;
}

Decided Situation::shows(std::string_view url, model::Report report, base::UtcTime now) {
    const auto body = "page with " + parser::content_digest(report);
    return visit(url, changed_body(url, body), showing(std::move(report)), now);
}

Decided Situation::ends(std::string_view url, model::VisitOutcome outcome, base::UtcTime now) {
    return visit(url, no_body(outcome), std::nullopt, now);
}

std::optional<Standing> Situation::standing(const model::ReportKey& key) const {
    const auto state = std::ranges::find(states_, key, &model::ReportState::key);
    if (state == states_.end()) return std::nullopt;
    Standing standing{*state, {}, {}};
    for (const auto& revision : revisions_) {
        const model::ReportKey of{revision.report.agency.name, revision.report.year};
        if (of == key && revision.number == state->revision) standing.current = revision;
    }
    for (const auto& copy : copies_) {
        if (copy.key == key) standing.copies.push_back(copy);
    }
    return standing;
}

std::vector<model::Page> Situation::siblings_of(const model::Page& page) const {
    std::vector<model::Page> siblings;
    for (const auto& other : pages_) {
        const bool sibling =
            other.url.host() == page.url.host() && other.url != page.url && !other.reports.empty();
        if (sibling && siblings.size() < siblings_max) siblings.push_back(other);
    }
    return siblings;
}

Decided Situation::stands_in(std::string_view url, std::optional<model::GoneReason> gone, base::UtcTime now) {
    auto ingested = showing_no_report("not an annual report");
    ingested.stand_in = {gone, "not the page that was asked for"};
    return visit(url, changed_body(url, "something else"), std::move(ingested), now);
}

const model::ReportState& Situation::state(int year) const {
    for (const auto& state : states_) {
        if (state.key.year == year) return state;
    }
    throw std::out_of_range{"no report for " + std::to_string(year)};
}

}  // namespace ogi::daemon
