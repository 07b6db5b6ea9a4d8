#include "daemon/visit/decide.h"

#include "daemon/crawl/due.h"
#include "daemon/replay/tell_apart.h"
#include "daemon/visit/capture_class.h"
#include "daemon/visit/evidence.h"
#include "daemon/visit/follow_links.h"
#include "daemon/visit/future_times.h"
#include "daemon/visit/mass_absence.h"
#include "daemon/visit/observe.h"
#include "daemon/visit/recognised_change.h"
#include "daemon/visit/revise.h"
#include "daemon/visit/weigh.h"
#include "extract/discovery/aliases.h"
#include "model/names.h"

#include <algorithm>
#include <iterator>

namespace ogi::daemon {

using model::ChangeType;
using model::VisitOutcome;

namespace {

bool contains(const std::vector<model::ReportKey>& keys, const model::ReportKey& key) {
    return std::ranges::find(keys, key) != keys.end();
}

// Siblings are due so much earlier than the page that they are to be compared with.
constexpr std::chrono::seconds sibling_lead{1};

// One visit's consequences as they are worked out.
class Decision {
  public:
    Decision(Visited visited, base::UtcTime now, const DecideSettings& settings)
        : visited_{std::move(visited)}, now_{now}, settings_{settings}, page_{visited_.page} {}

    Decided make() && {
        remember_body();
        judge_body(visited_);
        auto weighed = weigh(doubted(), page_.suspect, stake(), now_, settings_.revisit);
        if (weighed.verdict == Verdict::hold) {
            observe_held(page_, visited_, std::move(weighed.suspect), now_);
            held_until_ = weighed.look_at;
        } else {
            believed_from_ = weighed.believed_from;
            take();
        }
        follow();
        try_copies();
        schedule();
        commit_.pages.push_back(std::move(page_));
        std::ranges::move(told_carried_, std::back_inserter(commit_.pages));
        look_at_siblings();
        return {std::move(commit_), std::move(read_again_)};
    }

  private:
    // A page without documents may be out of order, or show the report itself.
    void take_carried() {
        if (!visited_.ingested || visited_.ingested->carried.empty()) return;
        const auto& carried = visited_.ingested->carried;
        page_.attachments = urls_of(carried);
        told_carried_ = tell_carried(page_.url, carried, std::move(visited_.known_carried),
                                     asked_for() ? due_on_demand : now_);
    }

    // What a stand-in was is known to its record, and to nobody else.
    void remember_body() {
        if (visited_.fetched.snapshot) body_ = visited_.fetched.snapshot->digest;
        if (visited_.ingested) shape_ = visited_.ingested->shape;
    }

    Doubted doubted() const {
        if (!visited_.ingested || visited_.ruled) return {};
        const bool lost = visited_.ingested->reports.empty() && !page_.reports.empty();
        const auto& content = lost ? shape_ : visited_.ingested->content;
        return {doubts_about(visited_, now_), content, body_};
    }

    Stake stake() const {
        return page_.reports.empty() && visited_.standings.empty() ? Stake::nothing_held : Stake::a_report;
    }

    // The visit is believed.
    void take() {
        observe(page_, visited_, now_);
        judge_host();
        take_carried();
        const auto keys = report_keys(visited_.ingested);
        look_for_replaced(keys);
        if (!keys.empty()) {
            replace(keys);
            for (auto& shown : visited_.ingested->reports) show(shown);
        } else if (page_.outcome == VisitOutcome::gone) {
            for (const auto& key : page_.reports) miss(key);
            if (visited_.ruled) page_.reports.clear();
            doubt_absence();
        }
        class_capture(page_, visited_.page, visited_, commit_.changes);
    }

    // Until an absence is confirmed the page is in doubt, for everybody to see.
    void doubt_absence() {
        page_.suspect.reset();
        if (!shape_.empty()) page_.content = shape_;  // Others that show the same are known by it.
        if (!awaiting_confirmation_) return;
        std::vector<model::Doubt> doubts{model::Doubt::away};
        if (crowd_.crowd == Crowd::away) doubts.push_back(model::Doubt::host_away);
        auto content = shape_.empty() ? std::string{model::name_of(*page_.gone_reason)} : shape_;
        page_.suspect =
            keep_doubt({std::move(doubts), std::move(content), body_}, visited_.page.suspect, now_);
    }

    // Whether the page is away on its own, or many of its host are.
    void judge_host() {
        if (page_.outcome != VisitOutcome::gone || visited_.ruled) return;
        const bool by_host = may_be_the_host(page_.gone_reason.value_or(model::GoneReason::not_found));
        if (!by_host && !visited_.list) return;
        std::optional<base::UtcTime> since;
        for (const auto& key : page_.reports) {
            if (const auto* copy = own_copy(key)) {
                const auto missing = copy->missing_since.value_or(now_);
                since = since ? std::min(*since, missing) : missing;
            }
        }
        if (!since) return;
        const auto list = visited_.named == Named::no ? std::nullopt : visited_.list;
        crowd_ =
            by_host ? judge_by_others(visited_.siblings, list, *since) : judge_list(*visited_.list, *since);
        if (crowd_.crowd != Crowd::away || now_ - *since >= settings_.revisit.mass_absence_hold) return;
        page_.outcome_note += "; held back (mass_absence): " + words_of(crowd_, by_host);
    }

    // What is held of the report on this page; nullptr where it does not show it, or not any more.
    const model::Copy* own_copy(const model::ReportKey& key) const {
        const auto known = visited_.standings.find(key);
        if (known == visited_.standings.end()) return nullptr;
        return find_copy(known->second, page_.url.text());
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
        const auto known = visited_.standings.find(key);
        if (known == visited_.standings.end()) {
            commit_.copies.push_back(copy_of(key, shown, now_));
            revise_by(nullptr, ChangeType::added, shown);
            return;
        }
        const auto& standing = known->second;
        const auto* before = own_copy(key);
        auto copy = copy_of(key, shown, before == nullptr ? std::optional{now_} : before->first_seen);
        const bool same = standing.current.content_digest == shown.content_digest;
        if (standing.state.source_url == copy.url) {
            // It took the place of one that is gone: what it showed all along, the agency did not change now.
            const bool as_before = before != nullptr && before->content_digest == copy.content_digest;
            const bool took_over = standing.current.source_url != copy.url;
            const auto type = standing.state.withdrawn_at ? ChangeType::restored
                              : took_over && as_before    ? ChangeType::reinterpreted
                                                          : ChangeType::revised;
            const auto now_by = read_by(settings_.parser_version, shown.reader);
            if (!same || standing.state.withdrawn_at)
                revise_by(&standing, type, shown);
            else
                note_reader(commit_, standing.state, standing.current, now_by);
        } else {
            weigh_copy(standing, before, copy, shown);
        }
        commit_.copies.push_back(std::move(copy));
    }

    model::Copy copy_of(const model::ReportKey& key, const ShownReport& shown,
                        std::optional<base::UtcTime> first_seen) const {
        return {.key = key,
                .url = page_.url.text(),
                .content_digest = shown.content_digest,
                .missing_since = {},
                .first_seen = first_seen};
    }

    // Another page than the one that the report is read from shows it.
    void weigh_copy(const Standing& standing, const model::Copy* before, model::Copy& copy,
                    ShownReport& shown) {
        const bool same = standing.current.content_digest == copy.content_digest;
        copy.evidence = evidence_of(shown.report);
        copy.evidence->snapshot = page_.snapshot;
        copy.evidence->parts = digests_of(page_.parts);
        if (standing.state.withdrawn_at) {
            revise_by(&standing, ChangeType::restored, shown);
            return;
        }
        const auto followed = followed_copy(standing);
        if (visited_.superseded.contains(followed.url)) {
            // The agency has put this document in the place of the other: what differs is its doing.
            if (find_copy(standing, followed.url) != nullptr) commit_.copies.push_back(followed);
            if (same) return move_to(standing, copy.url);
            return revise_by(&standing, ChangeType::revised, shown);
        }
        if (!(same || may_take_over(before, copy)) || !is_better(copy, followed)) {
            if (!same) page_.outcome_note = "differs from the copy that is followed, " + followed.url;
            return;
        }
        // The agency changed nothing, we know its report better. Where both say the same, not even that.
        if (find_copy(standing, followed.url) != nullptr) commit_.copies.push_back(followed);
        if (same) return move_to(standing, copy.url);
        revise_by(&standing, ChangeType::reinterpreted, shown);
    }

    void move_to(const Standing& standing, std::string_view url) {
        commit_.states.push_back(standing.state);
        commit_.states.back().source_url = url;
    }

    // Whether a page may bring other figures than those of the copy that is followed. One that shows what it
    // showed before may be a replica that was forgotten: it would hide what the agency corrects. One that
    // showed another report may be mistitled.
    bool may_take_over(const model::Copy* before, const model::Copy& copy) const {
        if (before != nullptr) return before->content_digest != copy.content_digest;
        return visited_.page.reports.empty();
    }

    // What the page shows is the current Revision from now on.
    void revise_by(const Standing* standing, ChangeType type, ShownReport& shown) {
        std::optional<Held> held;
        if (standing != nullptr) held = Held{standing->state, &standing->current};
        Reading reading{.source_url = page_.url.text(),
                        .fetched_at = visited_.fetched.snapshot->fetched_at,
                        .snapshot = page_.snapshot,
                        .parts = digests_of(page_.parts),
                        .parser_version = read_by(settings_.parser_version, shown.reader),
                        .content_digest = std::move(shown.content_digest),
                        .report = std::move(shown.report),
                        .packed = std::move(shown.packed),
                        .ruled = visited_.ruled};
        const bool by_agency = type == ChangeType::revised || type == ChangeType::restored;
        if (!held || !by_agency) return add_to(commit_, revise(held, std::move(reading), type, now_));
        auto steps = tell_of_agency(*held, visited_.held_again, std::move(reading), type, now_);
        if (steps.empty() && held->state.source_url != page_.url.text()) move_to(*standing, page_.url.text());
        for (auto& step : steps) add_to(commit_, std::move(step));
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
        // What was in doubt and is believed now has been so since its first look.
        const bool first_look = !ours->missing_since;
        if (first_look) ours->missing_since = believed_from_.value_or(now_);
        if (!visited_.ruled && ((first_look && !believed_from_) || !is_confirmed(*ours->missing_since))) {
            if (first_look) commit_.copies.push_back(*ours);
            await(*ours->missing_since);
            return Missed::awaiting_confirmation;
        }
        commit_.copies_removed.push_back(*ours);
        if (state.source_url == page_.url.text()) replace_source(state, copies);
        return Missed::settled;
    }

    // Whether this look, which found the page away like one before, may be believed.
    bool is_confirmed(base::UtcTime since) const {
        const auto passed = now_ - since;
        switch (crowd_.crowd) {
            case Crowd::there:
                return passed >= settings_.revisit.withdrawal_confirm;
            case Crowd::unknown:
                return false;
            case Crowd::away:
                return passed >=
                       std::max(settings_.revisit.withdrawal_confirm, settings_.revisit.mass_absence_hold);
        }
        return false;
    }

    // A later look is to decide about what is missing since then.
    void await(base::UtcTime since) {
        awaiting_confirmation_ = true;
        const auto& revisit = settings_.revisit;
        auto second_look = std::max(now_, since + revisit.withdrawal_confirm);
        if (crowd_.crowd == Crowd::away) {
            second_look = std::max(second_look, std::min(now_ + revisit.report_period,
                                                         since + settings_.revisit.mass_absence_hold));
        } else if (crowd_.crowd == Crowd::unknown && now_ > since) {
            second_look = std::max(second_look, now_ + revisit.retry_first);
        }
        second_look_ = second_look_ ? std::min(*second_look_, second_look) : second_look;
    }

    // The copy that a report was read from is gone: follow another one, or the report is withdrawn.
    void replace_source(model::ReportState& state, const std::vector<model::Copy>& copies) {
        // One that was missed too, but only once so far: its own second look decides.
        if (const auto* other = best_copy(copies, page_.url.text())) {
            auto url = base::Url::parse(other->url);
            if (url && !other->missing_since) read_again_.push_back(*std::move(url));
            state.source_url = other->url;
            commit_.states.push_back(state);
            return;
        }
        const auto reason = page_.gone_reason.value_or(model::GoneReason::replaced);
        add_to(commit_, withdraw(state, reason, now_));
    }

    void follow() {
        auto followed = follow_links(visited_, now_, settings_.depth_max);
        commit_.discovered = std::move(followed.pages);
        if (followed.remark.empty()) return;
        page_.outcome_note += (page_.outcome_note.empty() ? "" : "; ") + followed.remark;
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
        if (second_look_) {
            // Also where the page is there, but with another report.
            const auto second_look = std::max(*second_look_, not_before.value_or(*second_look_));
            page_.due_at =
                page_.outcome == VisitOutcome::gone ? second_look : std::min(page_.due_at, second_look);
        }
        if (held_until_) {
            // A list goes on being one, whatever it showed besides.
            const auto again = std::max(*held_until_, not_before.value_or(*held_until_));
            page_.due_at = page_.role == model::PageRole::report ? again : std::min(page_.due_at, again);
        }
        const bool again_at_once = (second_look_ || held_until_) && page_.due_at <= now_;
        if (again_at_once && asked_for()) page_.due_at = due_on_demand_last;
    }

    // Those that nobody has looked at since the page is away are due before its second look.
    void look_at_siblings() {
        for (auto& page : crowd_.to_look_at) {
            const auto soon = asked_for() ? due_on_demand : now_ - sibling_lead;
            if (page.due_at <= soon) continue;
            page.due_at = soon;
            commit_.pages.push_back(std::move(page));
        }
    }

    Visited visited_;
    base::UtcTime now_;
    const DecideSettings& settings_;
    model::Page page_;
    storage::Commit commit_;
    std::vector<base::Url> read_again_;
    std::string body_;   // Digest of what came; empty if nothing did.
    std::string shape_;  // Ingested::shape.
    CrowdReport crowd_;
    std::vector<model::Page> told_carried_;  // Known documents of the page, with what it says of them now.
    std::optional<base::UtcTime> believed_from_;  // Weighed::believed_from.
    std::optional<base::UtcTime> held_until_;     // Weighed::look_at.
    bool awaiting_confirmation_ = false;
    std::optional<base::UtcTime> second_look_;
};

}  // namespace

Decided decide(Visited visited, base::UtcTime now, const DecideSettings& settings) {
    forget_future_times(visited, now);
    forget_withdrawn(visited);
    return Decision{std::move(visited), now, settings}.make();
}

}  // namespace ogi::daemon
