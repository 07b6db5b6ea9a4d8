#pragma once

#include "base/time.h"
#include "model/decimal.h"
#include "model/report.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::model {

// What a person may decide. Stored by name.
enum class DecisionKind {
    agency_alias,   // `name` is another name of `agency`.
    agency_rename,  // `agency` bears `name` from the day `from` to the day `to`.
    agency_merge,   // The reports of `agency` stand under `name`.
    agency_split,   // Those of `agency` for `years`, or on pages below `url`, stand under `name`.
    cell_correct,   // `cell` of the report should say `right`, where the page prints `printed`.
    doubt_confirm,  // `cell` or `check` is as printed, or `name` is not `agency`: it is not to be doubted.
    revoke,         // The decision `revokes` holds no more.
    unknown,        // Of a newer version of this program; kept and not followed.
};

// What a cell says: a kind, and for a number its value, for words the words.
struct Figure {
    CellKind kind = CellKind::absent;
    std::optional<Decimal> value{};
    std::string raw{};  // As printed. Of no weight where the kind is number.

    bool operator==(const Figure&) const = default;
};

struct YearRange {
    int first = 0;  // 0: from the beginning.
    int last = 0;   // 0: to the end.

    bool operator==(const YearRange&) const = default;
};

// A line of the decisions file: what a person decided, who, when and why. Never altered once written.
struct Decision {
    std::string id{};  // Stands for it everywhere; decision_id() of a new one.
    base::UtcTime at{};
    std::string by{};
    std::string reason{};
    DecisionKind kind = DecisionKind::unknown;
    std::string kind_word{};  // As written, where it is unknown.

    std::string agency{};
    std::string name{};
    std::optional<base::Date> from{};
    std::optional<base::Date> to{};
    std::optional<YearRange> years{};
    std::string url{};
    int year = 0;
    std::string cell{};
    std::string check{};
    std::optional<Figure> printed{};  // Of cell_correct, and of a doubt_confirm of a cell.
    std::optional<Figure> right{};    // Of cell_correct; its raw is empty.
    std::string revokes{};

    bool operator==(const Decision&) const = default;
};

// Whether the cell still prints what was looked at.
bool prints(const Cell& cell, const Figure& figure);

}  // namespace ogi::model
