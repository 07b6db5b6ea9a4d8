#pragma once

#include "daemon/cli/output.h"

#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::daemon {

// Writes objects of JSON that have all the same members, which are the columns of a table. Rows of NDJSON are
// written as they come, those of a table at the end.
class LinesOutput {
  public:
    // `titles`: the members' names, for an answer without lines.
    LinesOutput(OutputFormat format, std::ostream& out, std::vector<std::string> titles = {})
        : format_{format}, out_{out}, titles_{std::move(titles)} {}

    // Returns true, so that it can be a sink.
    bool line(std::string_view json);
    void finish();

  private:
    OutputFormat format_;
    std::ostream& out_;
    std::string array_;
    std::vector<std::string> titles_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace ogi::daemon
