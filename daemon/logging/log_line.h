#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::daemon {

// The fields of a log line as the journal names them: of "visited url=http://a/ note=\"too large\"" they are
// OGID_EVENT "visited", OGID_URL "http://a/" and OGID_NOTE "too large". A key counts where it stands first:
// what a stranger's text may hold stands behind it.
std::vector<std::pair<std::string, std::string>> log_fields(std::string_view line);

}  // namespace ogi::daemon
