#pragma once

#include "base/result.h"
#include "extract/programs.h"
#include "model/report.h"
#include "parser/parse_report.h"

#include <istream>
#include <string>
#include <vector>

namespace ogi::daemon {

// The reports in a file or, of a ZIP archive, in the documents in it; "-" for what `in` gives. Never empty;
// of a file that holds none, one that has is_report false and a reason. Fails with `io` where the file cannot
// be read; the context names it.
base::Result<std::vector<model::Report>> read_report_file(const std::string& name, const parser::Hints& hints,
                                                          std::istream& in,
                                                          const extract::Programs& programs);

// The file's bytes, "-" for what `in` gives. Fails with `io`; the context names the file.
base::Result<std::string> read_file_bytes(const std::string& name, std::istream& in);

}  // namespace ogi::daemon
