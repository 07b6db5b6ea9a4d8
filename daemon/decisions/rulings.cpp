#include "daemon/decisions/rulings.h"

#include "daemon/decisions/agency_names.h"

#include <algorithm>
#include <tuple>

namespace ogi::daemon {

using model::Decision;
using model::DecisionKind;

namespace {

bool is_on_agencies(const Decision& decision) {
    switch (decision.kind) {
        case DecisionKind::agency_alias:
        case DecisionKind::agency_rename:
        case DecisionKind::agency_merge:
        case DecisionKind::agency_split:
            return true;
        case DecisionKind::cell_correct:
        case DecisionKind::doubt_confirm:
        case DecisionKind::revoke:
        case DecisionKind::unknown:
            break;
    }
    return false;
}

bool is_on_report(const Decision& decision) {
    return decision.kind == DecisionKind::cell_correct ||
           (decision.kind == DecisionKind::doubt_confirm && decision.year != 0);
}

// A URL lies below another where that is its beginning and ends at a border of the path.
bool lies_below(std::string_view url, std::string_view above) {
    if (!url.starts_with(above)) return false;
    return url.size() == above.size() || above.ends_with('/') || url[above.size()] == '/' ||
           url[above.size()] == '?';
}

bool applies(const Decision& split, int year, std::string_view url) {
    const bool in_years = !split.years || ((split.years->first == 0 || split.years->first <= year) &&
                                           (split.years->last == 0 || year <= split.years->last));
    return in_years && (split.url.empty() || (!url.empty() && lies_below(url, split.url)));
}

bool bears_on(const Decision& rename, base::Date day) {
    const std::chrono::sys_days at{day};
    return (!rename.from || std::chrono::sys_days{*rename.from} <= at) &&
           (!rename.to || at <= std::chrono::sys_days{*rename.to});
}

// Later revocations first: one that is revoked itself revokes nothing.
void mark_revoked(std::vector<Rulings::Entry>& entries) {
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        if (entry->decision.kind != DecisionKind::revoke || entry->revoked) continue;
        for (auto earlier = std::next(entry); earlier != entries.rend(); ++earlier) {
            if (earlier->decision.id == entry->decision.revokes) earlier->revoked = true;
        }
    }
}

}  // namespace

Rulings::Rulings(std::vector<Decision> decisions) {
    std::ranges::stable_sort(decisions, {}, [](const Decision& d) { return std::tie(d.at, d.id); });
    std::set<std::string> ids;
    for (auto& decision : decisions) {
        if (ids.insert(decision.id).second) entries_.push_back({std::move(decision)});
    }
    mark_revoked(entries_);
    for (const auto& [decision, revoked] : entries_) {
        if (!revoked && is_on_agencies(decision)) add_rule(decision);
    }
    for (const auto& rule : rules_) {
        const auto kind = rule.decision->kind;
        if (kind == DecisionKind::agency_split) continue;
        const auto& other = kind == DecisionKind::agency_merge ? rule.decision->agency : rule.decision->name;
        names_[id_of(other)].push_back(rule.decision);
    }
    for (const auto& [decision, revoked] : entries_) {
        if (!revoked && is_on_report(decision))
            on_reports_[{id_of(decision.agency), decision.year}].push_back(&decision);
    }
}

const Rulings::Entry* Rulings::find(std::string_view id) const {
    const auto found = std::ranges::find(entries_, id, [](const Entry& e) { return e.decision.id; });
    return found == entries_.end() ? nullptr : &*found;
}

void Rulings::add_rule(const Decision& decision) {
    const bool away_from_name =
        decision.kind == DecisionKind::agency_alias || decision.kind == DecisionKind::agency_rename;
    const auto& from = away_from_name ? decision.name : decision.agency;
    const auto& to = away_from_name ? decision.agency : decision.name;
    leading_away_[core_of(from)].push_back(rules_.size());
    rules_.push_back({&decision, &to, core_of(to)});
    if (decision.kind == DecisionKind::agency_rename) dated_[core_of(decision.agency)].push_back(&decision);
}

std::string Rulings::agency_of(std::string_view name, int year, std::string_view url, bool splits) const {
    std::string agency{name};
    auto core = core_of(name);
    // Each rule finds what the earlier ones left, so that the way has an end.
    for (std::size_t next = 0; next < rules_.size();) {
        const auto away = leading_away_.find(core);
        if (away == leading_away_.end()) break;
        const auto leads = [&](std::size_t index) {
            if (index < next) return false;
            const auto& decision = *rules_[index].decision;
            return decision.kind != DecisionKind::agency_split || (splits && applies(decision, year, url));
        };
        const auto found = std::ranges::find_if(away->second, leads);
        if (found == away->second.end()) break;
        const auto& rule = rules_[*found];
        next = *found + 1;
        if (rule.core == core) continue;
        agency = *rule.leads_to;
        core = rule.core;
    }
    return agency;
}

std::string Rulings::file(std::string_view name, int year, std::string_view url) const {
    if (rules_.empty()) return std::string{name};
    auto filed = agency_of(name, year, url, true);
    const auto dated = dated_.find(core_of(filed));
    if (dated == dated_.end()) return filed;
    const base::Date day = std::chrono::year{year} / std::chrono::December / 31;
    for (const auto* rename : dated->second) {
        if (bears_on(*rename, day)) filed = rename->name;
    }
    return filed;
}

std::string Rulings::id_of(std::string_view name) const {
    return agency_id_of(agency_of(name, 0, {}, false));
}

std::vector<const Decision*> Rulings::on_report(std::string_view agency_id, int year) const {
    const auto found = on_reports_.find({std::string{agency_id}, year});
    return found == on_reports_.end() ? std::vector<const Decision*>{} : found->second;
}

std::vector<const Decision*> Rulings::names_of(std::string_view agency_id) const {
    const auto found = names_.find(agency_id);
    return found == names_.end() ? std::vector<const Decision*>{} : found->second;
}

bool Rulings::are_distinct(std::string_view name, std::string_view other) const {
    return std::ranges::any_of(entries_, [&](const Entry& entry) {
        const auto& decision = entry.decision;
        if (entry.revoked || decision.kind != DecisionKind::doubt_confirm || decision.name.empty())
            return false;
        return (decision.agency == name && decision.name == other) ||
               (decision.agency == other && decision.name == name);
    });
}

std::vector<std::string> names_in(const Decision& decision) {
    std::vector<std::string> names;
    if (!decision.agency.empty()) names.push_back(decision.agency);
    if (!decision.name.empty()) names.push_back(decision.name);
    return names;
}

}  // namespace ogi::daemon
