// Fills a store with reports, each on a page of its own with its body, copy and feed entry; every tenth has a
// second revision. Then says what they take on the disk.
//
//     many_reports FOLDER REPORTS     FOLDER must not exist; it stays, for many_reports.py
#include "base/digest.h"
#include "parser/catalogue.h"
#include "storage/compact.h"
#include "storage/stats.h"
#include "storage/store.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace ogi;

constexpr int reports_a_commit = 100;
constexpr int pages_a_host = 500;
constexpr int paragraphs = 40;

std::string host_of(int n) {
    return "http://www.county" + std::to_string(n / pages_a_host) + ".example/";
}

model::Revision revision(int n, int number, const std::string& url) {
    model::Revision made;
    made.number = number;
    made.source_url = url;
    made.parser_version = "made for a measurement";
    made.content_digest = base::sha256_hex(url + std::to_string(number));
    auto& report = made.report;
    report.is_report = true;
    report.agency.name = "某省某市某县第" + std::to_string(n) + "局";
    report.year = 2020 + n % 5;
    report.title = report.agency.name + "2020年政府信息公开工作年度报告";
    report.generation = model::Generation::form_2021;
    int i = 0;
    for (const auto& of_the_form : parser::form_cells()) {
        if (!of_the_form.in_2021) continue;
        model::Cell cell;
        cell.kind = model::CellKind::number;
        const int figure = i % 3 == 0 ? (n * 31 + i * 7 + number) % 500 : 0;
        cell.value = model::Decimal::whole(figure);
        cell.raw = cell.value->text();
        cell.unit = "件";
        const auto begin = static_cast<std::uint32_t>(i * 100);
        cell.at = model::Place{{begin, begin + 5}, 1, i / 8, i % 8};
        report.cells.emplace(of_the_form.id, cell);
        ++i;
    }
    for (i = 0; i < 6; ++i)
        report.sections.push_back(
            {i + 1, "总体情况",
             "本机关全年主动公开政府信息" + base::sha256_hex(url + std::to_string(i)) + "条。"});
    return made;
}

// A page of its host's template, with text of its own.
std::string body_of(int n, int number) {
    std::string body = "<html><head><title>政府信息公开工作年度报告</title></head><body>";
    const auto host = base::sha256_hex(host_of(n));
    for (int i = 0; i < paragraphs; ++i) {
        body += "<div class=\"" + host + std::to_string(i) + "\"><a href=\"/zwgk/" +
                base::sha256_hex(host + std::to_string(i)) + "\">信息公开</a></div>\n";
        body += "<p>" + std::to_string((n + i * 13) * 2654435761u) + "件" + std::to_string(number) + "</p>\n";
    }
    return body + "</body></html>";
}

bool add(storage::Store& store, storage::Commit& commit, int n, int number) {
    const auto url = host_of(n) + "xxgknb/" + std::to_string(n) + ".html";
    model::Snapshot taken;
    taken.url = taken.final_url = base::Url::parse(url).value();
    taken.fetched_at = base::UtcTime{std::chrono::hours{24 * 365 * (50 + number)}};
    taken.body = body_of(n, number);
    taken.digest = base::sha256_hex(taken.body);
    if (!store.put_snapshot(taken)) return false;
    auto made = revision(n, number, url);
    made.snapshot = taken.digest;
    made.observed_at = taken.fetched_at;
    const model::ReportKey key{made.report.agency.name, made.report.year};
    model::Page page;
    page.url = taken.url;
    page.source = "example";
    page.due_at = storage::due_never - std::chrono::hours{24};
    page.snapshot = taken.digest;
    page.reports = {key};
    model::ReportState state;
    state.key = key;
    state.revision = number;
    state.source_url = url;
    model::Copy copy;
    copy.key = key;
    copy.url = url;
    copy.content_digest = made.content_digest;
    model::Change change;
    change.type = number == 1 ? model::ChangeType::added : model::ChangeType::revised;
    change.key = key;
    change.observed_at = taken.fetched_at;
    change.source_url = url;
    change.revision = number;
    commit.pages.push_back(std::move(page));
    commit.revisions.push_back(std::move(made));
    commit.states.push_back(std::move(state));
    commit.copies.push_back(std::move(copy));
    commit.changes.push_back(std::move(change));
    return true;
}

// The reports from `first` on, as many as one commit takes.
bool fill(storage::Store& store, int first, int end, int number) {
    storage::Commit commit;
    for (int n = first; n < end; ++n) {
        if (number > 1 && n % 10 != 0) continue;
        if (!add(store, commit, n, number)) return false;
    }
    const auto done = store.commit(std::move(commit), storage::Durability::at_next_sync);
    if (!done) std::fprintf(stderr, "%s\n", done.error().context.c_str());
    return done.has_value();
}

}  // namespace

int main(int argc, char** argv) {
    const int reports = argc > 2 ? std::atoi(argv[2]) : 0;
    if (reports < 1) return std::fputs("usage: many_reports FOLDER REPORTS\n", stderr), 2;
    const auto store = storage::Store::open(argv[1], storage::OpenMode::read_write);
    if (!store) return std::fprintf(stderr, "%s\n", store.error().context.c_str()), 1;
    const auto begin = std::chrono::steady_clock::now();
    for (int number = 1; number <= 2; ++number) {
        for (int first = 0; first < reports; first += reports_a_commit)
            if (!fill(**store, first, std::min(first + reports_a_commit, reports), number)) return 1;
    }
    if (!(*store)->sync() || !storage::compact(**store)) return 1;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    const auto stats = storage::stats(**store, storage::StatsMode::estimate);
    if (!stats) return 1;
    std::uint64_t bytes = 0, revisions_bytes = 0;
    for (const auto& family : stats->families) {
        bytes += family.disk_bytes;
        if (family.family == "revisions") revisions_bytes = family.disk_bytes;
        std::printf("%-14s %12.1f MB\n", std::string{family.family}.c_str(),
                    static_cast<double>(family.disk_bytes) / 1e6);
    }
    const int revisions = reports + (reports + 9) / 10;
    std::printf("%d reports, %d revisions in %.0f s: %.0f bytes a report, %.0f a revision alone\n", reports,
                revisions, took.count(), static_cast<double>(bytes) / reports,
                static_cast<double>(revisions_bytes) / revisions);
    return 0;
}
