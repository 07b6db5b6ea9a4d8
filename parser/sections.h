#pragma once

#include "model/document.h"
#include "model/report.h"
#include "parser/prose.h"

#include <string_view>
#include <vector>

namespace ogi::parser {

// The report's sections in the order of the text: "一、总体情况" …, with the many ways in which agencies vary
// and lose the headings. What stands before the first heading is a section without number and title. Tables
// and the lines of the site are left out, and so is `title` where the text begins with it, in one line or in
// several; a table of contents is no section.
std::vector<model::Section> read_sections(const model::Document& document, const Prose& prose,
                                          std::string_view title = {});

}  // namespace ogi::parser
