#pragma once

#include "model/document.h"
#include "model/report.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// Changes whenever the same Document may be read differently. Stored with every Revision.
inline constexpr std::string_view parser_version = "4";

// What is known of a document from outside it.
struct Hints {
    std::string url;  // Where it came from; empty for a file.
    std::string
        agency;  // Who publishes there (configuration, --agency, the link's column); empty if unknown.
};

// Reads a report out of a document. Never fails: a page that is no report has is_report false and a reason, a
// cell that cannot be read with certainty is missing and says so. A pure function of its arguments.
model::Report parse_report(const model::Document& document, const Hints& hints = {});

// The same for a document that may hold several reports, one after the other, each under its own title: each
// of them, in order. One that is no report where the document holds none; never empty.
std::vector<model::Report> parse_reports(const model::Document& document, const Hints& hints = {});

}  // namespace ogi::parser
