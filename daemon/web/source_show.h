#pragma once

#include "daemon/web/html.h"
#include "daemon/web/source_place.h"
#include "daemon/web/words.h"
#include "extract/paged/drawn_page.h"
#include "extract/programs.h"
#include "model/report.h"

#include <memory>
#include <string>
#include <string_view>

// How the bytes of a report are shown to a person, with one place in them marked.
namespace ogi::daemon {

struct SourceShow {
    Language language = Language::zh;
    const SourcePlace& where;
    extract::paged::ReadAs read_as = extract::paged::ReadAs::text;
    std::string raw{};          // What the place prints; empty: it is blank, or there is none.
    std::string picture_url{};  // Where the picture of its page is served.
    extract::Programs programs{};
};

// A page or text made anew from its words; a page of a PDF or a scan as a picture, with a box; what was read
// of an office document. What cannot be shown says why. The first thing that is marked has the id "cell".
void write_source(Html& html, const SourceShow& show);

// A page of a PDF or a scan. The last few that were drawn are kept. Fails as extract::paged::draw_page does.
base::Result<std::shared_ptr<const extract::paged::DrawnPage>> drawn_page_of(
    const SourceBytes& source, int page, extract::paged::ReadAs how, const extract::Programs& programs);

}  // namespace ogi::daemon
