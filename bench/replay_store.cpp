// Makes a store as an older parser would have left it, for measuring and killing `ogi reparse`: pages are
// read and decided on as when they are visited, and some are misread first.
//
//     replay_store FOLDER MISREAD_EVERY < LIST     a line a page: URL, a blank, the file with its body
//
// Of MISREAD_EVERY pages one has a wrong figure, one is taken for last year's report, one for no report.
#include "base/digest.h"
#include "daemon/visit/decide.h"
#include "daemon/visit/standing.h"
#include "parser/compare.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

namespace {

using namespace ogi;

constexpr base::UtcTime first_visit{std::chrono::hours{24} * 20'454};  // 2026-01-01.
constexpr std::string_view older_parser = "1";
constexpr int pages_a_sync = 1'000;

template <class T>
T must(base::Result<T> result) {
    if (result) return *std::move(result);
    std::fprintf(stderr, "%s\n", result.error().context.c_str());
    std::exit(1);
}

enum class Misread { nothing, figure, year, all };

Misread misreading_of(int page, int every) {
    if (every == 0 || page % every > 2) return Misread::nothing;
    return page % every == 0 ? Misread::figure : page % every == 1 ? Misread::year : Misread::all;
}

void misread(daemon::Ingested& ingested, Misread how) {
    if (how == Misread::nothing || ingested.reports.empty()) return;
    if (how == Misread::all) {
        ingested.reports.clear();
        ingested.no_report = "not an annual report";
        return;
    }
    auto& shown = ingested.reports.front();
    if (how == Misread::year) --shown.report.year;
    for (auto& [id, cell] : shown.report.cells) {
        if (how != Misread::figure || cell.kind != model::CellKind::number) continue;
        cell.value = model::Decimal::whole(987'654);
        break;
    }
    shown.content_digest = parser::content_digest(shown.report);
}

model::Snapshot snapshot_of(const base::Url& url, const std::string& file, base::UtcTime at) {
    std::ifstream in{file, std::ios::binary};
    if (!in) {
        std::fprintf(stderr, "cannot read %s\n", file.c_str());
        std::exit(1);
    }
    model::Snapshot snapshot;
    snapshot.url = snapshot.final_url = url;
    snapshot.fetched_at = at;
    snapshot.content_type = file.ends_with(".txt") ? "text/plain" : "text/html";
    snapshot.body.assign(std::istreambuf_iterator<char>{in}, {});
    snapshot.digest = base::sha256_hex(snapshot.body);
    return snapshot;
}

void visit(storage::Store& store, const std::string& url, const std::string& file, int number, int every) {
    daemon::Visited visited;
    visited.page.url = must(base::Url::parse(url));
    const auto at = first_visit + std::chrono::seconds{number};
    auto snapshot = snapshot_of(visited.page.url, file, at);
    if (auto put = store.put_snapshot(snapshot); !put) std::exit(1);
    visited.ingested = must(daemon::ingest(snapshot, visited.page, {}));
    visited.ingested->stand_in.reset();
    misread(*visited.ingested, misreading_of(number, every));
    visited.fetched.outcome = model::VisitOutcome::changed;
    visited.fetched.snapshot = std::move(snapshot);
    for (auto& key : daemon::concern_of(visited)) {
        auto standing = must(daemon::find_standing(store, key));
        if (standing) visited.standings.emplace(std::move(key), *std::move(standing));
    }
    daemon::DecideSettings settings;
    settings.parser_version = older_parser;
    auto decided = daemon::decide(std::move(visited), at, settings);
    decided.commit.discovered.clear();
    const bool sync = number % pages_a_sync == 0;
    must(store.commit(std::move(decided.commit),
                      sync ? storage::Durability::synced : storage::Durability::at_next_sync));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: replay_store FOLDER MISREAD_EVERY < LIST\n");
        return 2;
    }
    const auto store = must(storage::Store::open(argv[1], storage::OpenMode::read_write));
    std::string url, file;
    int number = 0;
    while (std::cin >> url >> file) visit(*store, url, file, number++, std::atoi(argv[2]));
    if (!store->sync()) return 1;
    std::printf("pages %d\n", number);
    return 0;
}
