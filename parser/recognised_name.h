#pragma once

#include "model/document.h"
#include "model/report.h"

namespace ogi::parser {

// An agency whose name was recognised in an image, where one character of a place in it may be wrong: a place
// that no division is called but one, of the province or prefecture named before it, is called so but for one
// character, is that one. Where several are, nobody can say whose report it is: the name is empty.
// `as_written` stays as it was recognised. Names that the image did not tell (of the page that carries it, of
// a hint, of the site) and places that are like no division (a zone) are left alone.
model::AgencyName doubt_recognised_name(model::AgencyName agency, int year);

}  // namespace ogi::parser
