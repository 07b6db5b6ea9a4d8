#pragma once

#include "model/document.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::parser {

// What the page gives as the report's title, the surest first: what it says of itself (ArticleTitle), a
// heading, a line like a title, <title> without the site's name. A title that stands in several lines is put
// together. Where none of them looks like the title of a report, the page's own title alone; never empty, but
// the one title may be.
std::vector<std::string> find_titles(const model::Document& document);

// The first of them.
std::string find_title(const model::Document& document);

// Does it look like the title of an annual report on disclosure? "…2020年政府信息公开工作年度报告".
bool is_report_title(std::string_view title);

// The year a title names: the last one before the words of the report, "2023" in
// "2023年…年度报告（2024-01-09）". 0 if it names none.
int year_of_title(std::string_view title);

}  // namespace ogi::parser
