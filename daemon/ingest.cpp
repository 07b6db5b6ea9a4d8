#include "daemon/ingest.h"

#include "extract/read_document.h"
#include "parser/compare.h"
#include "parser/parse_report.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

// Where a page says that it begins and ends.
constexpr std::size_t head_bytes = 4'096;
constexpr std::size_t tail_bytes = 4'096;

bool contains_tag(std::string_view bytes, std::string_view tag) {
    const auto same = [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    };
    return !std::ranges::search(bytes, tag, same).empty();
}

}  // namespace

bool breaks_off(std::string_view body) {
    const auto head = body.substr(0, head_bytes);
    const auto tail = body.substr(body.size() - std::min(body.size(), tail_bytes));
    return contains_tag(head, "<html") && !contains_tag(tail, "</html") && !contains_tag(tail, "</body");
}

base::Result<Ingested> ingest(const model::Snapshot& snapshot, const model::Page& page) {
    TRY(document, extract::read_document(snapshot));
    auto links = extract::discover(document, snapshot.final_url, page.role);
    auto report = parser::parse_report(document, {.url = snapshot.final_url.text(), .agency = page.agency});
    auto digest = report.is_report ? parser::content_digest(report) : std::string{};
    return Ingested{std::move(report), std::move(digest), std::move(links), std::move(document.limits),
                    breaks_off(snapshot.body)};
}

}  // namespace ogi::daemon
