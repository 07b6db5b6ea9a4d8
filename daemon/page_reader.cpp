#include "daemon/page_reader.h"

#include "base/digest.h"
#include "daemon/run_call.h"

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

// A page beside this one that nobody has made: the same every time, so that looks can be compared.
Result<base::Url> url_of_nowhere(const base::Url& page) {
    const auto path = page.path();
    const auto file = path.substr(path.rfind('/') + 1);
    const auto dot = file.rfind('.');
    const auto extension = dot == std::string_view::npos ? std::string_view{} : file.substr(dot);
    constexpr std::size_t name_digits = 16;
    return page.resolve("ogid-" + base::sha256_hex(page.text()).substr(0, name_digits) +
                        std::string{extension});
}

// It showed a report and shows none now, and nothing in it says why.
bool may_be_an_error_page(const Visited& visited) {
    if (!visited.ingested || visited.page.reports.empty()) return false;
    const auto& ingested = *visited.ingested;
    return ingested.reports.empty() && !ingested.stand_in && !ingested.shape.empty() &&
           visited.page.role == model::PageRole::report;
}

bool has_all_parts(const Ingested& ingested, const std::vector<ReadPart>& read) {
    return std::ranges::all_of(ingested.parts, [&](const extract::PartLink& part) {
        return std::ranges::find(read, part.url, &ReadPart::url) != read.end();
    });
}

// What is to become a revision is packed here, where there are several threads, and not on the writer's one.
void pack_news(Ingested& ingested, const model::Page& page) {
    if (ingested.content == page.content) return;
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
    if (visited.fetched.snapshot) return true;
    return visited.fetched.outcome == VisitOutcome::unchanged && !visited.page.parts.empty();
}

asio::awaitable<Result<void>> PageReader::complete(Visited& visited) {
    visited.parts = visited.page.parts;
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
        if (may_be_an_error_page(visited)) co_await compare_with_nowhere(visited);
    }
    if (visited.fetched.snapshot) std::string{}.swap(visited.fetched.snapshot->body);
    co_return Result<void>{};
}

// Hosts that answer everything with HTTP 200 answer a page that is gone and one that never was alike.
asio::awaitable<void> PageReader::compare_with_nowhere(Visited& visited) {
    auto nowhere = url_of_nowhere(visited.page.url);
    if (!nowhere) co_return;
    model::Page asked{.url = *std::move(nowhere), .role = visited.page.role};
    auto fetched = co_await fetcher_.fetch(asked);
    if (!fetched.snapshot) co_return;
    auto read = [&] { return ingest(*fetched.snapshot, asked); };
    auto job = run_call(read);
    const auto answer = co_await asio::co_spawn(workers_, std::move(job), asio::use_awaitable);
    if (!answer || answer->shape != visited.ingested->shape) co_return;
    visited.ingested->stand_in = {model::GoneReason::error_page,
                                  "the host answers " + asked.url.text() + ", which cannot exist, alike"};
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
            auto cut_off = is_cut_off(look, held);
            if (!cut_off) co_return std::move(cut_off).error();
            if (*cut_off) {
                fail_with_part(visited, url,
                               {.outcome = VisitOutcome::failed,
                                .note = "the body breaks off before its end",
                                .reason = model::FailureReason::truncated});
                co_return Result<void>{};
            }
            look.part = {url.text(), look.snapshot->etag, look.snapshot->last_modified,
                         look.snapshot->digest};
        }
    }
    looks.push_back(std::move(look));
    co_return Result<void>{};
}

Result<bool> PageReader::is_cut_off(const Look& look, const model::PagePart& held) const {
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
    auto held = store_.newest_snapshot(visited.page.url);
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
    auto ingested = Result<Ingested>{base::fail(base::ErrorCode::io, "not stored")};
    auto work = [&]() -> Result<void> {
        if (kept == Kept::not_yet) TRY_VOID(store_.put_snapshot(*visited.fetched.snapshot));
        ingested = ingest(*visited.fetched.snapshot, visited.page, *parts);
        if (ingested && has_all_parts(*ingested, *parts)) pack_news(*ingested, visited.page);
        return {};
    };
    auto job = run_call(work);
    auto done = co_await asio::co_spawn(workers_, std::move(job), asio::use_awaitable);
    if (!done) co_return std::move(done).error();
    if (ingested) {
        visited.ingested = *std::move(ingested);
    } else {
        visited.fetched.note = "not read: " + std::move(ingested).error().context;
    }
    co_return Result<void>{};
}

Result<std::vector<ReadPart>> PageReader::bodies_of(const std::vector<Look>& looks) const {
    std::vector<ReadPart> parts;
    for (const auto& look : looks) {
        ReadPart part{look.url, look.snapshot};
        if (!part.snapshot && !look.part.snapshot.empty()) {
            TRY(held, store_.newest_snapshot(look.url));
            part.snapshot = std::move(held);
        }
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace ogi::daemon
