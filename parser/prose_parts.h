#pragma once

#include "model/report.h"

#include <vector>

namespace ogi::parser {

// "公布信息2602条（其中机构职能类82条，规划计划类21条，……，其他1053条）": `prose.parts_sum.<n>`, one for each
// such list, in the order of the text. Left are the parts, right is the whole; `note` is the list. It holds
// where the parts make up the whole. It is violated only where a part called 其他 says that nothing is left
// over: else categories may overlap, or be but some of them, and it is not_assessable. Parts have the unit of
// the whole; lists with rough figures or other units are none. Disputes have their own (check_prose).
std::vector<model::Check> check_parts_sums(const std::vector<model::Section>& sections);

}  // namespace ogi::parser
