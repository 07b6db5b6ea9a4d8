#pragma once

#include "base/time.h"
#include "base/url.h"
#include "model/carrier.h"
#include "model/change_class.h"
#include "model/failure.h"
#include "model/page_part.h"
#include "model/report_key.h"
#include "model/suspect_capture.h"
#include "model/visit.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ogi::model {

// What a page is to us; decides how often it is looked at and which of its links are followed.
enum class PageRole {
    entry,    // Named in the configuration.
    list,     // A column or list page, or a further page of one.
    gateway,  // On the way from an entry to a column: 政府信息公开, 政务公开.
    report,   // Linked as a report, or found to be one.
};

// What the looks at a page have taught of how often it changes. Times are season time (crawler/season.h), in
// which a day of the season counts as several. The past fades: see crawler/change_rate.h.
struct ChangeHistory {
    int looks = 0;              // That saw the page, ever.
    int changes_milli = 0;      // Changes, in thousandths: new content is one, a new template a part of one.
    std::int64_t quiet_s = 0;   // Between looks that found the same.
    std::int64_t lively_s = 0;  // Between looks that found a change.

    bool operator==(const ChangeHistory&) const = default;
};

// What the newest body of a page says on each level but bytes, to tell by which one the next body differs.
// Half digests: two that agree by chance, once in four thousand million, name a class too low and do nothing
// else.
struct CaptureMarks {
    std::uint32_t text = 0;       // Everything a reader sees, figures and dates of the frame included.
    std::uint32_t structure = 0;  // Which cells its reports show.
    std::uint32_t values = 0;     // Their kinds and figures.

    bool operator==(const CaptureMarks&) const = default;
};

// What a page said some time ago.
struct EarlierContent {
    std::string content{};  // As Page::content.
    base::UtcTime until{};  // The look that found a second content after it.

    bool operator==(const EarlierContent&) const = default;
};

// A known URL, everything the frontier remembers of it. One record a URL; it outlives every visit.
struct Page {
    base::Url url;
    // Asked for by POST with these fields (application/x-www-form-urlencoded); empty: by GET. The URL alone
    // is the page's identity, so pages of one list differ in it too.
    std::string form{};
    std::string source{};  // Source::name it was found under.
    std::string agency{};  // Source::agency, a hint for the parser; may be empty.
    PageRole role = PageRole::report;
    int depth = 0;                     // Links followed from an entry page, further pages of a list included.
    std::string found_on{};            // URL of the page that linked here; empty for entries.
    std::string link_text{};           // What that link said, for people.
    std::optional<Carrier> carrier{};  // Of an attachment.

    base::UtcTime due_at{};  // When it is to be visited next. 1970: asked for by a person, goes first.
    std::optional<base::UtcTime> visited_at{};
    std::optional<VisitOutcome> outcome{};    // Of the last visit.
    std::optional<FailureReason> reason{};    // Why it brought no page; nullopt where it did, or it is gone.
    std::optional<GoneReason> gone_reason{};  // Set while the outcome is gone.
    std::string outcome_note{};               // The same in words, empty if there is nothing to tell.
    int failures = 0;                         // Visits in a row that failed.
    int unchanged = 0;                        // Visits in a row that found nothing new.

    std::optional<base::UtcTime> seen_at{};  // When a visit last saw the page, or saw that it is gone.
    std::string content{};         // Digest of what it says (reports or links), the template left out.
    std::string content_before{};  // The one before that.
    std::vector<EarlierContent>
        earlier{};  // Those before that of late, oldest first, where it showed reports.
    int flips = 0;  // Changes in a row that brought back an earlier content.
    std::optional<base::UtcTime> flipped_at{};  // When it last did.
    ChangeHistory history{};

    // Validators of the copy we hold, for conditional requests.
    std::string etag{};
    std::string last_modified{};
    std::string snapshot{};               // Digest of the newest Snapshot's body; empty if there is none.
    std::optional<CaptureMarks> marks{};  // Of that body, where it shows a report.
    std::optional<ChangeClass> change_class{};  // Of that body against the one before.

    std::vector<std::string> attachments{};  // URLs of documents that it links as its report.
    std::vector<PagePart> parts{};           // In the order in which they are read.
    std::vector<ReportKey> reports{};        // That this page showed when last read; mostly one.
    std::vector<ReportKey>
        replaced{};  // That it showed before, until a second look confirms that they are gone.
    // What it shows now and is not believed; all else here is as it was before.
    std::optional<SuspectCapture> suspect{};
    std::vector<std::string> refused{};  // Contents that a person ruled are not what the agency says.

    bool operator==(const Page&) const = default;
};

}  // namespace ogi::model
