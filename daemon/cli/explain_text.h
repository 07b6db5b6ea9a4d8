#pragma once

#include <boost/json/object.hpp>

#include <iosfwd>

namespace ogi::daemon {

// An explanation (daemon/answers/explain.h) as a person reads it.
void write_explanation(std::ostream& out, const boost::json::object& told);

}  // namespace ogi::daemon
