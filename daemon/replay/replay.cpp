#include "daemon/replay/replay.h"

#include "daemon/replay/tell_apart.h"
#include "daemon/visit/evidence.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

using model::Cause;
using model::ChangeType;

namespace {

bool contains(const std::vector<model::ReportKey>& keys, const model::ReportKey& key) {
    return std::ranges::find(keys, key) != keys.end();
}

// One page's consequences as they are worked out.
class PageReplay {
  public:
    PageReplay(const ReplayedPage& replayed, const ReplaySettings& settings)
        : replayed_{replayed}, settings_{settings}, page_{replayed.page} {}

    Replay make() && {
        const auto shown = report_keys(replayed_.now.ingested);
        std::vector<model::ReportKey> lost;
        std::ranges::copy_if(page_.reports, std::back_inserter(lost),
                             [&](const auto& key) { return !contains(shown, key); });
        const bool shows_another =
            std::ranges::any_of(shown, [&](const auto& key) { return !contains(page_.reports, key); });
        page_.reports = shown;
        for (const auto& key : lost) {
            if (shows_another) {
                reattribute(key);
            } else {
                page_.reports.push_back(key);
                replay_.kept.push_back(key);
            }
        }
        if (!shown.empty()) {
            for (const auto& report : replayed_.now.ingested->reports) {
                if (const auto key = key_of(report.report); !key.empty()) show(key, report);
            }
            std::erase_if(page_.replaced, [&](const auto& key) { return contains(shown, key); });
            page_.content = replayed_.now.ingested->content;
        }
        if (page_ != replayed_.page) replay_.commit.pages.push_back(std::move(page_));
        return std::move(replay_);
    }

  private:
    void show(const model::ReportKey& key, const ShownReport& shown) {
        const auto known = replayed_.standings.find(key);
        if (known == replayed_.standings.end()) {
            put_copy(key, shown, nullptr);
            return add_to(commit(),
                          revise(std::nullopt, read(key), ChangeType::added, settings_.now, Cause::reparse));
        }
        const auto& standing = known->second;
        put_copy(key, shown, &standing);
        if (standing.state.withdrawn_at) {
            const Held held{standing.state, &standing.current};
            add_to(commit(), revise(held, read(key), ChangeType::restored, settings_.now, Cause::reparse));
        } else if (standing.state.source_url != url()) {
            return;
        } else if (standing.current.content_digest == shown.content_digest) {
            note_reader(commit(), standing.state, standing.current,
                        read_by(settings_.parser_version, shown.reader));
        } else {
            compare(standing, read(key), key);
        }
    }

    void compare(const Standing& standing, Reading reading, const model::ReportKey& key) {
        const Held held{standing.state, &standing.current};
        // It was read from another page, which this one follows: that they differ is nothing the agency did.
        if (standing.current.source_url != url())
            return add_to(commit(), reinterpret(held, std::move(reading), settings_.now));
        const auto other = replayed_.held_again.find(key);
        if (other == replayed_.held_again.end() || other->second.revision != standing.current.number) {
            reading.fetched_at = standing.current.observed_at;
            return add_to(commit(), reinterpret(held, std::move(reading), settings_.now));
        }
        for (auto& step :
             tell_apart(held, other->second.reading, std::move(reading), ChangeType::revised, settings_.now))
            add_to(commit(), std::move(step));
    }

    Reading read(const model::ReportKey& key) const {
        return *reading_of(replayed_.now, key, url(), settings_.parser_version);
    }

    // `standing`: not set where nobody knew the report.
    void put_copy(const model::ReportKey& key, const ShownReport& shown, const Standing* standing) {
        model::Copy copy{.key = key, .url = url(), .content_digest = {}, .missing_since = {}};
        copy.first_seen = settings_.now;
        const bool followed = standing == nullptr || standing->state.source_url == url();
        if (standing != nullptr) {
            const auto ours = std::ranges::find(standing->copies, url(), &model::Copy::url);
            if (ours != standing->copies.end()) copy = *ours;
        }
        if (copy.content_digest == shown.content_digest) return;
        copy.content_digest = shown.content_digest;
        if (!followed) {
            copy.evidence = evidence_of(shown.report);
            copy.evidence->snapshot = replayed_.now.snapshot;
            copy.evidence->parts = replayed_.now.parts;
        }
        commit().copies.push_back(std::move(copy));
    }

    // The page was never this report's.
    void reattribute(const model::ReportKey& key) {
        const auto known = replayed_.standings.find(key);
        if (known == replayed_.standings.end()) return;
        const auto& [state, current, copies] = known->second;
        const auto ours = std::ranges::find(copies, url(), &model::Copy::url);
        if (ours != copies.end()) commit().copies_removed.push_back(*ours);
        if (state.source_url != url() || state.withdrawn_at) return;
        const auto* other = best_copy(copies, url());
        if (other == nullptr) {
            return add_to(commit(),
                          withdraw(state, model::GoneReason::reattributed, settings_.now, Cause::reparse));
        }
        auto moved = state;
        moved.source_url = other->url;
        commit().states.push_back(std::move(moved));
        replay_.follow.push_back(other->url);
    }

    storage::Commit& commit() { return replay_.commit; }
    const std::string& url() const { return page_.url.text(); }

    const ReplayedPage& replayed_;
    const ReplaySettings& settings_;
    model::Page page_;
    Replay replay_;
};

}  // namespace

std::vector<model::ReportKey> concern_of(const model::Page& page, const Ingested& now) {
    auto keys = page.reports;
    for (const auto& shown : now.reports) {
        auto key = key_of(shown.report);
        if (!key.empty() && !contains(keys, key)) keys.push_back(std::move(key));
    }
    return keys;
}

bool stands_on_other_bodies(const ReplayedPage& replayed, const model::ReportKey& key) {
    const auto known = replayed.standings.find(key);
    if (known == replayed.standings.end()) return false;
    const auto& [state, current, copies] = known->second;
    if (state.withdrawn_at || state.source_url != replayed.page.url.text()) return false;
    return current.source_url == state.source_url &&
           (current.snapshot != replayed.now.snapshot || current.parts != replayed.now.parts);
}

Replay replay_page(const ReplayedPage& replayed, const ReplaySettings& settings) {
    return PageReplay{replayed, settings}.make();
}

Replay replay_revision(const Standing& standing, std::optional<Reading> again,
                       const ReplaySettings& settings) {
    Replay replay;
    if (!again) {
        // A report that is not on the web is missed by nobody; it may have moved to its right name.
        if (!standing.state.withdrawn_at) replay.kept.push_back(standing.state.key);
    } else if (again->content_digest == standing.current.content_digest) {
        note_reader(replay.commit, standing.state, standing.current, again->parser_version);
    } else {
        const Held held{standing.state, &standing.current};
        add_to(replay.commit, reinterpret(held, *std::move(again), settings.now));
    }
    return replay;
}

}  // namespace ogi::daemon
