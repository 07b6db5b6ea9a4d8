#pragma once

#include <boost/json/object.hpp>

#include <iosfwd>

namespace ogi::daemon {

// One report for a person: whose, what year, the three tables as the form prints them, violated checks, and
// what a careful reader would remark on.
void write_report(std::ostream& out, const boost::json::object& report);

}  // namespace ogi::daemon
