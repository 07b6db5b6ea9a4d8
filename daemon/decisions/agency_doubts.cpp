#include "daemon/decisions/agency_names.h"
#include "daemon/decisions/known_agencies.h"
#include "parser/gazetteer.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace ogi::daemon {

namespace {

struct Reform {
    std::string_view before;
    std::string_view after;
};
constexpr Reform reforms[] = {
#include "daemon/decisions/agency_reforms.inc"
};
// What a department's name may end with, also where the reform changed that.
constexpr std::array<std::string_view, 5> endings = {"局", "厅", "委员会", "委", "办公室"};

// A division may have been renamed in one year and a report of the next still bear the old name.
constexpr int rename_slack_years = 1;

struct Named {
    const std::string* name;
    const KnownName* known;
    const std::string* id;
};

template <class T>
std::set<T> common(const std::set<T>& one, const std::set<T>& other) {
    std::set<T> both;
    std::ranges::set_intersection(one, other, std::inserter(both, both.end()));
    return both;
}

bool lies_before(const std::set<int>& years, const std::set<int>& later) {
    return years.empty() || later.empty() || *years.rbegin() <= *later.begin();
}

class Doubts {
  public:
    Doubts(const std::vector<KnownAgency>& agencies, const Rulings& rulings) : rulings_{rulings} {
        for (const auto& agency : agencies) {
            for (const auto& [name, known] : agency.names)
                named_.emplace(name, Named{&name, &known, &agency.id});
        }
    }

    std::vector<AgencyDoubt> find() {
        for (const auto& [name, one] : named_) {
            same_by_rule(one);
            lacks_its_place(one);
            reformed(one);
            division_renamed(one);
        }
        return std::move(doubts_);
    }

  private:
    const Named* other_agency(const Named& one, std::string_view name) const {
        const auto found = named_.find(name);
        return found == named_.end() || *found->second.id == *one.id ? nullptr : &found->second;
    }

    void add(std::string reason, const Named& one, const Named& other, std::string settle) {
        if (rulings_.are_distinct(*one.name, *other.name)) return;
        const bool known = std::ranges::any_of(doubts_, [&](const AgencyDoubt& doubt) {
            return (doubt.agency == *one.name && doubt.other == *other.name) ||
                   (doubt.agency == *other.name && doubt.other == *one.name);
        });
        if (known) return;
        doubts_.push_back({std::move(reason), *one.name, *other.name,
                           common(one.known->hosts, other.known->hosts),
                           common(one.known->years, other.known->years), std::move(settle)});
    }

    static std::string merging(const Named& one, const Named& into) {
        return "ogi agencies merge " + *one.name + " " + *into.name;
    }
    static std::string renaming(const Named& before, const Named& after) {
        const auto first = after.known->years.empty() ? 0 : *after.known->years.begin();
        return "ogi agencies rename " + *before.name + " " + *after.name + " --from " +
               std::to_string(first) + "-01-01";
    }

    // They have one id and stand under two names all the same, without a decision for that.
    void same_by_rule(const Named& one) {
        for (const auto& spelling : spellings_of(*one.name)) {
            const auto found = named_.find(spelling);
            if (spelling <= *one.name || found == named_.end()) continue;
            add("spellings", one, found->second, merging(one, found->second));
        }
    }

    // `one` has a place in front that another name, seen on the same host, lacks.
    void lacks_its_place(const Named& one) {
        std::string_view rest = *one.name;
        while (true) {
            const auto place = parser::match_place(rest, parser::Accept::full_names);
            if (place.empty() || place.length == rest.size()) return;
            rest.remove_prefix(place.length);
            const auto* other = other_agency(one, rest);
            if (other != nullptr && !common(one.known->hosts, other->known->hosts).empty())
                add("place_missing", *other, one, merging(*other, one));
        }
    }

    void reformed(const Named& one) {
        for (const auto& [before, after] : reforms) {
            for (const auto ending : endings) {
                const auto tail = std::string{before} + std::string{ending};
                if (!one.name->ends_with(tail)) continue;
                const auto front = one.name->substr(0, one.name->size() - tail.size());
                for (const auto new_ending : endings) {
                    const auto* other =
                        other_agency(one, front + std::string{after} + std::string{new_ending});
                    if (other != nullptr && lies_before(one.known->years, other->known->years))
                        add("reform", one, *other, renaming(one, *other));
                }
            }
        }
    }

    // 新建县… until 2015, 新建区… since: a division of the same province with the same stem.
    void division_renamed(const Named& one) {
        const std::string_view name = *one.name;
        std::size_t begin = 0;
        parser::PlaceMatch last;
        for (std::size_t end = 0; end < name.size(); end = begin + last.length) {
            const auto place = parser::match_place(name.substr(end), parser::Accept::full_names);
            if (place.empty()) break;
            begin = end;
            last = place;
        }
        if (last.empty()) return;
        for (const auto* former : last.divisions) {
            if (!former->current() && !former->stem.empty())
                find_successor(one, *former, begin, begin + last.length);
        }
    }

    void find_successor(const Named& one, const parser::Division& former, std::size_t begin,
                        std::size_t end) {
        for (const auto& division : parser::all_divisions()) {
            const bool follows = division.stem == former.stem && division.name != former.name &&
                                 division.province() == former.province() &&
                                 division.first_year >= former.last_year &&
                                 division.first_year <= former.last_year + 1;
            if (!follows) continue;
            const auto renamed =
                one.name->substr(0, begin) + std::string{division.name} + one.name->substr(end);
            const auto* other = other_agency(one, renamed);
            if (other == nullptr) continue;
            const bool fits = one.known->years.empty() ||
                              *one.known->years.rbegin() <= division.first_year + rename_slack_years;
            if (fits) add("division_renamed", one, *other, renaming(one, *other));
        }
    }

    const Rulings& rulings_;
    std::map<std::string, Named, std::less<>> named_;
    std::vector<AgencyDoubt> doubts_;
};

}  // namespace

std::vector<AgencyDoubt> find_doubts(const std::vector<KnownAgency>& agencies, const Rulings& rulings) {
    return Doubts{agencies, rulings}.find();
}

}  // namespace ogi::daemon
