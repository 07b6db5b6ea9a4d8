#include "daemon/imports/believe_captures.h"

#include "daemon/crawl/seed.h"
#include "daemon/replay/tell_apart.h"
#include "daemon/visit/file_reports.h"
#include "daemon/visit/read_body.h"
#include "daemon/visit/revise.h"
#include "extract/discovery/paging.h"
#include "parser/parse_report.h"

#include <algorithm>
#include <map>

namespace ogi::daemon {

using base::Result;

namespace {

std::string place_of(const base::Url& url, base::UtcTime at) {
    return url.text() + " of " + base::to_iso(at) + ": ";
}

model::PagePart part_of(const model::Snapshot& snapshot) {
    return {snapshot.url.text(), snapshot.etag, snapshot.last_modified, snapshot.digest};
}

// Whether the page was looked at later than that, or has been read as it was then. What was not read for want
// of a program may be read now.
bool is_known_since(const model::Page& page, base::UtcTime at) {
    if (!page.seen_at) return false;
    const bool was_read = !page.content.empty();
    return was_read ? *page.seen_at >= at : *page.seen_at > at;
}

Reading reading_of(const model::Snapshot& snapshot, const std::vector<model::PagePart>& parts,
                   ShownReport& shown) {
    Reading reading{.source_url = snapshot.url.text(),
                    .fetched_at = snapshot.fetched_at,
                    .snapshot = snapshot.digest,
                    .parser_version = read_by(parser::parser_version, shown.reader),
                    .content_digest = shown.content_digest,
                    .report = std::move(shown.report)};
    for (const auto& part : parts) reading.parts.push_back(part.snapshot);
    return reading;
}

}  // namespace

CaptureBelief::CaptureBelief(const ImportGround& ground, Staged staged, ImportSummary& summary)
    : ground_{ground}, staged_{std::move(staged)}, summary_{summary} {
    std::ranges::stable_sort(staged_.captures, {}, &Staged::Capture::at);
}

Result<void> CaptureBelief::draw() {
    for (const auto& capture : staged_.captures) {
        if (ground_.stopped()) return base::fail(base::ErrorCode::busy, "stopped; run it again to go on");
        TRY_VOID(draw_from(capture));
    }
    return ground_.store.sync();
}

Result<void> CaptureBelief::draw_from(const Staged::Capture& capture) {
    url_ = capture.url;
    TRY(url, base::Url::parse(staged_.urls[capture.url]));
    TRY(captures, ground_.store.captures(url));
    const auto held = std::ranges::find(captures, capture.at, &model::Snapshot::fetched_at);
    if (held == captures.end()) return {};
    TRY(further, is_further_page(url));
    if (further) return {};
    TRY(page, page_for(url, *held));
    if (!page) return {};
    const bool drawn_already = page->suspect && page->visited_at && *page->visited_at >= capture.at;
    if (drawn_already) return {};
    if (is_known_since(*page, capture.at)) return add_past(*page, capture.url);
    TRY(understood, understand(*page, url, capture.at));
    if (!understood) return {};
    if (understood->ingested) compare_with_what_was_said(capture.url, *understood->ingested);
    return visit(*std::move(page), *std::move(understood));
}

// A further page of a report is read with its first page, and says only a part of it by itself.
Result<bool> CaptureBelief::is_further_page(const base::Url& url) const {
    TRY(known, ground_.store.page(url));
    if (known) return false;
    for (const auto& first : extract::possible_first_pages(url)) {
        TRY(page, ground_.store.page(first));
        TRY(captures, ground_.store.captures(first));
        if (page || !captures.empty()) return true;
    }
    return false;
}

// The page that a capture is of, as it is known or would be made known.
Result<std::optional<model::Page>> CaptureBelief::page_for(const base::Url& url,
                                                           const model::Snapshot& capture) {
    TRY(known, ground_.store.page(url));
    if (known && known->form != capture.form) {
        summary_.tell(place_of(url, capture.fetched_at) + "was asked for with other fields than the page is");
        return std::optional<model::Page>{};
    }
    if (known) return known;
    const auto* source = ground_.scope.source_of(url);
    model::Page page{.url = url, .form = capture.form};
    page.source = source ? source->name : std::string{import_source_prefix} + capture.origin;
    page.agency = source ? source->agency : std::string{};
    if (const auto said = staged_.said.find(url_); said != staged_.said.end() && page.agency.empty())
        page.agency = said->second.agency;
    page.role = model::PageRole::report;
    page.due_at = storage::due_never;
    return std::optional{std::move(page)};
}

Result<std::optional<CaptureBelief::Understood>> CaptureBelief::understand(const model::Page& page,
                                                                           const base::Url& url,
                                                                           base::UtcTime at) {
    constexpr auto none = [] { return Result<std::optional<Understood>>{std::optional<Understood>{}}; };
    TRY(snapshot, nearest(url, at));
    if (!snapshot || snapshot->fetched_at != at) return none();
    const auto refuse = [&](std::uint64_t ImportSummary::*count, const std::string& why) {
        ++(summary_.*count);
        const auto said = staged_.said.find(url_);
        if (said != staged_.said.end()) {
            summary_.tell(said->second.name + ": " + why);
        } else if (count != &ImportSummary::no_report) {
            summary_.tell(place_of(url, at) + why);
        }
        return none();
    };
    std::vector<ReadPart> read;
    while (true) {
        auto ingested = ingest(*snapshot, page, ground_.settings.programs, read);
        if (!ingested && is_unread(ingested.error().code))
            return unread(page, *std::move(snapshot), ingested.error().context);
        if (!ingested) return refuse(&ImportSummary::no_report, ingested.error().context);
        const auto before = read.size();
        for (const auto& part : ingested->parts) {
            if (std::ranges::find(read, part.url, &ReadPart::url) != read.end()) continue;
            TRY(found, nearest(part.url, at));
            if (!found) {
                return refuse(&ImportSummary::incomplete, "the report goes on in " + part.url.text() +
                                                              ", of which there is no capture of that day");
            }
            read.push_back({part.url, std::move(found)});
        }
        if (read.size() > before) continue;
        if (report_keys(*ingested).empty()) {
            return refuse(&ImportSummary::no_report, ingested->no_report.empty()
                                                         ? "a report whose agency or year cannot be told"
                                                         : "no report: " + ingested->no_report);
        }
        Understood understood{
            .snapshot = *std::move(snapshot), .ingested = *std::move(ingested), .parts = {}};
        for (const auto& part : understood.ingested->parts) {
            const auto found = std::ranges::find(read, part.url, &ReadPart::url);
            understood.parts.push_back(part_of(*found->snapshot));
        }
        understood.snapshot.body.clear();
        ++summary_.reports;
        return std::optional{std::move(understood)};
    }
}

// Where nothing was read of the page so far it is kept as a visit keeps it, so that reading again finds it
// once the program is there; in place of what says something nothing is put that says nothing.
std::optional<CaptureBelief::Understood> CaptureBelief::unread(const model::Page& page,
                                                               model::Snapshot snapshot,
                                                               const std::string& why) {
    const bool kept = page.content.empty() && !is_known_since(page, snapshot.fetched_at);
    const auto said = staged_.said.find(url_);
    ++summary_.unread;
    summary_.tell(
        (said != staged_.said.end() ? said->second.name + ": " : place_of(page.url, snapshot.fetched_at)) +
        "not read: " + why + "; once that is mended, " + (kept ? "ogi reparse reads it" : "import it again"));
    if (!kept) return std::nullopt;
    snapshot.body.clear();
    return Understood{.snapshot = std::move(snapshot), .why_unread = "not read: " + why};
}

// The capture of that time, or the one that lies next to it, with its body.
Result<std::optional<model::Snapshot>> CaptureBelief::nearest(const base::Url& url, base::UtcTime at) const {
    const auto distance = [&](const model::Snapshot& capture) {
        return capture.fetched_at > at ? capture.fetched_at - at : at - capture.fetched_at;
    };
    TRY(captures, ground_.store.captures(url));
    const auto found = std::ranges::min_element(captures, {}, distance);
    if (found == captures.end() || distance(*found) > parts_apart_max)
        return std::optional<model::Snapshot>{};
    TRY(body, ground_.store.body(found->digest));
    if (!body) return std::optional<model::Snapshot>{};
    found->body = *std::move(body);
    return std::optional{std::move(*found)};
}

Result<void> CaptureBelief::visit(model::Page page, Understood understood) {
    const auto at = understood.snapshot.fetched_at;
    // What is not read may be any document: the crawl looks at it where a list calls it a report.
    const bool is_a_report = understood.ingested.has_value() || page.due_at != storage::due_never;
    const auto scope = is_a_report && ground_.scope.wants(page) ? Crawled::yes : Crawled::no;
    return ground_.write([&]() -> Result<void> {
        // A visit of our own may have come in between; it knows better.
        TRY(now, ground_.store.page(page.url));
        if (now && now->visited_at != page.visited_at) return {};
        Visited visited;
        visited.page = now ? *std::move(now) : page;
        visited.fetched.outcome = model::VisitOutcome::changed;
        visited.fetched.snapshot = std::move(understood.snapshot);
        visited.fetched.note = std::move(understood.why_unread);
        visited.ingested = std::move(understood.ingested);
        visited.parts = std::move(understood.parts);
        TRY(recorded, record_import(ground_.store, std::move(visited), at, ground_.settings, scope));
        summary_.changes += recorded.changes;
        return {};
    });
}

// Every capture of the URL that is older than the page was last seen, in order of time, as one commit.
Result<void> CaptureBelief::add_past(const model::Page& page, std::uint32_t url) {
    if (!past_done_.insert(url).second) return {};
    struct Past {
        model::ReportState state;
        model::Revision current;
    };
    const auto rulings = ground_.settings.rulings->read();
    std::map<model::ReportKey, Past> unknown;
    storage::Commit commit;
    for (const auto& capture : staged_.captures) {
        if (capture.url != url || capture.at > *page.seen_at) continue;
        TRY(understood, understand(page, page.url, capture.at));
        if (!understood || !understood->ingested) continue;
        auto& ingested = *understood->ingested;
        TRY_VOID(file_reports(ground_.store, *rulings, page.url.text(), ingested));
        for (auto& shown : ingested.reports) {
            const auto key = key_of(shown.report);
            if (key.empty()) continue;
            TRY(state, ground_.store.state(key));
            if (state) continue;
            const auto before = unknown.find(key);
            const bool known = before != unknown.end();
            if (known && before->second.current.content_digest == shown.content_digest) continue;
            auto held =
                known ? std::optional{Held{before->second.state, &before->second.current}} : std::nullopt;
            auto revised = revise(held, reading_of(understood->snapshot, understood->parts, shown),
                                  known ? model::ChangeType::revised : model::ChangeType::added, capture.at);
            commit.revisions.push_back(*revised.revision);
            commit.packed.emplace_back();
            commit.changes.push_back(std::move(revised.change));
            unknown.insert_or_assign(key, Past{std::move(revised.state), *std::move(revised.revision)});
        }
    }
    if (unknown.empty()) return {};
    for (auto& [key, past] : unknown) {
        auto gone = withdraw(std::move(past.state), page.gone_reason.value_or(model::GoneReason::replaced),
                             *page.seen_at);
        commit.changes.push_back(std::move(gone.change));
        commit.states.push_back(std::move(gone.state));
    }
    tell_agencies(*rulings, commit);
    return ground_.write([&]() -> Result<void> {
        for (const auto& [key, past] : unknown) {
            TRY(state, ground_.store.state(key));
            if (state) return {};  // The crawl has found one meanwhile; the next import looks again.
        }
        summary_.changes += commit.changes.size();
        TRY(committed, ground_.store.commit(std::move(commit), storage::Durability::at_next_sync));
        static_cast<void>(committed);
        return {};
    });
}

// What a person says of a document helps to read it; where the document says otherwise, that holds.
void CaptureBelief::compare_with_what_was_said(std::uint32_t url, const Ingested& ingested) {
    const auto said = staged_.said.find(url);
    if (said == staged_.said.end()) return;
    const auto& [name, agency, year] = said->second;
    for (const auto& shown : ingested.reports) {
        const auto& report = shown.report;
        const bool same_agency = report.agency.name.find(agency) != std::string::npos ||
                                 agency.find(report.agency.name) != std::string::npos;
        if (!agency.empty() && !same_agency)
            summary_.tell(name + ": said to be of " + agency + ", but it is of " + report.agency.name);
        if (year != 0 && report.year != year) {
            summary_.tell(name + ": said to be for " + std::to_string(year) + ", but it is for " +
                          std::to_string(report.year));
        }
    }
}

}  // namespace ogi::daemon
