#pragma once

#include "extract/paged/table.h"

namespace ogi::extract::paged {

// Whether the first table of a page goes on with the last one of the page before it: their columns are the
// same, or those of one are among those of the other.
bool goes_on(const Table& above, const Table& below);

// The two as one: a head that is repeated is dropped, a row and a label that the page broke in two are one
// again.
Table joined(Table above, Table below);

}  // namespace ogi::extract::paged
