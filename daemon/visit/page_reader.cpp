#include "daemon/visit/page_reader.h"

#include "crawler/judge_response.h"
#include "daemon/run_call.h"
#include "daemon/visit/look_around.h"
#include "daemon/visit/reread.h"
#include "extract/read_document.h"
#include "extract/stand_in.h"
#include "parser/parse_report.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::Result;
using model::VisitOutcome;

namespace {

model::PagePart known_part(const model::Page& page, const base::Url& url) {
    const auto known = std::ranges::find(page.parts, url.text(), &model::PagePart::url);
    return known == page.parts.end() ? model::PagePart{.url = url.text()} : *known;
}

// The page cannot be understood now; the next visit reads it again in full.
void fail_with_part(Visited& visited, const base::Url& part, crawler::Fetched fetched) {
    visited.fetched = {.outcome = fetched.outcome,
                       .note = "its part " + part.text() + ": " + fetched.note,
                       .not_before = fetched.not_before,
                       .reason = fetched.reason};
    visited.ingested.reset();
    visited.parts = visited.page.parts;
}

// The answer is that a page which was there is gone, and it comes with words.
bool says_why_it_is_gone(const Visited& visited) {
    const auto& page = visited.page;
    const bool was_there =
        !page.reports.empty() || !page.snapshot.empty() || page.role == model::PageRole::entry;
    return visited.fetched.outcome == VisitOutcome::gone && !visited.fetched.gone_body.empty() && was_there;
}

bool has_all_parts(const Ingested& ingested, const std::vector<ReadPart>& read) {
    return std::ranges::all_of(ingested.parts, [&](const extract::PartLink& part) {
        return std::ranges::find(read, part.url, &ReadPart::url) != read.end();
    });
}

// What is to become a revision is packed here, where there are several threads, and not on the writer's one.
void pack_news(Ingested& ingested) {
    for (auto& shown : ingested.reports) {
        // What cannot be packed the commit will tell.
        if (auto packed = storage::pack_report(shown.report)) shown.packed = *std::move(packed);
    }
}

bool failed(const Visited& visited) {
    return visited.fetched.outcome == VisitOutcome::failed ||
           visited.fetched.outcome == VisitOutcome::challenged;
}

}  // namespace

bool PageReader::has_more(const Visited& visited) {
    if (visited.fetched.snapshot || says_why_it_is_gone(visited)) return true;
    return visited.fetched.outcome == VisitOutcome::unchanged && !visited.page.parts.empty();
}

asio::awaitable<Result<void>> PageReader::complete(Visited& visited) {
    visited.parts = visited.page.parts;
    if (says_why_it_is_gone(visited)) {
        co_await doubt_that_it_is_gone(visited);
        co_return Result<void>{};
    }
    std::vector<Look> looks;
    auto kept = Kept::not_yet;
    if (!visited.fetched.snapshot && has_more(visited)) {
        kept = Kept::already;
        auto looked = co_await look_at_known_parts(visited, looks);
        if (!looked) co_return std::move(looked).error();
    }
    if (visited.fetched.snapshot) {
        auto understood = co_await read(visited, looks, kept);
        if (!understood) co_return std::move(understood).error();
        if (lost_its_reports(visited)) {
            auto looked = co_await look_around(visited, store_, fetcher_, workers_, answers_);
            if (!looked) co_return std::move(looked).error();
        }
    }
    if (visited.fetched.snapshot) std::string{}.swap(visited.fetched.snapshot->body);
    co_return Result<void>{};
}

// 404 and 410 are said of sites that are out of service, too, and by walls.
asio::awaitable<void> PageReader::doubt_that_it_is_gone(Visited& visited) {
    auto read = [&]() -> std::optional<extract::StandIn> {
        const auto& url = visited.page.url;
        model::Snapshot body;
        body.url = body.final_url = url;
        body.content_type = visited.fetched.gone_content_type;
        body.body = std::exchange(visited.fetched.gone_body, {});
        const auto document = extract::read_document(body);
        return document ? extract::find_stand_in(*document, url, url) : std::nullopt;
    };
    auto job = run_call(read);
    const auto said = co_await asio::co_spawn(workers_, std::move(job), asio::use_awaitable);
    if (!said || said->gone) co_return;
    visited.fetched = crawler::failure(said->failure, visited.fetched.note + ", but " + said->words,
                                       visited.fetched.not_before);
}

asio::awaitable<Result<void>> PageReader::keep(const model::Snapshot& snapshot) {
    auto put = [&] { return store_.put_snapshot(snapshot); };
    auto job = run_call(put);
    co_return co_await asio::co_spawn(workers_, std::move(job), asio::use_awaitable);
}

asio::awaitable<Result<void>> PageReader::look_at(base::Url url, Visited& visited, std::vector<Look>& looks) {
    Look look{url, known_part(visited.page, url), {}};
    const auto held = look.part;
    model::Page asked{
        .url = url, .etag = held.etag, .last_modified = held.last_modified, .snapshot = held.snapshot};
    auto fetched = co_await fetcher_.fetch(std::move(asked));
    switch (fetched.outcome) {
        case VisitOutcome::failed:
        case VisitOutcome::challenged:
            fail_with_part(visited, url, std::move(fetched));
            co_return Result<void>{};
        case VisitOutcome::gone:
        case VisitOutcome::disallowed:
            look.part = {.url = url.text()};
            break;
        case VisitOutcome::unchanged:
            if (!fetched.etag.empty()) look.part.etag = fetched.etag;
            if (!fetched.last_modified.empty()) look.part.last_modified = fetched.last_modified;
            break;
        case VisitOutcome::changed: {
            look.snapshot = *std::move(fetched.snapshot);
            auto kept = co_await keep(*look.snapshot);
            if (!kept) co_return std::move(kept).error();
            auto cut_off = is_cut_off(look, held, fetched.open_ended);
            if (!cut_off) co_return std::move(cut_off).error();
            visited.part_cut_off = visited.part_cut_off || *cut_off;
            look.part = {url.text(), look.snapshot->etag, look.snapshot->last_modified,
                         look.snapshot->digest};
        }
    }
    looks.push_back(std::move(look));
    co_return Result<void>{};
}

Result<bool> PageReader::is_cut_off(const Look& look, const model::PagePart& held, bool open_ended) const {
    if (open_ended) return !closes(look.snapshot->body);
    if (held.snapshot.empty() || !breaks_off(look.snapshot->body)) return false;
    TRY(body, store_.body(held.snapshot));
    return body && !breaks_off(*body);
}

// The page itself is unchanged, which says nothing of its parts. Where one of them is new, the page is read
// again from the store.
asio::awaitable<Result<void>> PageReader::look_at_known_parts(Visited& visited, std::vector<Look>& looks) {
    bool news = false;
    const auto known = visited.page.parts;
    visited.parts.clear();
    for (const auto& part : known) {
        auto url = base::Url::parse(part.url);
        if (!url) continue;
        auto looked = co_await look_at(*std::move(url), visited, looks);
        if (!looked) co_return std::move(looked).error();
        if (failed(visited)) co_return Result<void>{};
        news = news || looks.back().part.snapshot != part.snapshot;
        visited.parts.push_back(looks.back().part);
    }
    if (!news) co_return Result<void>{};
    // Not what was held back since.
    auto held = store_.snapshot(visited.page.url, visited.page.snapshot);
    if (!held) co_return std::move(held).error();
    if (!*held) co_return Result<void>{};
    visited.fetched.outcome = VisitOutcome::changed;
    visited.fetched.snapshot = **std::move(held);
    auto& snapshot = *visited.fetched.snapshot;
    snapshot.etag = visited.page.etag;
    snapshot.last_modified = visited.page.last_modified;
    for (const auto& look : looks) {
        if (look.snapshot) snapshot.fetched_at = std::max(snapshot.fetched_at, look.snapshot->fetched_at);
    }
    co_return Result<void>{};
}

asio::awaitable<Result<void>> PageReader::read(Visited& visited, std::vector<Look>& looks, Kept kept) {
    // What a part names in turn is found once that part is read. Every round but the last adds a part, and
    // there are parts_max at most.
    for (std::size_t seen = looks.size();; seen = looks.size()) {
        auto ingested = co_await ingest_whole(visited, looks, kept);
        kept = Kept::already;
        if (!ingested) co_return std::move(ingested).error();
        if (!visited.ingested) co_return Result<void>{};
        const auto parts = visited.ingested->parts;
        for (const auto& part : parts) {
            if (std::ranges::find(looks, part.url, &Look::url) != looks.end()) continue;
            auto looked = co_await look_at(part.url, visited, looks);
            if (!looked) co_return std::move(looked).error();
            if (failed(visited)) co_return Result<void>{};
        }
        if (looks.size() > seen) continue;
        visited.parts.clear();
        for (const auto& part : parts) {
            visited.parts.push_back(std::ranges::find(looks, part.url, &Look::url)->part);
        }
        co_return Result<void>{};
    }
}

// One turn of a worker: the body is stored, then read.
asio::awaitable<Result<void>> PageReader::ingest_whole(Visited& visited, const std::vector<Look>& looks,
                                                       Kept kept) {
    auto parts = bodies_of(looks);
    if (!parts) co_return std::move(parts).error();
    auto work = [&]() -> Result<void> {
        if (kept == Kept::not_yet) TRY_VOID(store_.put_snapshot(*visited.fetched.snapshot));
        auto ingested = ingest(*visited.fetched.snapshot, visited.page, programs_, *parts);
        if (!ingested && ingested.error().code == base::ErrorCode::timeout) {
            // Without a trace of it in the page the next visit reads it.
            visited.fetched = crawler::failure(model::FailureReason::timed_out,
                                               "not read: " + std::move(ingested).error().context);
            visited.parts = visited.page.parts;
            return {};
        }
        if (!ingested) {
            visited.fetched.note = "not read: " + std::move(ingested).error().context;
            return {};
        }
        visited.ingested = *std::move(ingested);
        const bool news = visited.ingested->content != visited.page.content;
        if (!news || !has_all_parts(*visited.ingested, *parts)) return {};
        pack_news(*visited.ingested);
        return read_held_again(store_, visited, parser::parser_version, {programs_});
    };
    auto job = run_call(work);
    auto done = co_await asio::co_spawn(workers_, std::move(job), asio::use_awaitable);
    if (!done) co_return std::move(done).error();
    co_return Result<void>{};
}

Result<std::vector<ReadPart>> PageReader::bodies_of(const std::vector<Look>& looks) const {
    std::vector<ReadPart> parts;
    for (const auto& look : looks) {
        ReadPart part{look.url, look.snapshot};
        if (!part.snapshot && !look.part.snapshot.empty()) {
            TRY(held, store_.snapshot(look.url, look.part.snapshot));
            part.snapshot = std::move(held);
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace ogi::daemon
