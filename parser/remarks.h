#pragma once

#include "model/report.h"

#include <vector>

namespace ogi::parser {

// What the figures of a report say against themselves or against the agency, though no identity forbids it.
// `quote` names the cells and their values.
// "all_zero"                  every figure of the disclosure or of the request table is 0;
// "regulation_without_power"  规章 counted by a county, one of its departments, a township or a street:
// 立法法
//                             gives that power to none of them;
// "not_filled_in"             a police bureau without one licence and one penalty in a year;
// "amount_in_yuan"            a fee in 万元 so great that yuan were probably entered;
// "negative_figure"           a count below zero (a change of items may be);
// "implausible_figure"        more made public this year than there is in all (2019 form).
// A blank is no figure: nothing is remarked where one would be needed.
std::vector<model::Anomaly> remark_on_figures(const model::Report& report);

}  // namespace ogi::parser
