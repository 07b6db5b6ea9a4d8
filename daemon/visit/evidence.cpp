#include "daemon/visit/evidence.h"

#include "base/digest.h"
#include "base/json_writer.h"
#include "base/url.h"
#include "model/names.h"
#include "parser/counted_unit.h"

#include <algorithm>
#include <array>
#include <functional>

namespace ogi::daemon {

using model::Copy;
using model::CopyEvidence;
using model::Verdict;

namespace {

constexpr std::size_t figures_digest_digits = 16;  // Two copies of one report are compared, not all with all.

// The best first.
constexpr std::array verdicts_by_worth = {Verdict::verified, Verdict::consistent, Verdict::unverifiable,
                                          Verdict::inconsistent};

int worth_of(Verdict verdict) {
    const auto found = std::ranges::find(verdicts_by_worth, verdict);
    return static_cast<int>(verdicts_by_worth.end() - found);
}

// However few figures are written, they are better than any that were recognised in an image.
constexpr std::int64_t written_bonus = 1'000'000;

// Names in the host that tell sites apart: "czj.example.gov.cn" has more than "www.example.gov.cn".
int names_in_host(const std::string& url) {
    const auto parsed = base::Url::parse(url);
    if (!parsed) return 0;
    auto host = parsed->host();
    if (host.starts_with("www.")) host.remove_prefix(std::string_view{"www."}.size());
    return static_cast<int>(std::ranges::count(host, '.'));
}

const CopyEvidence& evidence_in(const Copy& copy) {
    static const CopyEvidence unknown;
    return copy.evidence ? *copy.evidence : unknown;
}

// What a rule finds in a copy; the greater is preferred.
struct Rule {
    Preference preference;
    std::string_view words;
    std::int64_t (*worth)(const Copy& copy, std::string_view followed);
};

constexpr std::array rules = {
    Rule{Preference::official, "an official page before a mirror",
         [](const Copy& copy, std::string_view) -> std::int64_t { return evidence_in(copy).official; }},
    Rule{Preference::figures, "the copy with more figures, written before recognised",
         [](const Copy& copy, std::string_view) -> std::int64_t {
             const auto& [figures, recognised] =
                 std::pair{evidence_in(copy).figures, evidence_in(copy).recognised};
             return figures > 0 && !recognised ? figures + written_bonus : figures;
         }},
    Rule{Preference::identities, "the copy whose identities hold better",
         [](const Copy& copy, std::string_view) -> std::int64_t {
             return worth_of(evidence_in(copy).verdict);
         }},
    Rule{Preference::own_site, "a site of its own before a portal",
         [](const Copy& copy, std::string_view) -> std::int64_t { return names_in_host(copy.url); }},
    Rule{Preference::followed, "the copy that is followed already",
         [](const Copy& copy, std::string_view followed) -> std::int64_t { return copy.url == followed; }},
    // Copies of older stores have no time, and are older than those that do.
    Rule{Preference::first_seen, "the copy that has been known for longer",
         [](const Copy& copy, std::string_view) -> std::int64_t {
             return copy.first_seen ? -copy.first_seen->time_since_epoch().count() : 0;
         }},
};
constexpr std::string_view address_words = "the address that sorts first";

}  // namespace

std::string_view words_of(Preference preference) {
    const auto rule = std::ranges::find(rules, preference, &Rule::preference);
    return rule == rules.end() ? address_words : rule->words;
}

CopyEvidence evidence_of(const model::Report& report) {
    base::JsonWriter figures;
    figures.begin_array();
    int count = 0;
    for (const auto& [id, cell] : report.cells) {
        if (cell.kind == model::CellKind::absent) continue;
        figures.value(std::string_view{id}).value(model::name_of(cell.kind));
        cell.value ? figures.value(cell.value->text()) : figures.null();
        if (const auto unit = parser::counted_unit(cell); !unit.empty()) figures.value(unit);
        count += cell.value ? 1 : 0;
    }
    return {.official = report.official,
            .recognised = report.ocr.has_value(),
            .figures = count,
            .verdict = report.verdict,
            .figures_digest = base::sha256_hex(figures.end_array().text()).substr(0, figures_digest_digits)};
}

Preferred prefer(const Copy& one, const Copy& other, std::string_view followed) {
    for (const auto& rule : rules) {
        const auto left = rule.worth(one, followed);
        const auto right = rule.worth(other, followed);
        if (left != right) return {left > right, rule.preference};
    }
    return {one.url <= other.url, Preference::address};
}

bool is_better(const Copy& candidate, const Copy& followed) {
    return prefer(candidate, followed, followed.url).first;
}

const Copy* best_copy(std::span<const Copy> copies, std::string_view without) {
    const Copy* best = nullptr;
    for (const auto& copy : copies) {
        if (copy.url == without) continue;
        const bool there = !copy.missing_since;
        const bool better = best == nullptr || there > !best->missing_since ||
                            (there == !best->missing_since && prefer(copy, *best, "").first);
        if (better) best = &copy;
    }
    return best;
}

}  // namespace ogi::daemon
