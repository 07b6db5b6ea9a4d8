#include "daemon/visit/weigh.h"

#include "daemon/visit/lost_figures.h"
#include "daemon/visit/recognised_change.h"
#include "model/names.h"

#include <algorithm>
#include <array>

namespace ogi::daemon {

using model::Doubt;
using model::SuspectCapture;

namespace {

// What ends a doubt.
enum class Ended {
    by_agreeing,    // Looks that agree, withdrawal_confirm apart.
    by_outlasting,  // The same, but it must have lasted mass_absence_hold: an outage may be long.
    by_evidence,    // Not by time: somebody else finds out what became of the page (look_around.h, decide).
};

// In what looks must agree: what the page says, or, where something is gone from it, that it is gone. The
// rest of such a page may well differ from look to look.
enum class Agree { in_content, in_doubt };

struct Trust {
    Doubt doubt;
    Ended ended;
    int looks;  // That must agree.
    Agree agree;
    std::string_view words;
};

constexpr std::array trusts = {
    Trust{Doubt::cut_off, Ended::by_agreeing, 2, Agree::in_content, "the body breaks off before its end"},
    Trust{Doubt::cut_short, Ended::by_outlasting, 2, Agree::in_content,
          "the body breaks off before its end, and something that we hold is missing in it"},
    Trust{Doubt::part_missing, Ended::by_agreeing, 2, Agree::in_doubt,
          "a page that belongs to the report is not there"},
    Trust{Doubt::figures_lost, Ended::by_agreeing, 2, Agree::in_doubt,
          "most figures of a table are gone, or all of them have become 0"},
    Trust{Doubt::error_text, Ended::by_evidence, 0, Agree::in_doubt,
          "figures are gone, and what stands in their place speaks of an error, or is nothing"},
    Trust{Doubt::other_report, Ended::by_agreeing, 2, Agree::in_content,
          "it shows another agency's report, or an older one, in place of the one it showed"},
    Trust{Doubt::same_figures, Ended::by_agreeing, 2, Agree::in_content,
          "it shows a report for another year, with every figure of the one it showed"},
    Trust{Doubt::recognised_differently, Ended::by_evidence, 0, Agree::in_content,
          "an image is recognised otherwise than before, and no identity proves that its figures are others"},
    Trust{Doubt::no_report, Ended::by_evidence, 0, Agree::in_content, "it showed a report and shows none"},
    Trust{Doubt::flapping, Ended::by_agreeing, 3, Agree::in_content,
          "flapping: the page goes to and fro between two contents"},
    Trust{Doubt::stale_replica, Ended::by_agreeing, 2, Agree::in_content,
          "it shows what it showed some changes ago"},
    Trust{Doubt::away, Ended::by_evidence, 0, Agree::in_content, "it is away, and that is not confirmed"},
    Trust{Doubt::host_away, Ended::by_evidence, 0, Agree::in_content,
          "its host or its list makes that doubtful"},
    Trust{Doubt::refused, Ended::by_evidence, 0, Agree::in_content,
          "a person ruled that it is not what the agency says"},
};

const Trust& trust_of(Doubt doubt) {
    return *std::ranges::find(trusts, doubt, &Trust::doubt);
}

std::size_t text_bytes(const model::Report& report) {
    std::size_t bytes = 0;
    for (const auto& section : report.sections) bytes += section.text.size();
    return bytes;
}

// What the store holds of a report that was read from this page; nullptr if nothing.
const model::Report* held_report(const Visited& visited, const model::ReportKey& key) {
    const auto known = visited.standings.find(key);
    if (known == visited.standings.end()) return nullptr;
    const auto& standing = known->second;
    const bool ours = standing.state.source_url == visited.page.url.text();
    return ours ? &standing.current.report : nullptr;
}

bool contains(const std::vector<model::ReportKey>& keys, const model::ReportKey& key) {
    return std::ranges::find(keys, key) != keys.end();
}

template <class Judge>
bool any_report(const Visited& visited, Judge judge) {
    return std::ranges::any_of(visited.ingested->reports, [&](const ShownReport& shown) {
        const auto* held = held_report(visited, key_of(shown.report));
        return held != nullptr && judge(*held, shown.report);
    });
}

bool is_cut(const Visited& visited) {
    if (visited.part_cut_off) return true;
    const auto& ingested = *visited.ingested;
    return visited.fetched.open_ended ? !ingested.closes : ingested.breaks_off && visited.held_was_whole;
}

// Whether a body that breaks off lacks what we hold. What a list names cannot be compared. A body that came
// whole and ends as pages do that are written without their last tags may lack text alone.
bool lacks_something(const Visited& visited, const std::vector<model::ReportKey>& shown) {
    const auto& before = visited.page.reports;
    if (before.empty()) return visited.held_was_whole;
    if (!std::ranges::all_of(before, [&](const auto& key) { return contains(shown, key); })) return true;
    const bool ends_well =
        visited.ingested->ends_in_tag && !visited.fetched.open_ended && !visited.part_cut_off;
    return any_report(visited, [&](const model::Report& held, const model::Report& now) {
        return figures_in(now) < figures_in(held) || (!ends_well && text_bytes(now) < text_bytes(held));
    });
}

bool lacks_a_part(const Visited& visited) {
    const auto& missing = visited.ingested->missing;
    const auto known = [&](const std::string& url) {
        return any_report(visited, [&](const model::Report& held, const model::Report&) {
            return std::ranges::any_of(held.anomalies, [&](const model::Anomaly& anomaly) {
                return anomaly.code == "missing_part" && anomaly.quote == url;
            });
        });
    };
    return std::ranges::any_of(missing, [&](const std::string& url) { return !known(url); });
}

// A page that comes to show its agency's next year is what pages do; one that takes that back, too.
bool shows_another_report(const Visited& visited, const std::vector<model::ReportKey>& shown) {
    const auto& before = visited.page.reports;
    const bool lost = std::ranges::any_of(before, [&](const auto& key) { return !contains(shown, key); });
    if (!lost) return false;
    return std::ranges::any_of(shown, [&](const model::ReportKey& key) {
        if (contains(before, key) || contains(visited.page.replaced, key)) return false;
        return std::ranges::none_of(before, [&](const model::ReportKey& old) {
            return old.agency == key.agency && old.year < key.year;
        });
    });
}

// A page whose title was put forward to another year, and whose report was not.
bool shows_the_same_figures(const Visited& visited, const std::vector<model::ReportKey>& shown) {
    const auto is_old_one = [&](const model::ReportKey& old, const model::Report& now) {
        if (contains(shown, old) || old.agency != now.agency.name) return false;
        const auto known = visited.standings.find(old);
        return known != visited.standings.end() && same_figures(known->second.current.report, now);
    };
    const auto& before = visited.page.reports;
    return std::ranges::any_of(visited.ingested->reports, [&](const ShownReport& report) {
        const auto key = key_of(report.report);
        if (key.empty() || contains(before, key) || contains(visited.page.replaced, key)) return false;
        return std::ranges::any_of(before, [&](const auto& old) { return is_old_one(old, report.report); });
    });
}

bool has_flipped(const model::Page& page, base::UtcTime now) {
    return page.flips > 0 && page.flipped_at && now - *page.flipped_at < flapping_memory;
}

bool is_flapping(const Visited& visited, base::UtcTime now) {
    const auto& page = visited.page;
    if (page.content_before.empty() || visited.ingested->content != page.content_before) return false;
    return has_flipped(page, now);
}

// From A to B and back to A is what agencies do; from C back to A is what forgotten replicas do.
bool is_stale(const Visited& visited, base::UtcTime now) {
    const auto& page = visited.page;
    const auto& content = visited.ingested->content;
    if (content == page.content || content == page.content_before) return false;
    return std::ranges::any_of(page.earlier, [&](const model::EarlierContent& earlier) {
        return earlier.content == content && now - earlier.until < flapping_memory;
    });
}

bool is_refused(const Visited& visited, bool lost) {
    const auto& content = lost ? visited.ingested->shape : visited.ingested->content;
    return std::ranges::find(visited.page.refused, content) != visited.page.refused.end();
}

bool agrees(const Doubted& capture, const SuspectCapture& before) {
    if (capture.content.empty()) return false;
    if (capture.content == before.content) return true;
    return capture.doubts == before.doubts && std::ranges::all_of(capture.doubts, [](Doubt doubt) {
               return trust_of(doubt).agree == Agree::in_doubt;
           });
}

std::chrono::seconds doubled(std::chrono::seconds first, int times, std::chrono::seconds most) {
    auto pause = first;
    for (int i = 0; i < times && pause < most; ++i) pause *= 2;
    return std::min(pause, most);
}

// Between two looks that are to agree.
std::chrono::seconds pause_of(Ended ended, Stake stake, const crawler::RevisitSettings& settings) {
    const auto& confirm = settings.withdrawal_confirm;
    if (ended == Ended::by_outlasting) return std::max(confirm, settings.mass_absence_hold);
    return stake == Stake::nothing_held ? std::min(confirm, settings.retry_first) : confirm;
}

}  // namespace

std::vector<Doubt> doubts_about(const Visited& visited, base::UtcTime now) {
    std::vector<Doubt> doubts;
    if (!visited.ingested) return doubts;
    const auto shown = report_keys(visited.ingested);
    if (is_cut(visited))
        doubts.push_back(lacks_something(visited, shown) ? Doubt::cut_short : Doubt::cut_off);
    if (lacks_a_part(visited)) doubts.push_back(Doubt::part_missing);
    const bool lost = shown.empty() && !visited.page.reports.empty();
    if (is_refused(visited, lost)) doubts.push_back(Doubt::refused);
    if (lost) doubts.push_back(Doubt::no_report);
    if (shown.empty()) return doubts;
    if (any_report(visited, most_figures_lost)) doubts.push_back(Doubt::figures_lost);
    if (any_report(visited, speaks_of_an_error)) doubts.push_back(Doubt::error_text);
    if (shows_another_report(visited, shown)) doubts.push_back(Doubt::other_report);
    if (shows_the_same_figures(visited, shown)) doubts.push_back(Doubt::same_figures);
    if (is_recognised_differently(visited)) doubts.push_back(Doubt::recognised_differently);
    if (is_flapping(visited, now)) doubts.push_back(Doubt::flapping);
    if (is_stale(visited, now)) doubts.push_back(Doubt::stale_replica);
    return doubts;
}

SuspectCapture keep_doubt(Doubted capture, const std::optional<SuspectCapture>& before, base::UtcTime now) {
    const bool same = before && agrees(capture, *before);
    return {.doubts = std::move(capture.doubts),
            .content = std::move(capture.content),
            .snapshot = std::move(capture.snapshot),
            .since = before ? before->since : now,
            .same_since = same ? before->same_since : now,
            .looks = same ? before->looks + 1 : 1,
            .looks_in_doubt = before ? before->looks_in_doubt + 1 : 1};
}

Weighed weigh(Doubted capture, const std::optional<SuspectCapture>& before, Stake stake, base::UtcTime now,
              const crawler::RevisitSettings& settings) {
    if (capture.doubts.empty()) return {};
    auto suspect = keep_doubt(std::move(capture), before, now);
    bool believed = true;
    bool by_time = true;
    bool outlasting = false;
    int looks_needed = 0;
    auto look_at = now;
    for (const auto doubt : suspect.doubts) {
        const auto& trust = trust_of(doubt);
        const auto pause = pause_of(trust.ended, stake, settings);
        by_time = by_time && trust.ended == Ended::by_agreeing;
        outlasting = outlasting || trust.ended == Ended::by_outlasting;
        believed = believed && trust.ended != Ended::by_evidence && suspect.looks >= trust.looks &&
                   now - suspect.same_since >= pause * (trust.looks - 1);
        looks_needed = std::max(looks_needed, trust.looks);
        const bool looks_lack = suspect.looks < trust.looks;
        look_at =
            std::max(look_at, looks_lack ? now + pause : suspect.same_since + pause * (trust.looks - 1));
    }
    if (believed) return {.believed_from = suspect.same_since};
    // A page may differ at every look, by a counter; nothing is held back for ever for that.
    const bool by_evidence = std::ranges::any_of(
        suspect.doubts, [](Doubt doubt) { return trust_of(doubt).ended == Ended::by_evidence; });
    if (!by_evidence && before && before->doubts == suspect.doubts &&
        now - suspect.since >= settings.mass_absence_hold)
        return {.believed_from = suspect.since};
    // No look may follow on look for ever, and what may be mended any time is looked at soon.
    const auto extra = suspect.looks_in_doubt - std::max(looks_needed, 1);
    const auto retry = doubled(settings.retry_first, extra, settings.report_period);
    if (!by_time) look_at = now + std::max(retry, outlasting ? retry : settings.withdrawal_confirm);
    if (extra >= 0) look_at = std::max(look_at, now + retry);
    return {.verdict = Verdict::hold, .suspect = std::move(suspect), .look_at = look_at};
}

std::string describe(const SuspectCapture& suspect) {
    std::string names, words;
    int looks = 0;
    for (const auto doubt : suspect.doubts) {
        const auto& trust = trust_of(doubt);
        names += (names.empty() ? "" : ", ") + std::string{model::name_of(doubt)};
        words += (words.empty() ? "" : "; ") + std::string{trust.words};
        looks = std::max(looks, trust.looks);
    }
    auto text = "held back (" + names + "): " + words + "; look " + std::to_string(suspect.looks);
    if (suspect.looks <= looks) text += " of " + std::to_string(looks);
    return text + ", in doubt since " + base::to_iso(suspect.since);
}

}  // namespace ogi::daemon
