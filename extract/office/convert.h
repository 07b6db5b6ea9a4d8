#pragma once

#include "base/result.h"
#include "extract/read_document.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace ogi::extract {

// An office format that is read by having LibreOffice make a newer one of it.
struct OldFormat {
    std::string_view words;   // "DOC document".
    std::string_view name;    // Of the file that LibreOffice gets; its ending is one of the ways to tell it.
    std::string_view made;    // The ending of what it is to make: "docx", "xlsx".
    std::string_view writer;  // The name that LibreOffice has for writing that.
};

// What can be said of a body of an old format without a converter.
struct ToldOldFormat {
    std::optional<OldFormat> format;  // Absent: no converter is asked to read it.
    std::string refused;              // Why not, or why it is read by none: "encrypted DOC document" ….
};

// For bodies of BodyKind::compound and BodyKind::rtf.
ToldOldFormat tell_old_format(std::string_view body);

// The DOCX or XLSX that LibreOffice makes of it, in a child with limits (base/child_process.h), without a
// network, without macros, and with nothing left behind. One runs at a time in this process, others wait.
// Fails with `not_found` (`office` is empty or no such program), `timeout` (Limits::convert_time_max),
// `malformed` (it cannot read it), `io` (it came to no good end: killed, out of memory) and what run_child
// fails with; the context is for Document::unsupported.
base::Result<std::string> convert(std::string_view body, const OldFormat& format, const Limits& limits,
                                  const std::filesystem::path& office);

// What converted it, as what was made says: "LibreOffice 7.4.7.2"; without a number where it does not say.
std::string converter_of(std::string_view made, const Limits& limits);

}  // namespace ogi::extract
