// Fills a store with agencies of real divisions and a report a year of each, whose verdicts last some years
// as those of agencies do; one in twenty is missing or withdrawn. For heat_map.py.
//
//     heat_map FOLDER AGENCIES YEARS     FOLDER must not exist
#include "base/digest.h"
#include "parser/catalogue.h"
#include "parser/gazetteer.h"
#include "storage/compact.h"
#include "storage/store.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <random>

namespace {

using namespace ogi;

constexpr std::array<std::string_view, 12> organs = {
    "人民政府", "教育局", "公安局", "民政局",     "司法局",     "财政局",
    "水利局",   "统计局", "审计局", "卫生健康局", "农业农村局", "人力资源和社会保障局"};
constexpr int last_year = 2025;
constexpr int agencies_a_commit = 20;
// Of a hundred years, those in which an agency's verdict turns, and in which nothing is there.
constexpr int turns_percent = 25, missing_percent = 3, withdrawn_percent = 2;

std::string full_name(const parser::Division& division) {
    std::string name;
    if (const auto* parent = parser::parent_of(division)) {
        if (const auto* above = parser::parent_of(*parent)) name += above->name;
        name += parent->name;
    }
    return name + std::string{division.name};
}

std::vector<std::pair<std::string, std::string>> agencies_and_divisions(std::size_t count) {
    std::vector<std::pair<std::string, std::string>> made;
    for (const auto& division : parser::all_divisions()) {
        if (!division.current() || division.level() != parser::DivisionLevel::county) continue;
        for (const auto organ : organs) {
            if (made.size() == count) return made;
            made.emplace_back(full_name(division) + std::string{organ}, division.code_text());
        }
    }
    return made;
}

model::Report report_of(const std::string& agency, const std::string& division, int year,
                        model::Verdict verdict) {
    model::Report report;
    report.is_report = true;
    report.agency.name = agency;
    report.agency.division = division;
    report.year = year;
    report.title = agency + std::to_string(year) + "年政府信息公开工作年度报告";
    report.generation = model::Generation::form_2021;
    report.verdict = verdict;
    int i = 0;
    for (const auto& of_the_form : parser::form_cells()) {
        if (!of_the_form.in_2021) continue;
        model::Cell cell;
        cell.kind = model::CellKind::number;
        cell.value = model::Decimal::whole(i % 3 == 0 ? (year * 31 + i * 7) % 500 : 0);
        cell.raw = cell.value->text();
        const auto begin = static_cast<std::uint32_t>(i * 100);
        cell.at = model::Place{{begin, begin + 5}, 1, i / 8, i % 8};
        report.cells.emplace(of_the_form.id, cell);
        ++i;
    }
    return report;
}

void add(storage::Commit& commit, const std::string& agency, const std::string& division, int year,
         model::Verdict verdict, bool withdrawn) {
    const model::ReportKey key{agency, year};
    const auto url =
        "http://www.example/" + base::sha256_hex(agency).substr(0, 12) + "/" + std::to_string(year) + ".html";
    model::Revision made;
    made.source_url = url;
    made.parser_version = "made for a measurement";
    made.content_digest = made.snapshot = base::sha256_hex(url);
    made.observed_at = base::UtcTime{std::chrono::hours{24 * 365 * 56}};
    made.report = report_of(agency, division, year, verdict);
    model::ReportState state;
    state.key = key;
    state.revision = 1;
    state.source_url = url;
    state.agency_id = "a-" + base::sha256_hex(agency).substr(0, 12);
    if (withdrawn) state.withdrawn_at = made.observed_at;
    model::Change change;
    change.key = key;
    change.observed_at = made.observed_at;
    change.source_url = url;
    change.revision = 1;
    commit.revisions.push_back(std::move(made));
    commit.states.push_back(std::move(state));
    commit.changes.push_back(std::move(change));
}

}  // namespace

int main(int argc, char** argv) {
    const int agencies = argc > 3 ? std::atoi(argv[2]) : 0, years = argc > 3 ? std::atoi(argv[3]) : 0;
    if (agencies < 1 || years < 1) return std::fputs("usage: heat_map FOLDER AGENCIES YEARS\n", stderr), 2;
    const auto store = storage::Store::open(argv[1], storage::OpenMode::read_write);
    if (!store) return std::fprintf(stderr, "%s\n", store.error().context.c_str()), 1;
    std::mt19937 random{20251123};
    const auto percent = [&] { return static_cast<int>(random() % 100); };
    storage::Commit commit;
    int filled = 0;
    const auto write = [&] {
        const auto done = (*store)->commit(std::exchange(commit, {}), storage::Durability::at_next_sync);
        if (!done) std::fprintf(stderr, "%s\n", done.error().context.c_str());
        return done.has_value();
    };
    for (const auto& [agency, division] : agencies_and_divisions(static_cast<std::size_t>(agencies))) {
        auto verdict = static_cast<model::Verdict>(random() % 4);
        for (int year = last_year - years + 1; year <= last_year; ++year) {
            if (percent() < turns_percent) verdict = static_cast<model::Verdict>(random() % 4);
            if (year > last_year - years + 1 && percent() < missing_percent) continue;
            add(commit, agency, division, year, verdict, percent() < withdrawn_percent);
        }
        if (++filled % agencies_a_commit == 0 && !write()) return 1;
    }
    if (!write() || !(*store)->sync() || !storage::compact(**store)) return 1;
    std::printf("%d agencies, %d years\n", filled, years);
    return filled == agencies ? 0 : 1;
}
