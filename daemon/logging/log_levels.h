#pragma once

#include "base/result.h"

#include <spdlog/common.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// "trace" … "off", from all on.
std::vector<std::string> log_level_names();

// How much is logged: a level for everything, and others for the events that begin with a word. As text
// "info sink=debug visited=warn": everything from info on, what goes on with sinks in detail, of the visits
// only those that failed.
class LogLevels {
  public:
    using Level = spdlog::level::level_enum;

    // With what `words` say: a level alone is that of everything and ends all others, NAME=LEVEL is that of
    // one event's word. Fails with `usage`: there is no such level or no such word.
    base::Result<LogLevels> changed(std::string_view words) const;

    // `line` begins with its event.
    bool wants(std::string_view line, Level level) const;
    // Below it nothing is wanted.
    Level lowest() const;
    std::string text() const;

  private:
    Level everything_ = Level::info;
    std::map<std::string, Level, std::less<>> of_;  // Only what differs.
};

}  // namespace ogi::daemon
