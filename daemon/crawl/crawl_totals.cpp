#include "daemon/crawl/crawl_totals.h"

#include <array>
#include <utility>

namespace ogi::daemon {

using model::VisitOutcome;

namespace {

constexpr std::array<std::pair<std::string_view, std::uint64_t CrawlTotals::*>, 8> members = {{
    {"visits", &CrawlTotals::visits},
    {"changed", &CrawlTotals::changed},
    {"unchanged", &CrawlTotals::unchanged},
    {"gone", &CrawlTotals::gone},
    {"challenged", &CrawlTotals::challenged},
    {"disallowed", &CrawlTotals::disallowed},
    {"failed", &CrawlTotals::failed},
    {"changes", &CrawlTotals::changes},
}};

}  // namespace

void CrawlTotals::count(const model::Page& page, std::size_t entries) {
    ++visits;
    changes += entries;
    switch (page.outcome.value_or(VisitOutcome::failed)) {
        case VisitOutcome::changed:
            ++changed;
            break;
        case VisitOutcome::unchanged:
            ++unchanged;
            break;
        case VisitOutcome::gone:
            ++gone;
            break;
        case VisitOutcome::challenged:
            ++challenged;
            break;
        case VisitOutcome::disallowed:
            ++disallowed;
            break;
        case VisitOutcome::failed:
            ++failed;
            break;
    }
}

void CrawlTotals::write_members(base::JsonWriter& json) const {
    for (const auto& [name, member] : members) json.field(name, this->*member);
}

CrawlTotals CrawlTotals::read_members(const boost::json::object& object) {
    CrawlTotals totals;
    for (const auto& [name, member] : members) {
        const auto* value = object.if_contains(name);
        if (value != nullptr && value->is_number()) totals.*member = value->to_number<std::uint64_t>();
    }
    return totals;
}

std::string CrawlTotals::text() const {
    std::string line;
    for (const auto& [name, member] : members) {
        line += (line.empty() ? "" : " ") + std::string{name} + "=" + std::to_string(this->*member);
    }
    return line;
}

}  // namespace ogi::daemon
