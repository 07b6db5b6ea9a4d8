#include "daemon/decisions/rule_suspect.h"

#include "base/json_writer.h"
#include "daemon/visit/reread.h"
#include "daemon/visit/weigh.h"
#include "model/names.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;
using model::Doubt;
using model::VisitOutcome;

namespace {

constexpr std::string_view ruled_words = "a person ruled that the report is not there any more";

Result<model::Page> find_suspect(const storage::Store& store, const base::Url& url) {
    TRY(page, store.page(url));
    if (!page) return base::fail(ErrorCode::not_found, "no page " + url.text() + " is known");
    if (!page->suspect) {
        return base::fail(ErrorCode::not_found,
                          "nothing that " + url.text() + " shows is held back; ogi suspects lists what is");
    }
    return *std::move(page);
}

bool is_away(const model::SuspectCapture& suspect) {
    return std::ranges::find(suspect.doubts, Doubt::away) != suspect.doubts.end();
}

// The last look as it would be if it were believed.
Result<Visited> look_again(const storage::Store& store, model::Page page, const extract::Programs& programs) {
    Visited visited{.page = std::move(page), .fetched = {}, .ingested = {}};
    visited.ruled = true;
    const auto& known = visited.page;
    const auto& suspect = *known.suspect;
    auto& fetched = visited.fetched;
    if (is_away(suspect)) {
        fetched.outcome = VisitOutcome::gone;
        fetched.gone_reason = known.gone_reason.value_or(model::GoneReason::not_found);
        fetched.note = known.outcome_note;
        return visited;
    }
    std::vector<std::string> parts, missing;
    for (const auto& part : suspect.parts)
        (part.snapshot.empty() ? missing : parts).push_back(part.snapshot.empty() ? part.url : part.snapshot);
    TRY(read, reread(store, known, suspect.snapshot, parts, missing, {.programs = programs}));
    if (!read.ingested) {
        return base::fail(ErrorCode::malformed,
                          "what " + known.url.text() + " showed cannot be read again: " + read.problem);
    }
    TRY(captures, store.captures(known.url));
    const auto capture = std::ranges::find(captures, suspect.snapshot, &model::Snapshot::digest);
    fetched.outcome = VisitOutcome::changed;
    fetched.snapshot = *capture;  // It was found by reread.
    visited.parts = suspect.parts;
    visited.ingested = *std::move(read.ingested);
    auto& stand_in = visited.ingested->stand_in;
    if (visited.ingested->reports.empty() && !(stand_in && stand_in->gone))
        stand_in = {model::GoneReason::error_page, std::string{ruled_words}};
    return visited;
}

Result<std::size_t> accept(storage::Store& store, model::Page page, const RecordSettings& settings) {
    const auto at = page.visited_at.value_or(page.suspect->same_since);
    std::erase(page.refused, page.suspect->content);
    const auto crawled = page.due_at == storage::due_never ? Crawled::no : Crawled::yes;
    TRY(visited, look_again(store, std::move(page), settings.programs));
    TRY(recorded, record_import(store, std::move(visited), at, settings, crawled));
    return recorded.changes;
}

Result<void> drop(storage::Store& store, model::Page page, base::UtcTime now) {
    storage::Commit commit;
    const auto suspect = *std::exchange(page.suspect, std::nullopt);
    if (is_away(suspect)) {
        for (const auto& key : page.reports) {
            TRY(copies, store.copies(key));
            const auto ours = std::ranges::find(copies, page.url.text(), &model::Copy::url);
            if (ours == copies.end() || !ours->missing_since) continue;
            ours->missing_since.reset();
            commit.copies.push_back(std::move(*ours));
        }
    } else if (!suspect.content.empty() && suspect.content != page.content) {
        std::erase(page.refused, suspect.content);
        page.refused.push_back(suspect.content);
        if (page.refused.size() > refused_max) page.refused.erase(page.refused.begin());
    }
    page.outcome_note = "dropped by a person: " + describe(suspect);
    if (page.due_at != storage::due_never) page.due_at = std::min(page.due_at, now);
    commit.pages.push_back(std::move(page));
    TRY(committed, store.commit(std::move(commit), storage::Durability::at_next_sync));
    static_cast<void>(committed);
    return {};
}

}  // namespace

std::string RuledSuspect::to_json() const {
    base::JsonWriter json;
    json.begin_object().field("url", url);
    json.field("ruling", ruling == SuspectRuling::accept ? "accept" : "drop");
    json.key("doubts").begin_array();
    for (const auto doubt : doubts) json.value(model::name_of(doubt));
    json.end_array().field("changes", static_cast<std::uint64_t>(changes)).end_object();
    return json.take();
}

Result<RuledSuspect> rule_on_suspect(storage::Store& store, const base::Url& url, SuspectRuling ruling,
                                     const RecordSettings& settings, base::UtcTime now) {
    TRY(page, find_suspect(store, url));
    RuledSuspect ruled{.url = url.text(), .ruling = ruling, .doubts = page.suspect->doubts};
    if (ruling == SuspectRuling::accept) {
        TRY(changes, accept(store, std::move(page), settings));
        ruled.changes = changes;
    } else {
        TRY_VOID(drop(store, std::move(page), now));
    }
    TRY_VOID(store.sync());
    return ruled;
}

}  // namespace ogi::daemon
