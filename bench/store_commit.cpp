// How many typical commits a second the store takes, each synced to the disk: one page, one revision of 200
// cells, one change; with and without a new body of 40 kB before it.
//
//     store_commit FOLDER [COMMITS]     FOLDER must not exist; it stays, so that its size can be looked at
#include "base/digest.h"
#include "storage/store.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using namespace ogi;
using Seconds = std::chrono::duration<double>;

constexpr int cells = 200;
constexpr std::size_t body_bytes = 40'000;

model::Revision revision(int n) {
    model::Revision made;
    made.source_url = "http://www.example.gov.cn/xxgknb/" + std::to_string(n) + ".html";
    made.parser_version = "1";
    made.content_digest = base::sha256_hex(made.source_url);
    made.report.is_report = true;
    made.report.agency.name = "某省某市某县第" + std::to_string(n) + "局";
    made.report.year = 2020;
    for (int i = 0; i < cells; ++i) {
        model::Cell cell;
        cell.kind = model::CellKind::number;
        cell.value = model::Decimal::whole((n * 31 + i) % 500);
        cell.raw = cell.value->text();
        cell.unit = "件";
        cell.at = model::Place{
            {static_cast<std::uint32_t>(i * 100), static_cast<std::uint32_t>(i * 100 + 5)}, 1, i / 8, i % 8};
        made.report.cells.emplace("requests.outcome_" + std::to_string(1000 + i) + ".total", cell);
    }
    return made;
}

storage::Commit typical_commit(int n) {
    const auto made = revision(n);
    const model::ReportKey key{made.report.agency.name, made.report.year};
    model::Page page;
    page.url = base::Url::parse(made.source_url).value();
    page.source = "example";
    storage::Commit commit;
    commit.pages = {page};
    commit.revisions = {made};
    commit.states = {{key, 1, made.source_url, {}}};
    commit.changes = {{.sequence = 0,
                       .type = model::ChangeType::added,
                       .key = key,
                       .observed_at = {},
                       .source_url = made.source_url,
                       .revision = 1,
                       .cells = {},
                       .aspects = {}}};
    return commit;
}

// Markup-like: compresses to about a tenth.
model::Snapshot snapshot(const base::Url& url, int n) {
    model::Snapshot made;
    made.url = made.final_url = url;
    while (made.body.size() < body_bytes) {
        made.body += "<td style=\"border:1px solid\">" + std::to_string(++n * 2654435761u) + "</td>\n";
    }
    made.digest = base::sha256_hex(made.body);
    return made;
}

// Commits and prints how it went. False where the store refused.
bool run(storage::Store& store, int first, int count, bool with_body) {
    std::vector<double> took;
    const auto begin = std::chrono::steady_clock::now();
    for (int n = first; n < first + count; ++n) {
        auto commit = typical_commit(n);
        const auto before = std::chrono::steady_clock::now();
        if (with_body && !store.put_snapshot(snapshot(commit.pages[0].url, n * 1000))) return false;
        const auto done = store.commit(std::move(commit));
        if (!done) return std::fprintf(stderr, "%s\n", done.error().context.c_str()), false;
        took.push_back(Seconds{std::chrono::steady_clock::now() - before}.count());
    }
    const auto seconds = Seconds{std::chrono::steady_clock::now() - begin}.count();
    std::ranges::sort(took);
    std::printf("%-20s %6d commits  %8.0f a second  median %.2f ms  99 %% under %.2f ms\n",
                with_body ? "with a body of 40 kB" : "without body", count, count / seconds,
                1000 * took[took.size() / 2], 1000 * took[took.size() * 99 / 100]);
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    const int count = argc > 2 ? std::atoi(argv[2]) : 2000;
    if (argc < 2 || count < 1) return std::fputs("usage: store_commit FOLDER [COMMITS]\n", stderr), 2;
    const auto store = storage::Store::open(argv[1], storage::OpenMode::read_write);
    if (!store) return std::fprintf(stderr, "%s\n", store.error().context.c_str()), 1;
    const bool done = run(**store, 0, count, false) && run(**store, count, count, true);
    return done ? 0 : 1;
}
