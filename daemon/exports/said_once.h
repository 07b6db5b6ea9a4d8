#pragma once

#include "model/report.h"

#include <string>
#include <string_view>

namespace ogi::daemon {

// The one figure of the prose that a time series may take.
struct SaidOnce {
    const model::Statement* statement = nullptr;  // In the report; nullptr: there is none to take.
    std::string why_not{};                        // In Chinese; empty where the prose says nothing of it.
};

// Two statements, were they equal, may tell of two parts of the year or of two ways; and a figure behind
// words of accumulation, comparison or of a part (said_once.inc) is another one than that of the year. Then
// there is none.
SaidOnce said_once(const model::Report& report, std::string_view name);

}  // namespace ogi::daemon
