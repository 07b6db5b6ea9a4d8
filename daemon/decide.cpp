#include "daemon/decide.h"

#include "daemon/due.h"
#include "extract/discovery/aliases.h"
#include "parser/compare.h"
#include "parser/parse_report.h"

#include <algorithm>

namespace ogi::daemon {

using model::ChangeType;
using model::VisitOutcome;

namespace {

constexpr std::string_view copy_note = "another address of a known page, visited when that is gone";

model::ReportKey key_of(const model::Report& report) {
    return {report.agency.name, report.year};
}

bool contains(const std::vector<model::ReportKey>& keys, const model::ReportKey& key) {
    return std::ranges::find(keys, key) != keys.end();
}

// One visit's consequences as they are worked out.
class Decision {
  public:
    Decision(Visited visited, base::UtcTime now, const DecideSettings& settings)
        : visited_{std::move(visited)}, now_{now}, settings_{settings}, page_{visited_.page} {}

    Decided make() && {
        if (visited_.ingested && visited_.ingested->breaks_off && visited_.held_was_whole)
            refuse_broken_body();
        record_outcome();
        const auto keys = report_keys(visited_.ingested);
        look_for_replaced(keys);
        if (!keys.empty()) {
            replace(keys);
            for (auto& shown : visited_.ingested->reports) show(shown);
        } else if (page_.outcome == VisitOutcome::gone) {
            for (const auto& key : page_.reports) miss(key);
        }
        follow_links();
        follow_sitemaps();
        try_copies();
        schedule();
        commit_.pages.push_back(std::move(page_));
        return {std::move(commit_), std::move(read_again_)};
    }

  private:
    // The page we hold ends properly and this body does not: it was cut off on its way. The visit failed.
    void refuse_broken_body() {
        visited_.fetched.outcome = VisitOutcome::failed;
        visited_.fetched.note = "the body breaks off before its end";
        visited_.fetched.reason = model::FailureReason::truncated;
        visited_.fetched.snapshot.reset();
        visited_.ingested.reset();
    }

    void record_outcome() {
        const auto& fetched = visited_.fetched;
        page_.visited_at = now_;
        page_.outcome = fetched.outcome;
        page_.reason = fetched.reason;
        page_.outcome_note = fetched.note;
        const bool failed =
            fetched.outcome == VisitOutcome::failed || fetched.outcome == VisitOutcome::challenged;
        page_.failures = failed ? page_.failures + 1 : 0;
        page_.unchanged = fetched.outcome == VisitOutcome::unchanged ? page_.unchanged + 1 : 0;
        if (fetched.snapshot) {
            page_.etag = fetched.snapshot->etag;
            page_.last_modified = fetched.snapshot->last_modified;
            page_.snapshot = fetched.snapshot->digest;
        }
        if (visited_.ingested || fetched.outcome == VisitOutcome::unchanged) page_.parts = visited_.parts;
        if (fetched.outcome == VisitOutcome::unchanged) {
            // A server that rebuilds its files gives the same bytes new validators.
            if (!fetched.etag.empty()) page_.etag = fetched.etag;
            if (!fetched.last_modified.empty()) page_.last_modified = fetched.last_modified;
        }
        if (fetched.outcome == VisitOutcome::gone) {
            // Without validators the page is read again in full when it is back.
            page_.etag.clear(), page_.last_modified.clear(), page_.snapshot.clear(), page_.parts.clear();
        }
        if (!visited_.ingested) return;
        for (const auto& limit : visited_.ingested->limits) {
            page_.outcome_note += (page_.outcome_note.empty() ? "read in part, limit " : ", ") + limit;
        }
        if (page_.role != model::PageRole::report) return;
        if (!visited_.ingested->no_report.empty()) {
            page_.outcome_note = visited_.ingested->no_report;
        } else if (report_keys(visited_.ingested).empty()) {
            page_.outcome_note = "a report, but its agency or year cannot be told";
        }
    }

    // The page shows these reports; what it showed last time and does not show now is missed.
    void replace(const std::vector<model::ReportKey>& keys) {
        for (const auto& before : page_.reports) {
            if (contains(keys, before) || miss(before) == Missed::settled) continue;
            if (!contains(page_.replaced, before)) page_.replaced.push_back(before);
        }
        if (page_.replaced.size() > replaced_max)
            page_.replaced.erase(page_.replaced.begin(), page_.replaced.end() - replaced_max);
        page_.reports = keys;
    }

    void show(ShownReport& shown) {
        const auto key = key_of(shown.report);
        if (key.empty()) return;
        commit_.copies.push_back({key, page_.url.text(), shown.content_digest, std::nullopt});
        const auto known = visited_.standings.find(key);
        if (known == visited_.standings.end()) {
            revise({key, 0, "", std::nullopt}, nullptr, ChangeType::added, shown);
            return;
        }
        const auto& [state, current, copies] = known->second;
        if (state.withdrawn_at) {
            revise(state, &current, ChangeType::restored, shown);
        } else if (current.content_digest != shown.content_digest) {
            if (state.source_url == page_.url.text()) {
                revise(state, &current, ChangeType::revised, shown);
            } else if (says_more(shown.report, current.report)) {
                // A fuller copy of the same report: the agency changed nothing, we know it better.
                revise(state, &current, ChangeType::reinterpreted, shown);
            } else {
                page_.outcome_note = "differs from the copy that is followed, " + state.source_url;
            }
        }
    }

    // Whether a copy is a better witness than the one we follow: official before mirror, then more figures.
    static bool says_more(const model::Report& candidate, const model::Report& current) {
        if (candidate.official != current.official) return candidate.official;
        const auto figures = [](const model::Report& report) {
            return std::ranges::count_if(report.cells,
                                         [](const auto& entry) { return entry.second.value.has_value(); });
        };
        return figures(candidate) > figures(current);
    }

    // Makes what the page shows the current Revision. `current`: the one before, nullptr if there was none.
    void revise(model::ReportState state, const model::Revision* current, ChangeType type,
                ShownReport& shown) {
        model::Change change{0, type, state.key, now_, page_.url.text(), state.revision, {}, {}};
        if (current != nullptr) {
            auto differences = parser::compare_reports(current->report, shown.report);
            change.cells = std::move(differences.cells);
            change.aspects = std::move(differences.aspects);
        }
        if (current == nullptr || current->content_digest != shown.content_digest) {
            change.revision = ++state.revision;
            commit_.revisions.push_back({state.revision, visited_.fetched.snapshot->fetched_at,
                                         page_.url.text(), page_.snapshot, digests_of_parts(),
                                         std::string{parser::parser_version}, shown.content_digest,
                                         std::move(shown.report)});
        }
        state.source_url = page_.url.text();
        state.withdrawn_at.reset();
        commit_.states.push_back(std::move(state));
        commit_.changes.push_back(std::move(change));
    }

    std::vector<std::string> digests_of_parts() const {
        std::vector<std::string> digests;
        for (const auto& part : page_.parts) {
            if (!part.snapshot.empty()) digests.push_back(part.snapshot);
        }
        return digests;
    }

    // `shown`: what the page shows now.
    void look_for_replaced(const std::vector<model::ReportKey>& shown) {
        const bool seen =
            !shown.empty() || page_.outcome == VisitOutcome::unchanged || page_.outcome == VisitOutcome::gone;
        if (!seen) return;
        std::erase_if(page_.replaced, [&](const model::ReportKey& replaced) {
            return contains(shown, replaced) || miss(replaced) == Missed::settled;
        });
    }

    enum class Missed { awaiting_confirmation, settled };

    // The page does not show the report any more.
    Missed miss(const model::ReportKey& key) {
        const auto known = visited_.standings.find(key);
        if (known == visited_.standings.end()) return Missed::settled;
        auto& [state, current, copies] = known->second;
        const auto ours = std::ranges::find(copies, page_.url.text(), &model::Copy::url);
        if (ours == copies.end()) return Missed::settled;
        const bool first_look = !ours->missing_since;
        if (first_look) {
            ours->missing_since = now_;
            commit_.copies.push_back(*ours);
        }
        if (first_look || now_ - *ours->missing_since < settings_.revisit.withdrawal_confirm) {
            awaiting_confirmation_ = true;
            return Missed::awaiting_confirmation;
        }
        commit_.copies_removed.push_back(*ours);
        if (state.source_url == page_.url.text()) replace_source(state, copies);
        return Missed::settled;
    }

    // The copy that a report was read from is gone: follow another one, or the report is withdrawn.
    void replace_source(model::ReportState& state, const std::vector<model::Copy>& copies) {
        const auto remains = [&](const model::Copy& copy) { return copy.url != page_.url.text(); };
        const auto shows_it = [&](const model::Copy& copy) { return remains(copy) && !copy.missing_since; };
        auto other = std::ranges::find_if(copies, shows_it);
        if (other != copies.end()) {
            if (auto url = base::Url::parse(other->url)) read_again_.push_back(*std::move(url));
        } else {
            // Missed too, but only once so far: its own second look decides.
            other = std::ranges::find_if(copies, remains);
        }
        if (other != copies.end()) {
            state.source_url = other->url;
            commit_.states.push_back(state);
            return;
        }
        commit_.changes.push_back(
            {0, ChangeType::withdrawn, state.key, now_, state.source_url, state.revision, {}, {}});
        state.withdrawn_at = now_;
        commit_.states.push_back(state);
    }

    void follow_links() {
        if (!visited_.ingested || page_.depth >= settings_.depth_max) return;
        for (auto& link : visited_.ingested->links) {
            const bool copy = visited_.copies_of_known.contains(link.url);
            commit_.discovered.push_back({.url = std::move(link.url),
                                          .form = std::move(link.form),
                                          .source = page_.source,
                                          .agency = page_.agency,
                                          .role = link.role,
                                          .depth = page_.depth + 1,
                                          .found_on = page_.url.text(),
                                          .link_text = std::move(link.text),
                                          .due_at = first_look(link.role, copy),
                                          .outcome_note = std::string{copy ? copy_note : ""}});
        }
    }

    // Those on the page's own site that robots.txt names. They are lists: only what is called a report is
    // followed.
    void follow_sitemaps() {
        std::size_t followed = 0;
        for (const auto& written : visited_.fetched.sitemaps) {
            const auto url = page_.url.resolve(written);
            if (!url || !url->same_site(page_.url) || ++followed > sitemaps_max) continue;
            commit_.discovered.push_back({.url = *url,
                                          .source = page_.source,
                                          .agency = page_.agency,
                                          .role = model::PageRole::list,
                                          .depth = page_.depth + 1,
                                          .found_on = page_.url.text(),
                                          .link_text = "robots.txt",
                                          .due_at = first_look(model::PageRole::list, false)});
        }
    }

    // Reports before the lists and gateways that were found with them.
    base::UtcTime first_look(model::PageRole role, bool copy) const {
        if (copy) return now_ + copy_patience;
        const auto due = std::min(visited_.page.due_at, now_);
        return role == model::PageRole::report && !asked_for() ? due - std::chrono::milliseconds{1} : due;
    }

    // Another address of a page that is gone may still show it.
    void try_copies() {
        if (page_.outcome != VisitOutcome::gone || visited_.page.outcome == VisitOutcome::gone) return;
        for (auto& form : extract::possible_copies(page_.url)) read_again_.push_back(std::move(form));
    }

    bool asked_for() const { return visited_.page.due_at <= due_on_demand_last; }

    void schedule() {
        const auto not_before = visited_.fetched.not_before;
        page_.due_at =
            crawler::next_visit(page_, awaiting_confirmation_, not_before, now_, settings_.revisit);
        if (awaiting_confirmation_) {
            // Also where the page is there, but with another report.
            const auto second_look = now_ + settings_.revisit.withdrawal_confirm;
            page_.due_at = std::min(page_.due_at, std::max(second_look, not_before.value_or(second_look)));
        }
        if (awaiting_confirmation_ && asked_for() && page_.due_at <= now_) page_.due_at = due_on_demand_last;
    }

    Visited visited_;
    base::UtcTime now_;
    const DecideSettings& settings_;
    model::Page page_;
    storage::Commit commit_;
    std::vector<base::Url> read_again_;
    bool awaiting_confirmation_ = false;
};

}  // namespace

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
    // A page that brought nothing, or shows no report, says nothing of those it showed.
    const bool says_all = !keys.empty() || visited.fetched.outcome == VisitOutcome::gone;
    if (says_all) add(visited.page.reports);
    if (says_all || visited.fetched.outcome == VisitOutcome::unchanged) add(visited.page.replaced);
    return keys;
}

Decided decide(Visited visited, base::UtcTime now, const DecideSettings& settings) {
    return Decision{std::move(visited), now, settings}.make();
}

}  // namespace ogi::daemon
