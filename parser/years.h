#pragma once

#include "model/report.h"

#include <vector>

namespace ogi::parser {

// What a report says against the one of the year before, of the same agency:
//   years.carry.<applicant>       carried in = what the year before carried out; seven
//   years.in_force.<item>         in force = in force a year ago + issued - repealed (2021 form)
//   years.items.<item>            items of last year = items of the year before + their change (2019 form)
//   years.growth.<name>           "较上年增加3件", "同比增长1.05%" recomputed from both reports
//   years.total_disclosed.<item>  soft: in all ≥ in all a year ago + made public this year (2019 form)
//   years.pending.<dispute>       soft: the disputes of this year are at least those still pending a year ago
// A soft one has other explanations than a mistake (documents are repealed, pending disputes are counted
// where they began): it holds, or it is not_assessable with a note that begins with "soft:", and is never
// violated. A percentage holds where it is the exact one rounded or cut off at the printed decimals.
//
// Empty unless `previous` is of the year before and both have a form's tables. They belong to no revision:
// they are computed when a report is read, and a correction of last year's report changes them.
std::vector<model::Check> check_years(const model::Report& previous, const model::Report& report);

}  // namespace ogi::parser
