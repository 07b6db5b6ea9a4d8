// Pairs of reports compared a second and core: parser::compare_reports on reports read from pages, each
// against
//
//     equal       a copy of itself, by the digests that the store keeps beside it
//     read again  the same, without a look at the digests: every cell, title and text is compared
//     one cell    a copy with one figure changed, checks and all
//     text        a copy with one sentence changed, in the last section
//     operations  the text diff of such a pair besides, by sentence and word
//
//     compare_rate [--seconds N] FOLDER|FILE…      every page below FOLDER but index pages, 500 at most
//
// CPU time of one thread: of pairs that were just read (a few at a time, over and over), and of pairs that
// come from memory (all in turn). Exit status 1 where a pair is told wrongly.
#include "base/memory.h"
#include "extract/read_document.h"
#include "parser/checks.h"
#include "parser/compare.h"
#include "parser/parse_report.h"
#include "parser/text_diff.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace ogi;
namespace fs = std::filesystem;

constexpr std::size_t reports_max = 500;

double cpu_s() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

struct Stored {
    model::Report report;
    std::string digest;
};

Stored stored(model::Report report) {
    auto digest = parser::content_digest(report);
    return {std::move(report), std::move(digest)};
}

void read_into(std::vector<Stored>& reports, const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    model::Snapshot snapshot;
    snapshot.url = snapshot.final_url = base::Url::parse("http://127.0.0.1/").value();
    snapshot.body.assign(std::istreambuf_iterator<char>{in}, {});
    const auto document = extract::read_document(snapshot);
    if (!document) return;
    auto report = parser::parse_report(*document, {.url = "", .agency = {}});
    if (report.is_report && !report.cells.empty() && !report.sections.empty())
        reports.push_back(stored(std::move(report)));
}

std::vector<Stored> read_all(const std::vector<const char*>& paths) {
    std::vector<fs::path> files;
    for (const auto* path : paths) {
        if (!fs::is_directory(path)) {
            files.emplace_back(path);
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator{path}) {
            const auto name = entry.path().filename().string();
            if (name.ends_with(".html") && !name.starts_with("index")) files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    std::vector<Stored> reports;
    for (const auto& file : files) {
        if (reports.size() < reports_max) read_into(reports, file);
    }
    return reports;
}

Stored with_one_cell(const Stored& before) {
    auto report = before.report;
    const auto cell =
        std::ranges::find_if(report.cells, [](const auto& entry) { return entry.second.value.has_value(); });
    if (cell != report.cells.end()) {
        cell->second.value = model::Decimal::whole(cell->second.value->units + 1);
        cell->second.raw = cell->second.value->text();
    }
    auto checks = parser::check_identities(report.cells, report.generation);
    std::erase_if(report.checks, [](const auto& check) { return !check.id.starts_with("prose."); });
    report.checks.insert(report.checks.begin(), checks.begin(), checks.end());
    return stored(std::move(report));
}

Stored with_other_text(const Stored& before) {
    auto report = before.report;
    report.sections.back().text += "另有3件事项正在办理。";
    return stored(std::move(report));
}

struct Told {
    std::size_t cells = 0, aspects = 0, texts = 0;
};

Told compare(const Stored& before, const Stored& after, bool by_digest, bool by_sentence) {
    if (by_digest && before.digest == after.digest) return {};
    const auto differences = parser::compare_reports(before.report, after.report);
    Told told{differences.cells.size(), differences.aspects.size(), 0};
    if (by_sentence) told.texts = parser::diff_texts(before.report.sections, after.report.sections).size();
    return told;
}

// False where not every pair is told as it should be.
bool measure(const char* name, const std::vector<Stored>& before, const std::vector<Stored>& after,
             double seconds, Told expected, bool by_digest = true, bool by_sentence = false) {
    constexpr std::size_t few = 8, times = 100;
    std::size_t wrong = 0;
    const auto rate = [&](std::size_t group, std::size_t rounds) {
        const auto begin = cpu_s();
        std::size_t pairs = 0;
        while (cpu_s() - begin < seconds) {
            for (std::size_t first = 0; first < before.size(); first += group) {
                for (std::size_t round = 0; round < rounds; ++round) {
                    for (auto i = first; i < std::min(first + group, before.size()); ++i, ++pairs) {
                        const auto told = compare(before[i], after[i], by_digest, by_sentence);
                        wrong += told.cells != expected.cells || told.aspects != expected.aspects ||
                                 told.texts != expected.texts;
                    }
                }
            }
        }
        return static_cast<double>(pairs) / (cpu_s() - begin);
    };
    const auto just_read = rate(few, times), from_memory = rate(before.size(), 1);
    std::printf("%-12s %12.0f pairs/s just read %12.0f from memory  %zu wrong\n", name, just_read,
                from_memory, wrong);
    return wrong == 0;
}

}  // namespace

int main(int argc, char** argv) {
    base::keep_freed_memory();
    double seconds = 2;
    std::vector<const char*> paths;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view{argv[i]} == "--seconds" && i + 1 < argc) {
            seconds = std::atof(argv[++i]);
        } else {
            paths.push_back(argv[i]);
        }
    }
    const auto reports = read_all(paths);
    if (reports.empty()) return std::fputs("usage: compare_rate [--seconds N] FOLDER|FILE...\n", stderr), 2;
    std::size_t cells = 0, bytes = 0;
    std::vector<Stored> one_cell, other_text;
    for (const auto& one : reports) {
        cells += one.report.cells.size();
        for (const auto& section : one.report.sections) bytes += section.text.size();
        one_cell.push_back(with_one_cell(one));
        other_text.push_back(with_other_text(one));
    }
    std::printf("%zu reports, %zu cells and %zu bytes of text each\n", reports.size(), cells / reports.size(),
                bytes / reports.size());
    const auto again = reports;
    bool right = measure("equal", reports, again, seconds, {});
    right &= measure("read again", reports, again, seconds, {}, false);
    right &= measure("one cell", reports, one_cell, seconds, {1, 0, 0});
    right &= measure("text", reports, other_text, seconds, {0, 1, 0});
    right &= measure("operations", reports, other_text, seconds, {0, 1, 1}, true, true);
    return right ? 0 : 1;
}
