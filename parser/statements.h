#pragma once

#include "model/document.h"
#include "model/report.h"
#include "parser/prose.h"
#include "parser/prose_index.h"

#include <vector>

namespace ogi::parser {

// The figures that the prose gives, by name. A name is the stem of the cells it speaks of
// ("requests.new_received", "reconsideration.upheld", "disclosure.license.decisions"), else a term of ours
// (tables/statement_rules.inc): then it is compared with nothing. Left out: figures of another year,
// differences ("较2021年增加3件"), figures no rule names.
//
// A count said in words without digits ("未收到政府信息公开申请") is 0. A number that was lost in the source
// has no value. `quote` is the clause it was read from.
std::vector<model::Statement> read_statements(const model::Document& document, const Prose& prose);
// The same of prose that was indexed before.
std::vector<model::Statement> read_statements(const model::Document& document, const Prose& prose,
                                              const ProseIndex& index);

}  // namespace ogi::parser
