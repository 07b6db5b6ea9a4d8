// What it costs to understand a page: CPU time of extract (bytes to Document) and parser (Document to Report,
// checks included), one thread, in milliseconds a page.
//
//     read_rate [--rounds N] [--extract-only] FOLDER|FILE…      every page below FOLDER but index pages
//     read_rate --digest FILE…                                  a SHA-256 of the reports, one a line with its
//     file
//
// Equal digests before and after a change of the code are equal reports, to the byte.
// Pages come from ../shared/peers/sitegen.py; instruction counts: perf stat -e instructions:u read_rate …
#include "base/digest.h"
#include "base/json_writer.h"
#include "base/memory.h"
#include "extract/read_document.h"
#include "model/report_json.h"
#include "parser/compare.h"
#include "parser/parse_report.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace ogi;
namespace fs = std::filesystem;

double cpu_ms() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

model::Snapshot page(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    std::ostringstream bytes;
    bytes << in.rdbuf();
    model::Snapshot made;
    // The pages lie under the name of their host, as the generator wrote them.
    const auto text = file.generic_string();
    const auto host = text.find("/127.");
    made.url =
        base::Url::parse(host == std::string::npos ? "http://127.0.0.1/" : "http:/" + text.substr(host))
            .value();
    made.final_url = made.url;
    made.body = std::move(bytes).str();
    return made;
}

std::vector<fs::path> pages_below(const fs::path& path) {
    if (!fs::is_directory(path)) return {path};
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator{path}) {
        const auto name = entry.path().filename().string();
        if (name.ends_with(".html") && !name.starts_with("index")) found.push_back(entry.path());
    }
    std::ranges::sort(found);
    return found;
}

// What `ogi parse` would print of the page, in short.
std::string digest_of(const model::Snapshot& snapshot) {
    const auto document = extract::read_document(snapshot);
    if (!document) return base::sha256_hex(document.error().context);
    base::JsonWriter json;
    json.begin_array();
    for (const auto& report : parser::parse_reports(*document, {.url = snapshot.url.text(), .agency = {}})) {
        json.begin_object().field("content", parser::content_digest(report));
        model::write_report_members(json, report);
        json.end_object();
    }
    return base::sha256_hex(json.end_array().text());
}

double median(std::vector<double> of) {
    std::ranges::sort(of);
    return of[of.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    base::keep_freed_memory();  // As ogid does.
    int rounds = 5;
    bool parse = true;
    bool digests = false;
    std::vector<fs::path> files;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view{argv[i]} == "--rounds" && i + 1 < argc) {
            rounds = std::max(1, std::atoi(argv[++i]));
            continue;
        }
        if (std::string_view{argv[i]} == "--extract-only") {
            parse = false;
            continue;
        }
        if (std::string_view{argv[i]} == "--digest") {
            digests = true;
            continue;
        }
        for (auto& file : pages_below(argv[i])) files.push_back(std::move(file));
    }
    if (files.empty())
        return std::fputs("usage: read_rate [--rounds N] [--extract-only] FOLDER|FILE...\n", stderr), 2;

    if (digests) {
        for (const auto& file : files) std::printf("%s %s\n", digest_of(page(file)).c_str(), file.c_str());
        return 0;
    }

    std::vector<model::Snapshot> pages;
    for (const auto& file : files) pages.push_back(page(file));
    const auto count = static_cast<double>(pages.size());
    std::vector<double> extracting;
    std::vector<double> parsing;
    std::size_t reports = 0;
    for (int round = 0; round < rounds; ++round) {
        double extract_ms = 0;
        double parse_ms = 0;
        reports = 0;
        for (const auto& snapshot : pages) {
            const double begin = cpu_ms();
            const auto document = extract::read_document(snapshot);
            const double middle = cpu_ms();
            if (!document) return std::fprintf(stderr, "%s\n", document.error().context.c_str()), 1;
            extract_ms += middle - begin;
            if (!parse) continue;
            const auto report = parser::parse_report(*document, {.url = snapshot.url.text(), .agency = {}});
            parse_ms += cpu_ms() - middle;
            reports += report.is_report;
        }
        extracting.push_back(extract_ms / count);
        parsing.push_back(parse_ms / count);
    }
    std::printf(
        "%zu pages, %zu reports; median of %d rounds, ms of CPU a page: extract %.3f, parse %.3f, sum %.3f\n",
        pages.size(), reports, rounds, median(extracting), median(parsing),
        median(extracting) + median(parsing));
}
