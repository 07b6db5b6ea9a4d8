#include "daemon/ingest.h"

#include "extract/read_document.h"
#include "parser/compare.h"
#include "parser/parse_report.h"

namespace ogi::daemon {

base::Result<Ingested> ingest(const model::Snapshot& snapshot, const model::Page& page) {
    TRY(document, extract::read_document(snapshot));
    auto links = extract::discover(document, snapshot.final_url, page.role);
    auto report = parser::parse_report(document, {.url = snapshot.final_url.text(), .agency = page.agency});
    auto digest = report.is_report ? parser::content_digest(report) : std::string{};
    return Ingested{std::move(report), std::move(digest), std::move(links)};
}

}  // namespace ogi::daemon
