#pragma once

#include "base/result.h"
#include "daemon/config/source_scope.h"
#include "daemon/imports/import_captures.h"
#include "daemon/visit/record_visit.h"
#include "storage/store.h"

#include <chrono>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// A report's further pages count as captured with it within this time; older or newer ones may belong to
// another state of it.
inline constexpr std::chrono::hours parts_apart_max{24};

// The source of pages that no configured source covers is named so, with the file behind it.
inline constexpr std::string_view import_source_prefix = "import:";

// Whoever may write to the store, and how.
struct ImportGround {
    storage::Store& store;
    const SourceScope& scope;
    RecordSettings settings;
    // Runs `work` where alone the store may be written and returns when it has run.
    std::function<base::Result<void>(const std::function<base::Result<void>()>& work)> write;
    std::function<bool()> stopped;
};

// Draws from imported captures what a crawl would have drawn from them, in order of time:
//
// - One that is newer than what the page was last seen as is a visit at its time. Only captures that show
//   reports are: an archive tells what was there, and takes no report away by what it lacks.
// - One that is older never changes what is held. A report that is in no state of the store is added from it,
//   and withdrawn at once: at our own look the page did not show it.
// - One that cannot be read for want of a program makes its page known, where nothing was read of that so far,
//   and is read by a reparse, or a second import, once the program is there.
// - A page that no source covers is known and not visited.
//
// Repeating it changes nothing: what was drawn from a capture makes its page as new as it.
class CaptureBelief {
  public:
    // All must outlive it.
    CaptureBelief(const ImportGround& ground, Staged staged, ImportSummary& summary);

    // Fails as the store does, and with `busy` where it was stopped.
    base::Result<void> draw();

  private:
    struct Understood {
        model::Snapshot snapshot;            // Without its body.
        std::optional<Ingested> ingested{};  // Not set: it was not read, for want of a program.
        std::vector<model::PagePart> parts{};
        std::string why_unread{};
    };

    base::Result<void> draw_from(const Staged::Capture& capture);
    base::Result<void> visit(model::Page page, Understood understood);
    base::Result<void> add_past(const model::Page& page, std::uint32_t url);
    // What the page showed then; nothing where that is no report, or not whole, or not read and not kept.
    base::Result<std::optional<Understood>> understand(const model::Page& page, const base::Url& url,
                                                       base::UtcTime at);
    std::optional<Understood> unread(const model::Page& page, model::Snapshot snapshot,
                                     const std::string& why);
    base::Result<std::optional<model::Snapshot>> nearest(const base::Url& url, base::UtcTime at) const;
    base::Result<std::optional<model::Page>> page_for(const base::Url& url, const model::Snapshot& capture);
    base::Result<bool> is_further_page(const base::Url& url) const;
    void compare_with_what_was_said(std::uint32_t url, const Ingested& ingested);

    const ImportGround& ground_;
    Staged staged_;
    ImportSummary& summary_;
    std::set<std::uint32_t> past_done_;
    std::uint32_t url_ = 0;  // Of the capture that is drawn from, in staged_.urls.
};

}  // namespace ogi::daemon
