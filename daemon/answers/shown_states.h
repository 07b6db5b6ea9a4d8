#pragma once

#include <boost/json/object.hpp>

#include <map>
#include <string_view>

namespace ogi::daemon {

// What a map shows of a line of coverage by agency, by year: states of coverage_signs. A doubt hides what the
// report was found to be: that is what a reader is to look at first.
std::map<int, std::string_view> shown_states(const boost::json::object& line);

}  // namespace ogi::daemon
