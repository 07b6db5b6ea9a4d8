#pragma once

#include <string>
#include <string_view>

namespace ogi::parser {

// Does the text speak of disclosure: may it hold such a phrase as the following read?
bool names_topic(std::string_view text);

// The agency in a phrase such as "关于某县财政局2020年政府信息公开工作年度报告": what stands before the words
// of the report without year, verbs and marks. Several that report together stay together:
// "某县教育局、体育局". Empty if there is no such phrase or it names nobody ("我局2020年度…").
std::string agency_of_title(std::string_view title);

// The agency behind the words of the report: "2020年政府信息公开工作年度报告-某县财政局",
// "…年报（某县财政局）". Empty if none stands there. In a page's <title> it may be the name of the site.
std::string agency_behind_title(std::string_view title);

}  // namespace ogi::parser
