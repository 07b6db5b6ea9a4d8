#pragma once

#include "model/decision.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::daemon {

// What all decisions together say. Never altered once made, so any thread may read it.
//
// Decisions hold in the order in which they were made (`at`, then id), whatever their order in the file: a
// later one finds what the earlier ones left. A name stands for all its spellings (agency_names.h).
class Rulings {
  public:
    Rulings() = default;
    // Of decisions with the same id the first one counts.
    explicit Rulings(std::vector<model::Decision> decisions);
    Rulings(Rulings&&) = default;
    Rulings(const Rulings&) = delete;
    Rulings& operator=(Rulings&&) = default;
    Rulings& operator=(const Rulings&) = delete;

    // The name under which a report stands that the parser reads as `name`'s for `year`, from a page at
    // `url`: aliases, merges and splits one after the other, then the name that the agency bore on the last
    // day of that year. `name` itself where no decision speaks of it. An empty URL lies below none.
    std::string file(std::string_view name, int year, std::string_view url) const;

    // What stands for the agency that a report stands under (agency_names.h), whatever it was called when.
    // Splits do not count: they tell of reports.
    std::string id_of(std::string_view name) const;

    // The corrections and confirmations of the reports of an agency (id_of) for a year, oldest first.
    std::vector<const model::Decision*> on_report(std::string_view agency_id, int year) const;

    // Every decision in order, and whether a later one revoked it.
    struct Entry {
        model::Decision decision;
        bool revoked = false;
    };
    const std::vector<Entry>& entries() const { return entries_; }
    const Entry* find(std::string_view id) const;

    // The names that decisions in force have for an agency (its id) beside the one it is known by: aliases,
    // dated names, agencies merged into it.
    std::vector<const model::Decision*> names_of(std::string_view agency_id) const;

    // Whether a person said that two names are two agencies.
    bool are_distinct(std::string_view name, std::string_view other) const;

  private:
    struct Rule {
        const model::Decision* decision;
        const std::string* leads_to;
        std::string core;  // Of that.
    };
    void add_rule(const model::Decision& decision);
    // The agency that a name leads to: the name it was known by first.
    std::string agency_of(std::string_view name, int year, std::string_view url, bool splits) const;

    std::vector<Entry> entries_;
    std::vector<Rule> rules_;  // On agencies, in force, in order; they point into entries_.
    // By core_of the name that a rule leads away from: which of rules_.
    std::map<std::string, std::vector<std::size_t>, std::less<>> leading_away_;
    // By core_of the agency: the names that it bore for a time.
    std::map<std::string, std::vector<const model::Decision*>, std::less<>> dated_;
    std::map<std::string, std::vector<const model::Decision*>, std::less<>> names_;  // By id_of.
    std::map<std::pair<std::string, int>, std::vector<const model::Decision*>> on_reports_;
};

// The names of agencies that a decision speaks of.
std::vector<std::string> names_in(const model::Decision& decision);

// Where the rulings in force are found; from any thread.
class RulingBook {
  public:
    std::shared_ptr<const Rulings> read() const {
        const std::scoped_lock lock{mutex_};
        return rulings_;
    }
    void write(std::shared_ptr<const Rulings> rulings) {
        const std::scoped_lock lock{mutex_};
        rulings_ = std::move(rulings);
    }

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<const Rulings> rulings_ = std::make_shared<const Rulings>();
};

}  // namespace ogi::daemon
