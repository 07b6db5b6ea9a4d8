#pragma once

#include "base/time.h"
#include "model/agency.h"
#include "model/revision.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

// Which reports should have been published, and were not.
namespace ogi::daemon {

// The first reports were on 2008 (国令492号, in force from 2008-05-01).
inline constexpr int first_report_year = 2008;

// The last day on which the report on `year` is in time: 31 March of the year after for all of 2008 to 2018
// (国令492号 第三十一条); from 2019 on 31 January for departments and 31 March for governments (国令711号
// 第四十九条) and for whoever cannot be told; the agency's own day where it has one.
base::Date deadline_of(const model::Agency& agency, int year);

enum class OverdueState {
    missing,    // Nobody has seen it.
    withdrawn,  // It was there and is not any more.
};
std::string_view name_of(OverdueState);

struct Overdue {
    const model::Agency* agency;  // One of those that were given.
    int year;
    base::Date deadline;
    int days;  // Since the deadline.
    OverdueState state;
};

// The reports of agencies, by name and year; withdrawn_at is all that counts of them.
using KnownYears = std::map<int, std::optional<base::UtcTime>>;
using KnownReports = std::map<std::string, KnownYears>;

// Which reports are overdue on the day `at`, in Asia/Shanghai: their deadline is over. In order of the
// agencies, then the years. `year`: only that one; 0: every year.
//
// An agency owes a report on every year that it existed in, if it still exists at the deadline. Where nobody
// has said since when it exists, its first known report tells; without one, only the last report due counts.
// Whom nobody has put on the roster may have ceased to exist: it owes no more than the report that follows
// its last one. A pure function.
std::vector<Overdue> find_overdue(std::span<const model::Agency> agencies, const KnownReports& reports,
                                  base::Date at, int year = 0);

// A report whose deadline is not over: the one on the year before `at`, of an agency that owes it and has not
// published it. In order of the agencies. A pure function.
struct NotDue {
    const model::Agency* agency;  // One of those that were given.
    int year;
};
std::vector<NotDue> find_not_due(std::span<const model::Agency> agencies, const KnownReports& reports,
                                 base::Date at);

}  // namespace ogi::daemon
