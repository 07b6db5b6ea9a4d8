#pragma once

#include "daemon/web/html.h"
#include "daemon/web/words.h"

#include <boost/json/object.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>

// The checks of a report's line, and how a page tells them.
namespace ogi::daemon {

class ReportChecks {
  public:
    // `report` outlives this.
    explicit ReportChecks(const boost::json::object& report);

    // nullptr where the report has no such check, or it is not violated.
    const boost::json::object* violated(std::string_view check) const;
    bool any_violated() const { return !violated_.empty(); }
    // Whether a cell stands in a violated identity.
    bool touches(std::string_view cell) const { return cells_.contains(cell); }
    // "36+2≠37" from the figures of the report; what is nothing in a long sum is left out.
    std::string sum_of(std::string_view check) const;

  private:
    const boost::json::object* report_;
    std::map<std::string, const boost::json::object*, std::less<>> violated_;
    struct Sides {
        std::string left;
        std::string right;
    };
    std::map<std::string, Sides, std::less<>> sums_;
    std::set<std::string, std::less<>> cells_;
};

// Checks that the report does not pass.
std::size_t count_violated(const boost::json::object& report);

// "requests.balance.total" → "check-requests.balance.total": the id of its row in the list.
std::string check_anchor(std::string_view check);

// The sum that fails, with a sign, as a link to the list; nothing for a check that holds.
void write_failed_check(Html& html, Language language, const ReportChecks& checks, std::string_view check);

// The list of all of them, violated ones first.
void write_check_list(Html& html, Language language, const ReportChecks& checks,
                      const boost::json::object& report);

}  // namespace ogi::daemon
