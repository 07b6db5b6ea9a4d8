#include "daemon/sinks/sink_resources.h"

#include "base/json_writer.h"

namespace ogi::daemon {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

constexpr std::string_view lines_of_json = "application/x-ndjson";

asio::awaitable<void> give_sinks(const SinkDesk& sinks, HttpReply& reply) {
    std::string lines;
    for (const auto& status : sinks.status()) lines += to_json(status) + "\n";
    co_await reply.whole(http::status::ok, lines_of_json, std::move(lines));
}

asio::awaitable<void> resume_sink(SinkDesk& sinks, std::string name, HttpReply& reply) {
    if (!sinks.resume(name)) {
        auto refusal =
            base::fail(base::ErrorCode::not_found, "no sink is named \"" + name + "\"; ogi sinks lists them");
        co_await reply.error(refusal);
        co_return;
    }
    base::JsonWriter json;
    json.begin_object().field("resumed", name).end_object();
    auto line = json.take() + "\n";
    co_await reply.whole(http::status::ok, lines_of_json, std::move(line));
}

// A figure of every sink.
Metrics::Read each(const SinkDesk& sinks, double (*figure)(const SinkStatus&)) {
    return [&sinks, figure] {
        std::vector<Metrics::Sample> samples;
        for (const auto& status : sinks.status())
            samples.push_back({{{"sink", status.name}, {"kind", status.kind}}, figure(status)});
        return samples;
    };
}

}  // namespace

void add_sink_resources(Resources& resources, SinkDesk& sinks) {
    resources.add(
        {.method = http::verb::get,
         .pattern = "/v1/sinks",
         .who = Who::operators,
         .answer = [&sinks](const ResourceCall&, HttpReply& reply) { return give_sinks(sinks, reply); }});
    resources.add({.method = http::verb::post,
                   .pattern = "/v1/sinks/{sink}/resume",
                   .who = Who::operators,
                   .answer = [&sinks](const ResourceCall& call, HttpReply& reply) {
                       return resume_sink(sinks, call.path.front().second, reply);
                   }});
}

void add_sink_metrics(Metrics& metrics, const SinkDesk& sinks) {
    using Status = SinkStatus;
    metrics.add("ogid_sink_lag", Metrics::Kind::gauge, "Entries of the feed that a sink has not delivered.",
                each(sinks, [](const Status& s) { return static_cast<double>(s.lag()); }));
    metrics.add("ogid_sink_position", Metrics::Kind::gauge,
                "Sequence of the last entry that is in, in the store's epoch.",
                each(sinks, [](const Status& s) {
                    return s.position ? static_cast<double>(s.position->sequence) : 0.0;
                }));
    metrics.add("ogid_sink_refused_total", Metrics::Kind::counter,
                "Refusals of an entry by a target; each try of one counts.",
                each(sinks, [](const Status& s) { return static_cast<double>(s.refused); }));
    metrics.add("ogid_sink_delivered_total", Metrics::Kind::counter, "Entries that a sink delivered.",
                each(sinks, [](const Status& s) { return static_cast<double>(s.delivered); }));
    metrics.add("ogid_sink_failed_tries", Metrics::Kind::gauge, "Tries in a row that failed; 0: it is well.",
                each(sinks, [](const Status& s) { return static_cast<double>(s.tries); }));
    metrics.add("ogid_sink_put_aside_total", Metrics::Kind::counter,
                "Entries that a target refused and that were put into the dead letters.",
                each(sinks, [](const Status& s) { return static_cast<double>(s.put_aside); }));
    metrics.add("ogid_sink_set_back_total", Metrics::Kind::counter,
                "Times that a target was found emptied or put back beneath its sink.",
                each(sinks, [](const Status& s) { return static_cast<double>(s.set_backs); }));
    metrics.add("ogid_sink_halted", Metrics::Kind::gauge, "1: it waits for `ogi sinks resume`.",
                each(sinks, [](const Status& s) { return s.state == SinkState::halted ? 1.0 : 0.0; }));
}

}  // namespace ogi::daemon
