#pragma once

#include "model/document.h"
#include "model/report.h"

namespace ogi::parser {

// Whose report it is where the document's text was recognised in an image: one character of a name may be
// wrong, or all of them. `written`: what the page that carries the document, its link or the source say.
//
// A place that is like exactly one division around it, but for one character, is that one. A name whose places
// are all divisions of the gazetteer, each within the one before, is believed, with little confidence. Where
// another is written, that one counts, unless the recognised name is believed and no misreading of it. A name
// that is neither is empty: nobody can say whose report it is. `as_written` stays as it was recognised.
model::AgencyName doubt_recognised_name(model::AgencyName seen, const model::AgencyName& written, int year);

}  // namespace ogi::parser
