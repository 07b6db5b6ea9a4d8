#pragma once

#include "model/document.h"

#include <vector>

namespace ogi::parser {

// The pieces of a document that holds several reports one after the other, each from its title to the next;
// empty where it holds one or none. A piece counts as a report where numbered sections follow its title, so
// lists of titles, last year's tables under their title and links at the foot of a page split nothing.
//
// Grids stay as they are in every piece, so that places in the source stay true.
std::vector<model::Document> split_document(const model::Document& document);

}  // namespace ogi::parser
