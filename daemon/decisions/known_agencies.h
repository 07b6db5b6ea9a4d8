#pragma once

#include "base/result.h"
#include "daemon/decisions/rulings.h"
#include "storage/store.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// The agencies that the store and the decisions know, each with all its names.
namespace ogi::daemon {

// A name that reports stand under.
struct KnownName {
    std::set<int> years{};          // Of its reports, withdrawn ones too.
    std::set<std::string> hosts{};  // That show them.
};

struct KnownAgency {
    std::string id{};
    std::map<std::string, KnownName> names{};  // Empty where only the roster knows it.
    std::string roster_name{};                 // Empty: it does not stand there.

    // The name that its newest report stands under, else that of the roster.
    const std::string& name() const;
    std::size_t reports() const;
};

struct KnownAgencies {
    std::vector<KnownAgency> agencies{};  // In order of name().
    base::Result<void>
        health{};  // Fails with `malformed` where records could not be read; the rest is there.
};

// Reads every report's state. Fails with `io` where the disk cannot be read.
base::Result<KnownAgencies> known_agencies(const storage::Store& store, const Rulings& rulings);

// One line: id, names with the years and days they were borne, divisions with the years of theirs, what
// decisions say of it.
std::string to_json(const KnownAgency& agency, const Rulings& rulings);

// Two names that may be one agency, and why.
struct AgencyDoubt {
    std::string reason;  // "spellings", "place_missing", "reform", "division_renamed".
    std::string agency;
    std::string other;
    std::set<std::string> hosts;  // Both are shown there.
    std::set<int> years;          // Both have reports for.
    std::string settle;           // The command that would join them.
};
std::string to_json(const AgencyDoubt& doubt);

// A pure function. Pairs that a person called two agencies are left out.
//
// - spellings: one by the rule of agency_names.h; reports of both were there before the rule was.
// - place_missing: one name says nowhere which division it means, the other is the same with a place in
// front,
//   and both stand on one host.
// - reform: the names differ as departments' did after a reform (agency_reforms.inc), and the years of their
//   reports lie one behind the other.
// - division_renamed: the names differ in that a division took a new name, and the years fit that.
std::vector<AgencyDoubt> find_doubts(const std::vector<KnownAgency>& agencies, const Rulings& rulings);

}  // namespace ogi::daemon
