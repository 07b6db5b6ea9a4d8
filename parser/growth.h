#pragma once

#include "model/report.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::parser {

// What the prose says of a figure against the year before: "收到申请4件，较2021年增加3件",
// "…，同比增长1.05%".
struct Growth {
    std::string name;  // Of the statement it follows: "requests.new_received".
    model::Decimal now;
    model::Decimal change;  // Negative for a fall; per cent where `percent`.
    bool percent = false;
    int places = 0;     // Decimals as printed: "10.50%" has 2.
    std::string quote;  // The figure and the comparison, as printed.
};

// Only comparisons that directly follow an exact figure of `report.statements` in its sentence, with the year
// before; another year, a multiple ("翻了一番") or a rough share ("近三成", "约10%") is none.
std::vector<Growth> read_growth(const model::Report& report);

}  // namespace ogi::parser
