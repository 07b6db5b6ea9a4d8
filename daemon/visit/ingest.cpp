#include "daemon/visit/ingest.h"

#include "base/digest.h"
#include "base/mark.h"
#include "crawler/shell.h"
#include "daemon/visit/part_collector.h"
#include "daemon/visit/read_body.h"
#include "extract/body_images.h"
#include "extract/read_document.h"
#include "extract/text_mark.h"
#include "parser/compare.h"
#include "parser/content_marks.h"
#include "parser/parse_report.h"

#include <algorithm>
#include <iterator>

namespace ogi::daemon {

namespace {

// Where a page says that it begins and ends.
constexpr std::size_t head_bytes = 4'096;
constexpr std::size_t tail_bytes = 4'096;

bool contains_tag(std::string_view bytes, std::string_view tag) {
    const auto same = [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    };
    for (auto at = bytes.find('<'); at != bytes.npos; at = bytes.find('<', at + 1)) {
        if (std::ranges::equal(bytes.substr(at, tag.size()), tag, same)) return true;
    }
    return false;
}

}  // namespace

bool breaks_off(std::string_view body) {
    return contains_tag(body.substr(0, head_bytes), "<html") && !closes(body);
}

bool closes(std::string_view body) {
    const auto tail = body.substr(body.size() - std::min(body.size(), tail_bytes));
    return contains_tag(tail, "</html") || contains_tag(tail, "</body");
}

bool ends_in_tag(std::string_view body) {
    // A table or a division may end anywhere in a page, also where it breaks off.
    const auto open = body.rfind('<');
    if (open == std::string_view::npos) return false;
    auto last = body.substr(open);
    while (!last.empty() && std::string_view{" \t\r\n"}.find(last.back()) != std::string_view::npos)
        last.remove_suffix(1);
    return last.ends_with('>') && (contains_tag(last, "</script") || contains_tag(last, "</footer"));
}

namespace {

bool leads_to_reports(const Ingested& ingested) {
    return std::ranges::any_of(
        ingested.links, [](const extract::Discovered& link) { return link.role == model::PageRole::report; });
}

// A page that was linked as a report, or shows one, may go on elsewhere. A list's further pages are not its
// parts.
bool may_have_parts(const model::Report& report, const model::Page& page,
                    const std::vector<extract::PartLink>& parts) {
    const bool frame = !parts.empty() && parts.front().number == 0;
    return report.is_report || (page.role == model::PageRole::report && (report.year != 0 || frame));
}

void add_reports(Ingested& ingested, std::vector<model::Report> reports,
                 const std::vector<std::string>& missing) {
    ingested.missing = missing;
    ingested.no_report = reports.front().is_report ? std::string{} : reports.front().reason;
    for (auto& report : reports) {
        if (!report.is_report) continue;
        for (const auto& url : missing) report.anomalies.push_back({"missing_part", url});
        const auto same = [&](const ShownReport& other) {
            return other.report.agency.name == report.agency.name && other.report.year == report.year;
        };
        if (std::ranges::any_of(ingested.reports, same)) continue;
        auto digest = parser::content_digest(report);
        ingested.reports.push_back({std::move(report), std::move(digest)});
    }
}

// Half a digest tells two contents of one page apart.
constexpr std::size_t content_digits = 32;

void digest_content(Ingested& ingested) {
    std::string content;
    for (const auto& shown : ingested.reports) content += shown.content_digest + '\n';
    if (ingested.reports.empty()) {
        for (const auto& link : ingested.links) content += link.url.text() + '\n';
        for (const auto& link : ingested.carried) content += link.url.text() + '\n';
    }
    ingested.content = base::sha256_hex(content.empty() ? ingested.shape : content).substr(0, content_digits);
}

bool names_a_report(const model::Document& document) {
    constexpr std::string_view words[] = {"年度报告", "年报"};
    const auto names = [&](std::string_view text) {
        return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
    };
    return names(document.title) ||
           std::ranges::any_of(document.blocks, [&](const auto& block) { return names(block.text); });
}

// The bytes of a document that is saved again differ, whatever it says.
std::uint32_t mark_of_text(const Ingested& ingested) {
    base::Mark text;
    for (const auto& shown : ingested.reports) text.add(shown.content_digest);
    return text.value();
}

// Nothing where it shows no report.
std::optional<model::CaptureMarks> marks_of(const Ingested& ingested, const model::Snapshot& snapshot,
                                            std::span<const ReadPart> parts, bool is_page = true) {
    if (ingested.reports.empty()) return std::nullopt;
    base::Mark text, structure, values;
    text.add(std::uint64_t{is_page ? extract::text_mark(snapshot.body) : mark_of_text(ingested)});
    for (const auto& part : parts)
        text.add(std::uint64_t{part.snapshot ? extract::text_mark(part.snapshot->body) : 0});
    for (const auto& shown : ingested.reports) {
        const auto marks = parser::content_marks(shown.report);
        structure.add(std::uint64_t{marks.structure});
        values.add(std::uint64_t{marks.values});
    }
    return model::CaptureMarks{text.value(), structure.value(), values.value()};
}

// A page without report, compared with the one that was asked for. One that never showed a report and leads
// to some is a list of them.
void tell_what_it_says(Ingested& ingested, const model::Document& document, const model::Page& page,
                       const base::Url& answered) {
    if (ingested.reports.empty()) {
        ingested.shape = extract::text_shape(document);
        ingested.names_a_report = names_a_report(document);
        const bool showed_one = page.role == model::PageRole::report && !page.reports.empty();
        const bool leads_on = !ingested.links.empty() || !ingested.carried.empty();
        if (!leads_on || showed_one) ingested.stand_in = extract::find_stand_in(document, page.url, answered);
    }
    digest_content(ingested);
}

}  // namespace

namespace {

// The newest year that a report seen at that time can be for; 0 where the time is not known.
int last_report_year(base::UtcTime at) {
    return at == base::UtcTime{} ? 0 : static_cast<int>(base::shanghai_date(at).year()) - 1;
}

}  // namespace

extract::LinkingPage linking_page(const model::Snapshot& snapshot, const model::Document& document,
                                  const extract::ListReading& listing, model::PageRole role, int depth) {
    return {.document = document,
            .listing = listing,
            .url = snapshot.final_url,
            .role = role,
            .depth = depth,
            .last_year = last_report_year(snapshot.fetched_at)};
}

namespace {

// What was linked as a report and shows none may be a list of them. Nothing but its columns and reports is
// followed.
std::vector<extract::Discovered> links_of_no_report(const model::Snapshot& snapshot,
                                                    const model::Document& document) {
    const auto listing = extract::read_list(snapshot);
    return extract::discover(
        linking_page(snapshot, document, listing, model::PageRole::entry, extract::gateway_steps_max));
}

// A list service's answer or a sitemap is nothing but links.
Ingested ingest_answer(const model::Snapshot& snapshot, const model::Page& page,
                       extract::ListReading listing) {
    model::Document document;
    document.url = snapshot.final_url.text();
    Ingested ingested{
        .no_report = "an answer of a list service (" + std::string{listing.families.front()} + ")",
        .links = extract::discover(linking_page(snapshot, document, listing, page.role, page.depth)),
        .limits = std::move(listing.limits)};
    digest_content(ingested);
    return ingested;
}

bool is_page(const model::Document& document) {
    return document.format == model::Format::html || document.format == model::Format::text;
}

// Why the documents of an archive are no reports.
std::string why_none(const std::vector<std::string>& names, const std::vector<model::Report>& reports) {
    if (names.empty()) return "an archive without documents";
    if (names.size() == 1) return names.front() + ": " + reports.front().reason;
    return "an archive of " + std::to_string(names.size()) + " documents, none of them a report";
}

// By which programs these documents were read; in an archive any of them may tell a report.
// A document, or an archive of some, leads nowhere and has no parts.
Ingested ingest_documents(const model::Snapshot& snapshot, const model::Page& page, ReadBody body) {
    const bool from_nowhere = snapshot.final_url.host() == documents_host;
    std::vector<model::Report> reports;
    Ingested ingested;
    for (std::size_t i = 0; i < body.documents.size(); ++i) {
        auto& document = body.documents[i];
        if (from_nowhere) document.url.clear();
        if (document.format == model::Format::unsupported) ingested.closes = false;
        std::ranges::move(document.limits, std::back_inserter(ingested.limits));
        const parser::Hints hints{.url = document.url,
                                  .agency = page.agency,
                                  .called = body.archive ? body.names[i] : page.link_text,
                                  .carrier = page.carrier};
        std::ranges::move(parser::parse_reports(document, hints), std::back_inserter(reports));
        ingested.shape += extract::text_shape(document);
    }
    std::ranges::move(body.left_out, std::back_inserter(ingested.limits));
    if (std::ranges::none_of(reports, &model::Report::is_report)) {
        ingested.no_report = body.archive ? why_none(body.names, reports) : reports.front().reason;
        ingested.names_a_report = true;  // A document is nobody's error page.
    } else {
        std::ranges::stable_partition(reports, &model::Report::is_report);
        add_reports(ingested, std::move(reports), {});
        const auto readers = readers_of(body.documents);
        for (auto& shown : ingested.reports) shown.reader = readers;
        ingested.shape.clear();
    }
    digest_content(ingested);
    ingested.marks = marks_of(ingested, snapshot, {}, false);
    return ingested;
}

}  // namespace

base::Result<Ingested> ingest(const model::Snapshot& snapshot, const model::Page& page,
                              const extract::Programs& programs, std::span<const ReadPart> parts) {
    const bool lists = page.role != model::PageRole::report;
    auto listing = lists ? extract::read_list(snapshot) : extract::ListReading{};
    if (listing.is_answer) return ingest_answer(snapshot, page, std::move(listing));
    TRY(body, read_body(snapshot, programs));
    if (body.archive || !is_page(body.documents.front()))
        return ingest_documents(snapshot, page, std::move(body));
    auto document = std::move(body.documents.front());
    if (snapshot.final_url.host() == documents_host) document.url.clear();
    const parser::Hints hints{.url = document.url, .agency = page.agency};
    Ingested ingested{
        .links = extract::discover(linking_page(snapshot, document, listing, page.role, page.depth)),
        .limits = document.limits,
        .breaks_off = breaks_off(snapshot.body),
        .closes = closes(snapshot.body),
        .ends_in_tag = ends_in_tag(snapshot.body)};
    std::ranges::move(listing.limits, std::back_inserter(ingested.limits));
    PartCollector collector{snapshot.final_url, parts, programs};
    collector.follow(document);
    auto reports = parser::parse_reports(document, hints);
    if (page.role == model::PageRole::report || reports.front().is_report)
        ingested.carried = find_carried(document, reports.front(), snapshot.final_url);
    bool goes_on = !collector.parts().empty() && may_have_parts(reports.front(), page, collector.parts());
    if (!(lists && leads_to_reports(ingested)) && may_be_pictured(document, reports.front())) {
        const auto images = extract::find_body_images(snapshot);
        goes_on = goes_on || !images.urls.empty();
        collector.show(images);
    }
    if (!goes_on) {
        add_reports(ingested, std::move(reports), {});
        if (!lists && ingested.reports.empty()) ingested.links = links_of_no_report(snapshot, document);
        ingested.unread_shell = ingested.reports.empty() && ingested.links.empty() &&
                                crawler::is_unread_shell(snapshot.body, snapshot.final_url);
        tell_what_it_says(ingested, document, page, snapshot.final_url);
        ingested.marks = marks_of(ingested, snapshot, {});
        return ingested;
    }
    TRY_VOID(collector.read_all());
    const auto whole = collector.join(std::move(document), snapshot.body.size());
    ingested.limits = whole.limits;
    std::ranges::move(collector.limits(), std::back_inserter(ingested.limits));
    add_reports(ingested, parser::parse_reports(whole, hints), collector.missing());
    for (auto& shown : ingested.reports) shown.reader = collector.readers();
    tell_what_it_says(ingested, whole, page, snapshot.final_url);
    ingested.marks = marks_of(ingested, snapshot, parts);
    ingested.parts = collector.take_parts();
    return ingested;
}

}  // namespace ogi::daemon
