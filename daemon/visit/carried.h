#pragma once

#include "base/time.h"
#include "base/url.h"
#include "model/carrier.h"
#include "model/document.h"
#include "model/page.h"
#include "model/report.h"

#include <string>
#include <vector>

namespace ogi::daemon {

// A document that a page carries as its report.
struct Carried {
    base::Url url;
    std::string text;  // What the link says.
    model::Carrier carrier;
};

// A page carries so many at most; with more it is a list.
inline constexpr std::size_t carried_max = 8;

// Of the links of a report's page those that may be its report as PDF, Word, spreadsheet or archive: what
// their words call a report, and where the page has no figures of its own whatever it offers with it
// (Report::attachments). Only on the same site. What they are is told by their bytes, once they are there.
// `report`: the first that the page shows, or why it shows none.
std::vector<Carried> find_carried(const model::Document& document, const model::Report& report,
                                  const base::Url& page);

// Whether a page may show its report, or its tables, as images (extract/body_images.h): it is a report's page
// without a table and without a figure, and by its year or by how little it says there should be some.
// `report`: as above.
bool may_be_pictured(const model::Document& document, const model::Report& report);

std::vector<std::string> urls_of(const std::vector<Carried>& carried);

// Of the documents in `known`, pages that are known already, those of which `page` says something new: what
// it says of the report, or that it links them no more. The first page that carries a document is the one it
// belongs to, as long as it links it; where a page of another year links it too, neither tells its year. What
// is to be read otherwise now is due at `due_at`, without validators.
std::vector<model::Page> tell_carried(const base::Url& page, const std::vector<Carried>& carried,
                                      std::vector<model::Page> known, base::UtcTime due_at);

}  // namespace ogi::daemon
