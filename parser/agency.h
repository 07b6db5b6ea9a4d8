#pragma once

#include "model/document.h"
#include "model/report.h"
#include "parser/parse_report.h"

#include <span>
#include <string>

namespace ogi::parser {

// Whose report it is. Asked in this order, the first that names an agency with its place wins: the titles,
// "由…编制" and "请与…联系" at the beginning, the signature, the line 发布机构, what the page says that
// carries the document and its link, the hint, the first sentence, 来源, an account name ("略阳公安" is
// 略阳县公安局: low confidence), the site, a place that stands alone. A name without a place
// ("公安局2009年度…") is completed by a later witness that ends with it, else by the places the page speaks
// of or the host spells: then the confidence is low. `titles` in the order of find_titles; `year` chooses
// between names that divisions bore one after another, 0 if unknown.
//
// `evidence` names the witness: "title", "body", "signature", "publisher", "page", "source",
// "account", "meta", "site".
model::AgencyName find_agency(const model::Document& document, const Hints& hints,
                              std::span<const std::string> titles, int year = 0);

}  // namespace ogi::parser
