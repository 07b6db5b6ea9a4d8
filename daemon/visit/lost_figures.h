#pragma once

#include "model/report.h"

#include <cstddef>

// What becomes of the figures of a report from one look at its page to the next. Pure functions.
namespace ogi::daemon {

// How many cells hold a figure.
std::size_t figures_in(const model::Report& report);

// Whether a table that held figures has lost most of them, or has 0 in all of them: an empty form is sent out
// with noughts in it.
bool most_figures_lost(const model::Report& held, const model::Report& shown);

// Whether all figures are gone, and what stands in their place speaks of an error, or nothing does: no
// table, no further attachment, no figures in the prose beyond those it had. An agency that tells in prose
// what it told in tables writes its figures there.
bool speaks_of_an_error(const model::Report& held, const model::Report& shown);

// Whether two reports of one agency for different years show the same cells with the same figures. Where
// nearly all are 0, as small agencies report year after year, their words must be the same too, but for
// numbers.
bool same_figures(const model::Report& report, const model::Report& other);

}  // namespace ogi::daemon
