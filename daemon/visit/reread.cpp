#include "daemon/visit/reread.h"

#include "daemon/replay/tell_apart.h"
#include "daemon/visit/file_reports.h"
#include "daemon/visit/standing.h"

#include <algorithm>
#include <utility>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

// A stored body, or why there is none. Fails with `io` only.
struct Found {
    std::optional<model::Snapshot> snapshot{};
    std::string problem{};
};

Result<Found> find_body(const storage::Store& store, const base::Url& url, std::string_view digest) {
    auto held = store.snapshot(url, digest);
    if (held) return Found{.snapshot = *std::move(held)};
    if (held.error().code == ErrorCode::io) return std::move(held).error();
    return Found{.problem = std::move(held).error().context};
}

// The bodies of the parts that `ingested` wants, as far as `read` lacks them.
class PartFinder {
  public:
    PartFinder(const storage::Store& store, const model::Page& page, std::span<const std::string> digests,
               std::span<const std::string> missing)
        : store_{store}, page_{page}, digests_{digests}, missing_{missing} {}

    // False where one of them cannot be had; `problem` says which.
    Result<bool> add(const std::vector<extract::PartLink>& wanted, std::vector<ReadPart>& read) {
        for (const auto& part : wanted) {
            if (std::ranges::find(read, part.url, &ReadPart::url) != read.end()) continue;
            ReadPart found{.url = part.url, .snapshot = {}};
            for (const auto& digest : digests_) {
                TRY(body, find_body(store_, part.url, digest));
                if (!body.problem.empty()) {
                    problem_ = "its part " + part.url.text() + ": " + body.problem;
                    return false;
                }
                if (body.snapshot) {
                    found.snapshot = std::move(body.snapshot);
                    break;
                }
            }
            if (!found.snapshot && !is_known_to_be_gone(part.url.text())) {
                problem_ = "its part " + part.url.text() + " was never fetched";
                return false;
            }
            read.push_back(std::move(found));
        }
        return true;
    }

    const std::string& problem() const { return problem_; }

  private:
    bool is_known_to_be_gone(const std::string& url) const {
        const auto known = std::ranges::find(page_.parts, url, &model::PagePart::url);
        return (known != page_.parts.end() && known->snapshot.empty()) ||
               std::ranges::find(missing_, url) != missing_.end();
    }

    const storage::Store& store_;
    const model::Page& page_;
    std::span<const std::string> digests_;
    std::span<const std::string> missing_;
    std::string problem_;
};

std::vector<std::string> digests_in_order(const std::vector<extract::PartLink>& links,
                                          const std::vector<ReadPart>& read) {
    std::vector<std::string> digests;
    for (const auto& link : links) {
        const auto part = std::ranges::find(read, link.url, &ReadPart::url);
        if (part != read.end() && part->snapshot) digests.push_back(part->snapshot->digest);
    }
    return digests;
}

// The page that a Revision was read from, as far as reading depends on it and its record can be read.
Result<model::Page> page_of(const storage::Store& store, const model::Revision& revision) {
    TRY(url, base::Url::parse(revision.source_url));
    auto page = store.page(url);
    if (!page && page.error().code != ErrorCode::malformed) return std::move(page).error();
    return page && *page ? **std::move(page) : model::Page{.url = std::move(url)};
}

// Whether what the page shows of a report leads to a new Revision.
bool is_news(const Standing& standing, const ShownReport& shown, const Visited& visited) {
    return (standing.state.source_url == visited.page.url.text() || standing.state.withdrawn_at) &&
           standing.current.content_digest != shown.content_digest;
}

}  // namespace

Result<Reread> reread(const storage::Store& store, const model::Page& page, std::string_view snapshot,
                      std::span<const std::string> parts, std::span<const std::string> missing,
                      const RereadWith& with) {
    Reread read{.snapshot = std::string{snapshot}};
    TRY(body, find_body(store, page.url, snapshot));
    if (!body.snapshot) {
        read.problem = body.problem.empty() ? "its body is not in the store" : std::move(body.problem);
        return read;
    }
    read.fetched_at = body.snapshot->fetched_at;
    PartFinder finder{store, page, parts, missing};
    std::vector<ReadPart> bodies;
    // As when it was visited: what a part names in turn is found once that part is read.
    while (true) {
        auto ingested = ingest(*body.snapshot, page, with.programs, bodies);
        if (!ingested) {
            read.problem = "it cannot be read: " + std::move(ingested).error().context;
            return read;
        }
        const auto seen = bodies.size();
        TRY(found, finder.add(ingested->parts, bodies));
        if (!found) {
            read.problem = finder.problem();
            return read;
        }
        if (bodies.size() > seen) continue;
        if (with.rulings != nullptr) TRY_VOID(file_reports(store, *with.rulings, page.url.text(), *ingested));
        read.parts = digests_in_order(ingested->parts, bodies);
        read.ingested = *std::move(ingested);
        return read;
    }
}

Result<Reread> reread_page(const storage::Store& store, const model::Page& page, const RereadWith& with) {
    return reread(store, page, page.snapshot, digests_of(page.parts), {}, with);
}

Result<Reread> reread_revision(const storage::Store& store, const model::Revision& revision,
                               const RereadWith& with) {
    TRY(page, page_of(store, revision));
    std::vector<std::string> missing;
    for (const auto& anomaly : revision.report.anomalies) {
        if (anomaly.code == "missing_part") missing.push_back(anomaly.quote);
    }
    return reread(store, page, revision.snapshot, revision.parts, missing, with);
}

std::optional<Reading> reading_of(const Reread& read, const model::ReportKey& key, std::string_view url,
                                  std::string_view parser_version) {
    if (!read.ingested) return std::nullopt;
    for (const auto& shown : read.ingested->reports) {
        if (key_of(shown.report) != key) continue;
        return Reading{.source_url = std::string{url},
                       .fetched_at = read.fetched_at,
                       .snapshot = read.snapshot,
                       .parts = read.parts,
                       .parser_version = read_by(parser_version, shown.reader),
                       .content_digest = shown.content_digest,
                       .report = shown.report,
                       .packed = shown.packed};
    }
    return std::nullopt;
}

std::optional<Reading> reading_of_revision(const Reread& read, const model::Revision& revision,
                                           const model::ReportKey& key, std::string_view parser_version) {
    auto reading = reading_of(read, key, revision.source_url, parser_version);
    if (reading) reading->fetched_at = revision.observed_at;
    return reading;
}

Result<void> read_held_again(const storage::Store& store, Visited& visited, std::string_view parser_version,
                             const RereadWith& with) {
    if (!visited.ingested) return {};
    for (const auto& shown : visited.ingested->reports) {
        const auto key = key_of(shown.report);
        if (key.empty()) continue;
        const auto read_before = visited.standings.find(key);
        std::optional<Standing> standing;
        if (read_before == visited.standings.end()) {
            TRY(found, find_standing(store, key));
            if (!found) continue;
            standing = std::move(found);
        }
        const auto& known = standing ? *standing : read_before->second;
        const auto& current = known.current;
        const auto now = read_by(parser_version, shown.reader);
        if (is_reading_of(known.state, current, now) || !is_news(known, shown, visited)) continue;
        const auto again = visited.held_again.find(key);
        if (again != visited.held_again.end() && again->second.revision == current.number) continue;
        TRY(read, reread_revision(store, current, with));
        visited.held_again[key] = {current.number, reading_of_revision(read, current, key, parser_version)};
    }
    return {};
}

}  // namespace ogi::daemon
