#include "daemon/api/status_figures.h"

#include "daemon/metrics.h"

#include <boost/json/parse.hpp>

#include <array>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

using Kind = Metrics::Kind;

struct Figure {
    std::string_view member, name;
    Kind kind;
    std::string_view help;
};

constexpr std::array of_store = {
    Figure{"last_sequence", "ogid_store_sequence", Kind::gauge, "Newest entry of the feed."},
    Figure{"suspects", "ogid_store_suspects", Kind::gauge, "Pages that show what is not believed yet."},
};

constexpr std::array of_daemon = {
    Figure{"uptime_s", "ogid_uptime_seconds", Kind::gauge, "Since the start."},
    Figure{"memory_bytes", "ogid_memory_bytes", Kind::gauge, "Resident memory."},
    Figure{"visits_per_s", "ogid_visits_per_second", Kind::gauge, "In the last minute."},
    Figure{"hosts_known", "ogid_hosts_known", Kind::gauge, "Hosts with a known page."},
    Figure{"hosts_asked", "ogid_hosts_asked", Kind::gauge, "Hosts that have their turn."},
    Figure{"pages_behind", "ogid_pages_behind", Kind::gauge, "Pages received and not yet stored."},
    Figure{"changes", "ogid_changes_total", Kind::counter, "Entries of the feed since the start."},
};

constexpr std::array<std::string_view, 6> outcomes = {"changed",    "unchanged",  "gone",
                                                      "challenged", "disallowed", "failed"};

double number(const json::object& from, std::string_view member) {
    const auto* value = from.if_contains(member);
    if (value == nullptr || !value->is_number()) return 0;
    return value->to_number<double>();
}

template <class Figures>
void add(Metrics& metrics, const json::object& from, const Figures& figures) {
    for (const auto& figure : figures)
        metrics.add(std::string{figure.name}, figure.kind, std::string{figure.help},
                    [value = number(from, figure.member)] { return value; });
}

}  // namespace

std::string status_figures(std::string_view status) {
    boost::system::error_code not_json;
    const auto value = json::parse(status, not_json);
    if (not_json || !value.is_object()) return {};
    Metrics metrics;
    add(metrics, value.as_object(), of_store);
    const auto* daemon = value.as_object().if_contains("daemon");
    if (daemon == nullptr || !daemon->is_object()) return metrics.text();
    add(metrics, daemon->as_object(), of_daemon);
    std::vector<Metrics::Sample> visits;
    for (const auto outcome : outcomes)
        visits.push_back({{{"outcome", std::string{outcome}}}, number(daemon->as_object(), outcome)});
    metrics.add("ogid_visits_total", Kind::counter, "Visits since the start, by outcome.",
                Metrics::Read{[visits] { return visits; }});
    return metrics.text();
}

}  // namespace ogi::daemon
