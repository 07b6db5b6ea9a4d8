#pragma once

#include "model/document.h"
#include "model/report.h"
#include "parser/prose_index.h"

#include <vector>

namespace ogi::parser {

// What a careful reader would remark on in the text:
// "template_text"      the form's own instructions were left in;
// "duplicate_section"  two sections of one number or title, with text in both;
// "missing_number"     a measure word without the figure before it ("2019年办件。", "共收到条");
// "lost_characters"    signs of a lost font where text or a figure was;
// "broken_numbering"   a numeral lost from its brackets ("()健全…");
// "unclosed_bracket"   a bracket that its paragraph never closes.
//
// `index`: of the prose that the sections were read from, if somebody has it; it spares a look at the text.
std::vector<model::Anomaly> find_anomalies(const model::Document& document,
                                           const std::vector<model::Section>& sections,
                                           const ProseIndex* index = nullptr);

// Of one kind, more are not told.
inline constexpr std::size_t anomalies_a_kind_max = 10;

}  // namespace ogi::parser
