#pragma once

#include "model/document.h"
#include "model/report.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// Those of a page's documents that belong to the report `title`: they say so, or the page is the report's and
// offers no more than a few.
std::vector<model::Attachment> find_attachments(const model::Document& document, std::string_view title);

// For a page that shows no report but has the title of one: where the report is instead, with its address: in
// an attachment, in a frame. Empty where the page does not say.
std::string why_elsewhere(const model::Document& document, const model::Report& report);

}  // namespace ogi::parser
