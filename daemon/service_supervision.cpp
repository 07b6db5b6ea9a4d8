#include "daemon/service/status_words.h"
#include "daemon/service/supervisor.h"
#include "daemon/service_parts.h"

#include <utility>

namespace ogi::daemon {

namespace asio = boost::asio;
using base::Result;

namespace {

// How often the threads are asked where systemd does not want to be told of them: their silence is a figure
// of /metrics all the same.
constexpr std::chrono::seconds unwatched_period{10};

}  // namespace

void Service::Parts::carry_out(Order order, Told told) {
    if (!supervised || !std::holds_alternative<Reload>(order))
        return control.carry_out(std::move(order), std::move(told));
    supervisor::tell_reloading();
    control.carry_out(std::move(order), [told = std::move(told)](Result<std::string> done) {
        supervisor::tell_ready();  // By the old configuration, where the new one is wrong.
        told(std::move(done));
    });
}

void Service::Parts::begin_supervision() {
    figures.emplace(*store, store_path, [this] { return static_cast<bool>(writable()); });
    figures->add_to(metrics);
    const auto time = supervisor::watchdog_time();
    std::vector<Watchdog::Watched> watched;
    watched.push_back({"network", [this](std::function<void()> answer) {
                           asio::post(network, [this, answer = std::move(answer)] {
                               supervisor::tell_status(
                                   status_words(live_status(),
                                                store->broken() ? StoreState::broken : StoreState::in_order));
                               figures->set_hosts(crawl.hosts({}, crawl.hosts_known()));
                               answer();
                           });
                       }});
    watched.push_back(
        {"writer", [this](std::function<void()> answer) { crawl.on_writer(std::move(answer)); }});
    watched.push_back({"api", [this](std::function<void()> answer) { asio::post(api, std::move(answer)); }});
    watchdog.emplace(std::move(watched), time ? Watchdog::period_within(*time) : unwatched_period,
                     supervisor::tell_alive);
    metrics.add("ogid_thread_silent_seconds", Metrics::Kind::gauge,
                "Since a thread was asked in vain whether it is alive; 0: it has answered.",
                Metrics::Read{[this] {
                    std::vector<Metrics::Sample> samples;
                    for (const auto& [name, silence] : watchdog->silences())
                        samples.push_back({{{"thread", name}}, silence});
                    return samples;
                }});
    supervisor::tell_ready();
}

void Service::Parts::end_supervision() {
    if (watchdog) watchdog->stop();
}

}  // namespace ogi::daemon
