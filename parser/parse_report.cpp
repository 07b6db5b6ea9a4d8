#include "parser/parse_report.h"

#include "parser/agency.h"
#include "parser/anomalies.h"
#include "parser/attachments.h"
#include "parser/checks.h"
#include "parser/identity.h"
#include "parser/noise.h"
#include "parser/prose.h"
#include "parser/prose_checks.h"
#include "parser/prose_index.h"
#include "parser/prose_once.h"
#include "parser/prose_parts.h"
#include "parser/read_cells.h"
#include "parser/recognised.h"
#include "parser/recognised_name.h"
#include "parser/remarks.h"
#include "parser/sections.h"
#include "parser/split_document.h"
#include "parser/statements.h"
#include "parser/suspects.h"
#include "parser/title.h"

#include <iterator>
#include <utility>

namespace ogi::parser {

namespace {

template <class T>
void append(std::vector<T>& all, std::vector<T> more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

// What an attachment says otherwise than the page that carries it.
std::vector<model::Anomaly> contradictions(const model::Report& report,
                                           const std::optional<model::Carrier>& carrier) {
    std::vector<model::Anomaly> found;
    if (!carrier) return found;
    const auto& [name, page] = std::pair{report.agency.name, carrier->agency};
    if (!name.empty() && !page.empty() && name != page) found.push_back({"other_agency_than_page", page});
    if (report.year != 0 && carrier->year != 0 && report.year != carrier->year)
        found.push_back({"other_year_than_page", std::to_string(carrier->year)});
    return found;
}

// What the page that carries a document, its link and the source say of whose it is.
model::AgencyName written_agency(const Hints& hints, int year) {
    auto agency = find_agency({}, hints, {}, year);
    const bool told = agency.evidence == "page" || agency.evidence == "source";
    return told ? agency : model::AgencyName{};
}

}  // namespace

model::Report parse_report(const model::Document& document, const Hints& hints) {
    Cleaned cleaned = clean(document, hints);
    const auto titles = find_titles(cleaned.document);
    CellReading tables = read_cells(cleaned.document, year_of_title(titles.front()));
    const ProseOnce prose_once{cleaned.document, tables.table_blocks, std::move(cleaned.noiseless)};
    Identity identity = identify(cleaned.document, hints, {tables, titles, prose_once, document.links});

    model::Report report;
    report.is_report = identity.is_report;
    report.reason = std::move(identity.reason);
    report.agency = std::move(identity.agency);
    report.year = identity.year;
    report.title = std::move(identity.title);
    report.published = identity.published;
    report.generation = tables.generation;
    report.format = document.format;
    report.official = cleaned.official;
    report.noise = std::move(cleaned.noise);
    const Prose& prose = prose_once.prose();
    report.sections = read_sections(cleaned.document, prose, report.title);
    const ProseIndex index{prose.text};
    report.statements = read_statements(cleaned.document, prose, index);
    report.cells = std::move(tables.cells);
    report.ocr = doubt_recognised(cleaned.document, report.cells, report.generation);
    // Nothing reads the prose a second time.
    if (report.ocr) {
        report.statements.clear();
        report.agency =
            doubt_recognised_name(std::move(report.agency), written_agency(hints, report.year), report.year);
    }
    report.stat_tables = std::move(tables.stat_tables);
    report.checks = check_identities(report.cells, report.generation);
    report.verdict = verdict_of(report.checks);
    // The identities that put a figure right cannot also prove it.
    if (report.ocr && !report.ocr->repaired.empty() && report.verdict == model::Verdict::verified)
        report.verdict = model::Verdict::consistent;
    if (report.verdict == model::Verdict::inconsistent)
        report.suspects = find_suspects(report.cells, report.generation, report.statements);
    append(report.checks, check_prose(report.statements, report.cells, report.generation));
    append(report.checks, check_parts_sums(report.sections));
    report.anomalies = std::move(tables.anomalies);
    append(report.anomalies, find_anomalies(cleaned.document, report.sections, &index));
    append(report.anomalies, remark_on_figures(report));
    if (auto period = period_of_another_year(prose.text, report.year); !period.empty())
        report.anomalies.push_back({"period_of_another_year", std::move(period)});
    append(report.anomalies, contradictions(report, hints.carrier));
    report.attachments = find_attachments(document, report.title);
    if (!report.is_report) {
        if (auto elsewhere = why_elsewhere(document, report); !elsewhere.empty())
            report.reason = std::move(elsewhere);
    }
    return report;
}

std::vector<model::Report> parse_reports(const model::Document& document, const Hints& hints) {
    std::vector<model::Report> reports;
    for (const auto& piece : split_document(document)) {
        auto report = parse_report(piece, hints);
        if (report.is_report) reports.push_back(std::move(report));
    }
    if (reports.size() < 2) {
        reports.clear();
        reports.push_back(parse_report(document, hints));
    }
    return reports;
}

}  // namespace ogi::parser
