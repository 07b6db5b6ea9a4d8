#pragma once

#include "base/time.h"

#include <chrono>
#include <optional>
#include <string>

namespace ogi::model {

enum class AgencyLevel { unknown, central, province, prefecture, county, township };

// Whose deadline it has (国令711号 第四十九条).
enum class AgencyKind {
    unknown,     // Cannot be told; the later deadline holds.
    government,  // A people's government, or what stands for one: 管理委员会, 街道办事处.
    department,  // A department of one.
};

// How we know of it.
enum class AgencyOrigin {
    report,  // It published one that we found.
    source,  // The configuration names it.
    roster,  // A person put it on the roster.
};

// A body that owes an annual report.
struct Agency {
    std::string name{};  // AgencyName::name; unique.
    AgencyLevel level = AgencyLevel::unknown;
    AgencyKind kind = AgencyKind::unknown;
    std::string division{};                            // GB/T 2260, six digits; empty if unknown.
    std::string parent{};                              // Name of the body above it; empty if unknown.
    std::optional<base::Date> valid_from{};            // First day of its existence, if known.
    std::optional<base::Date> valid_to{};              // Last day of it; not set: it exists.
    std::optional<std::chrono::month_day> deadline{};  // Where its own is not the legal one.
    AgencyOrigin origin = AgencyOrigin::report;

    bool operator==(const Agency&) const = default;
};

}  // namespace ogi::model
