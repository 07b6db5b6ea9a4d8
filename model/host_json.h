#pragma once

#include "base/result.h"
#include "model/host.h"

#include <string>
#include <string_view>

namespace ogi::model {

std::string to_json(const HostRecord& host);
// Fails with `malformed`.
base::Result<HostRecord> parse_host_json(std::string_view text);

// A line of JSON, and behind it robots.txt byte for byte.
std::string to_record(const RobotsRecord& robots);
// Fails with `malformed`.
base::Result<RobotsRecord> parse_robots_record(std::string_view record);

}  // namespace ogi::model
