#pragma once

#include <compare>
#include <string>

namespace ogi::model {

// Names a report: one agency, one year.
struct ReportKey {
    std::string agency;  // AgencyName::name.
    int year = 0;

    auto operator<=>(const ReportKey&) const = default;
    bool empty() const { return agency.empty() || year == 0; }
};

}  // namespace ogi::model
