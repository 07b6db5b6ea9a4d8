#pragma once

#include "model/document.h"
#include "model/report.h"

#include <string>
#include <string_view>

namespace ogi::parser {

// Changes whenever the same Document may be read differently. Stored with every Revision.
inline constexpr std::string_view parser_version = "1";

// What is known of a document from outside it.
struct Hints {
    std::string url;     // Where it came from; empty for a file.
    std::string agency;  // Who publishes there (configuration, --agency, the link's column); empty if unknown.
};

// Reads a report out of a document. Never fails: a page that is no report has is_report false and a reason, a
// cell that cannot be read with certainty is missing and says so. A pure function of its arguments.
model::Report parse_report(const model::Document& document, const Hints& hints = {});

}  // namespace ogi::parser
