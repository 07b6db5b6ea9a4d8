#pragma once

#include "daemon/sinks/index_fields.h"

#include <boost/json/fwd.hpp>

#include <string>
#include <vector>

// What an index holds of a report, as a SHA-256 that does not depend on how a server writes JSON: members in
// the order of their names' bytes, numbers by their value. Members that are none of our fields are left out:
// they are somebody's own.
namespace ogi::daemon {

// 64 hexadecimal digits.
std::string document_digest(const boost::json::object& document, CellsForm form);

// The members of a document of a report.
std::vector<std::string> document_members(CellsForm form);

}  // namespace ogi::daemon
