#pragma once

#include "base/result.h"
#include "model/report.h"

#include <boost/json/object.hpp>

// Reading reports and cells from parsed JSON. Private to model/.
namespace ogi::model {

base::Result<Report> read_report(const boost::json::object& object);
base::Result<Cell> read_cell(const boost::json::object& object);
// The place in the member `name`; nullopt where there is none.
std::optional<Place> read_place(const boost::json::object& object, std::string_view name);

}  // namespace ogi::model
