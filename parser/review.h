#pragma once

#include "model/report.h"
#include "parser/repetition.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::parser {

enum class Severity {
    error,   // 错误: figures or parts that cannot be right as they stand.
    doubt,   // 疑点: a person should look at it; there may be a reason.
    remark,  // 提示: nothing to mend by itself.
};

// Something that an office about to publish, or an evaluator, should know. The words are Chinese.
struct Finding {
    Severity severity = Severity::remark;
    // "identity", "prose", "growth", "carry_over", "in_force", "items", "soft", "misuse", "blank",
    // "table_missing", "section_missing", "section_empty", "template_text", "repetition", "agency", "year",
    // "title", "last_year", or the code of an anomaly.
    std::string code;
    std::string check = {};    // Id of the check it tells of; empty if of none.
    std::string message = {};  // A sentence with table, row, column and the printed numbers.
    std::string quote = {};    // Words of the report it is about; empty if of none.
    std::vector<std::string> cells = {};
    std::vector<model::Suspect> suspects = {};  // Cells that would explain it.
};

struct Review {
    // Of the form's accounting identities: how many hold, fail, and cannot be assessed for want of a figure.
    std::size_t held = 0, violated = 0, open = 0;
    std::vector<Finding> findings;         // By severity, then in the order of the form.
    std::optional<Repetition> repetition;  // Against last year's report, where there is one.

    std::size_t count(Severity severity) const;
};

// All that can be told of a report by itself and, if `last_year` is given, against the one of the year
// before. A pure function; a report without findings is one in which nothing was found, not one that is
// right.
Review review(const model::Report& report, const model::Report* last_year = nullptr);

}  // namespace ogi::parser
