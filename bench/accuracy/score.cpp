#include "score.h"

#include "base/time.h"
#include "extract/office/packed_documents.h"
#include "extract/read_document.h"
#include "model/names.h"
#include "parser/parse_report.h"

#include <algorithm>

namespace ogi::accuracy {
namespace {

std::string shown(const std::optional<model::Decimal>& value) {
    return value ? value->text() : "none";
}

std::string joined(const std::set<std::string>& words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
    return "[" + all + "]";
}

class Comparison {
  public:
    Comparison(const Truth& truth, const model::Report& report) : truth_{truth}, report_{report} {}

    Score run() {
        answer(
            "kind",
            truth_.is_report == report_.is_report && report_.reason.find(truth_.reason) != std::string::npos,
            truth_.is_report ? "a report" : "not a report: " + truth_.reason,
            report_.is_report ? "a report" : "not a report: " + report_.reason);
        compare_identity();
        compare_cells();
        compare_checks();
        compare_further();
        // Where cells cannot be told apart, those that are missing take nothing from a report.
        const auto& tally = score_.tally;
        const bool cells_whole = tally.wrong + tally.invented + (truth_.glued ? 0 : tally.missed) == 0;
        const bool answered = std::ranges::all_of(
            tally.answers, [](const auto& entry) { return entry.second.asked == entry.second.right; });
        score_.tally.answers["whole"].add(cells_whole && answered);
        return std::move(score_);
    }

  private:
    void differ(const std::string& what, const std::string& expected, const std::string& got) {
        score_.differences.push_back(truth_.name + ": " + what + ": expected " + expected + ", read " + got);
    }

    void answer(const std::string& question, bool right, const std::string& expected,
                const std::string& got) {
        score_.tally.answers[question].add(right);
        if (!right) differ(question, expected, got);
    }

    void compare_words(const std::string& question, const std::optional<std::string>& expected,
                       std::string_view got) {
        if (expected)
            answer(question, *expected == got, "\"" + *expected + "\"", "\"" + std::string{got} + "\"");
    }

    void compare_identity() {
        if (!truth_.is_report) return;
        compare_words("agency", truth_.agency, report_.agency.name);
        if (truth_.year) {
            answer("year", *truth_.year == report_.year, std::to_string(*truth_.year),
                   std::to_string(report_.year));
        }
        compare_words("date", truth_.published, base::to_iso(report_.published).value_or(""));
        compare_words("generation", truth_.generation, model::name_of(report_.generation));
        if (truth_.official) {
            answer("official", *truth_.official == report_.official, *truth_.official ? "official" : "a copy",
                   report_.official ? "official" : "a copy");
        }
    }

    void compare_cells() {
        auto& tally = score_.tally;
        for (const auto& [id, expected] : truth_.cells) {
            ++tally.cells;
            const auto found = report_.cells.find(id);
            const auto read = found == report_.cells.end() ? std::nullopt : found->second.value;
            const bool right = expected.value == read;
            (right             ? tally.right
             : !expected.value ? tally.invented
             : !read           ? tally.missed
                               : tally.wrong) += 1;
            if (!right && !(truth_.glued && !read)) differ(id, shown(expected.value), shown(read));
            const auto kind = found == report_.cells.end() ? model::CellKind::absent : found->second.kind;
            const bool doubted = truth_.glued && kind == model::CellKind::unreadable;
            if (!expected.kind || !right || doubted) continue;
            answer("empty kinds", kind == *expected.kind,
                   id + " " + std::string{model::name_of(*expected.kind)}, std::string{model::name_of(kind)});
        }
        // A cell of another form than the document's is as much an invention as any.
        for (const auto& [id, cell] : report_.cells) {
            if (!cell.value || truth_.cells.contains(id) || !truth_.generation) continue;
            ++tally.invented;
            differ(id, "no such cell", shown(cell.value));
        }
    }

    std::set<std::string> found_checks(std::string_view family, model::CheckOutcome outcome) const {
        std::set<std::string> ids;
        for (const auto& check : report_.checks) {
            const bool other = check.id.starts_with("prose.") || check.id.starts_with("misuse.") ||
                               check.id.starts_with("years.");
            const bool asked = family.empty() ? !other : check.id.starts_with(family);
            if (asked && check.outcome == outcome) ids.insert(check.id);
        }
        return ids;
    }

    void compare_sets(const std::string& question, const std::optional<std::set<std::string>>& expected,
                      const std::set<std::string>& got) {
        if (!expected) return;
        const bool right = truth_.glued ? std::ranges::includes(*expected, got) : *expected == got;
        answer(question, right, joined(*expected), joined(got));
    }

    void compare_checks() {
        using enum model::CheckOutcome;
        compare_sets("checks", truth_.violated, found_checks("", violated));
        compare_sets("prose checks", truth_.prose_violated, found_checks("prose.", violated));
        compare_sets("misuse", truth_.misuse, found_checks("misuse.", holds));
    }

    void compare_further() {
        if (truth_.noise) {
            compare_sets("noise", truth_.noise, {report_.noise.begin(), report_.noise.end()});
        }
        for (const auto& code : truth_.anomalies) {
            answer("anomalies",
                   std::ranges::any_of(report_.anomalies, [&](const auto& a) { return a.code == code; }),
                   code, "none");
        }
        if (truth_.stat_rows) answer("stat_tables", stat_rows_equal(), "the rows of the truth", "others");
        for (const auto& said : truth_.statements) {
            const bool found = std::ranges::any_of(report_.statements, [&](const model::Statement& read) {
                return read.name == said.name && read.value == said.value &&
                       read.approximate == said.approximate;
            });
            answer("statements", found, said.name + " " + shown(said.value), "none such");
        }
    }

    bool stat_rows_equal() const {
        if (report_.stat_tables.size() != 1 ||
            report_.stat_tables[0].rows.size() != truth_.stat_rows->size()) {
            return false;
        }
        return std::ranges::equal(
            *truth_.stat_rows, report_.stat_tables[0].rows, [](const auto& expected, const auto& read) {
                return std::ranges::equal(expected, read, {}, {}, [](const model::Cell& cell) {
                    return cell.value ? cell.value->text() : cell.raw;
                });
            });
    }

    const Truth& truth_;
    const model::Report& report_;
    Score score_;
};

Score unread(const Truth& truth, const std::string& why) {
    Score score = compare_report(truth, {});
    score.differences.assign(1, truth.name + ": not read: " + why);
    return score;
}

}  // namespace

Count& Count::operator+=(const Count& other) {
    asked += other.asked;
    right += other.right;
    return *this;
}

void Tally::add(const Tally& other) {
    cells += other.cells;
    right += other.right;
    wrong += other.wrong;
    missed += other.missed;
    invented += other.invented;
    for (const auto& [question, count] : other.answers) answers[question] += count;
}

Score compare_report(const Truth& truth, const model::Report& report) {
    return Comparison{truth, report}.run();
}

namespace {

base::Result<model::Report> read_body(std::string body, const Truth& truth,
                                      const extract::Programs& programs) {
    model::Snapshot snapshot;
    if (!truth.url.empty()) {
        TRY(url, base::Url::parse(truth.url));
        snapshot.url = snapshot.final_url = url;
    }
    snapshot.content_type = truth.content_type;
    snapshot.body = std::move(body);
    TRY(document, extract::read_document(snapshot, {}, extract::HtmlParser::quickest, programs));
    return parser::parse_report(document, {.url = truth.url, .agency = truth.agency_hint});
}

// Of the documents of an archive the one that the truth is of: a report, and of that year.
base::Result<model::Report> read_packed(std::string_view body, const Truth& truth,
                                        const extract::Programs& programs) {
    TRY(packed, extract::list_documents(body));
    std::vector<model::Report> reports;
    for (auto& document : packed.documents) {
        TRY(report, read_body(std::move(document.body), truth, programs));
        if (report.is_report) reports.push_back(std::move(report));
    }
    const auto found = std::ranges::find(reports, truth.year.value_or(0), &model::Report::year);
    if (found == reports.end())
        return base::fail(base::ErrorCode::not_found, "no report of that year in the archive");
    return std::move(*found);
}

}  // namespace

base::Result<model::Report> read_report(const Truth& truth, const extract::Programs& programs) {
    auto body = file_bytes(truth.document);
    if (!body) return base::fail(base::ErrorCode::not_found, "no such file");
    if (extract::holds_documents(*body)) return read_packed(*body, truth, programs);
    return read_body(*std::move(body), truth, programs);
}

Score score_document(const Truth& truth, const extract::Programs& programs) {
    const auto report = read_report(truth, programs);
    return report ? compare_report(truth, *report) : unread(truth, report.error().context);
}

}  // namespace ogi::accuracy
