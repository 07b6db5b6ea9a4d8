#pragma once

#include "model/carrier.h"
#include "model/document.h"
#include "model/report.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// Changes whenever the same Document may be read differently. Stored with every Revision.
inline constexpr std::string_view parser_version = "6";

// What is known of a document from outside it.
struct Hints {
    std::string url;  // Where it came from; empty for a file.
    std::string
        agency;  // Who publishes there (configuration, --agency, the link's column); empty if unknown.
    std::string called{};  // By the link that leads to it, or its file's name; empty if unknown.
    // Of an attachment. Where the document says otherwise it is believed, and the report has the anomaly
    // `other_agency_than_page` or `other_year_than_page`.
    std::optional<model::Carrier> carrier{};
};

// Reads a report out of a document. Never fails: a page that is no report has is_report false and a reason, a
// cell that cannot be read with certainty is missing and says so. A pure function of its arguments.
model::Report parse_report(const model::Document& document, const Hints& hints = {});

// The same for a document that may hold several reports, one after the other, each under its own title: each
// of them, in order. One that is no report where the document holds none; never empty.
std::vector<model::Report> parse_reports(const model::Document& document, const Hints& hints = {});

}  // namespace ogi::parser
