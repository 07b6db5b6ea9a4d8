#include "daemon/api/server_counts.h"

namespace ogi::daemon {

using Samples = std::vector<Metrics::Sample>;

void add_server_metrics(Metrics& metrics, const ServerCounts& counts) {
    metrics.add("ogid_api_connections", Metrics::Kind::gauge, "Open connections.", Metrics::Read{[&counts] {
                    return Samples{{{{"door", "tcp"}}, static_cast<double>(counts.tcp_connections)},
                                   {{{"door", "control"}}, static_cast<double>(counts.control_connections)}};
                }});
    metrics.add("ogid_api_requests_total", Metrics::Kind::counter,
                "Requests that were answered, by resource and HTTP status.", Metrics::Read{[&counts] {
                    Samples samples;
                    for (const auto& [key, count] : counts.requests)
                        samples.push_back(
                            {{{"resource", std::string{key.first}}, {"status", std::to_string(key.second)}},
                             static_cast<double>(count)});
                    return samples;
                }});
    metrics.add("ogid_api_refused_total", Metrics::Kind::counter,
                "Connections and requests that were refused before anything was done for them.",
                Metrics::Read{[&counts] {
                    Samples samples;
                    for (const auto& [why, count] : counts.refused)
                        samples.push_back({{{"reason", std::string{why}}}, static_cast<double>(count)});
                    return samples;
                }});
    metrics.add("ogid_api_response_bytes_total", Metrics::Kind::counter, "Bytes of bodies that were sent.",
                [&counts] { return static_cast<double>(counts.bytes); });
}

}  // namespace ogi::daemon
