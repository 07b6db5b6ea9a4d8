#include "daemon/sinks/sink_desk.h"

#include "daemon/sinks/kinds.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <thread>

namespace ogi::daemon {

SinkDesk::SinkDesk(const storage::Store& store, Parking parking)
    : store_{store}, parking_{std::move(parking)} {}

void SinkDesk::adopt(const std::vector<SinkSettings>& wanted) {
    const auto find = [&](const std::string& name) {
        return std::ranges::find(wanted, name, &SinkSettings::name);
    };
    std::vector<std::unique_ptr<SinkRunner>> ended;
    {
        const std::scoped_lock lock{mutex_};
        for (auto at = runners_.begin(); at != runners_.end();) {
            const auto same = find(at->first);
            if (same != wanted.end() && *same == at->second->settings()) {
                ++at;
                continue;
            }
            ended.push_back(std::move(at->second));
            at = runners_.erase(at);
        }
    }
    // Outside of the lock: an end may wait for the writer.
    for (auto& runner : ended) {
        spdlog::info("sink ended sink={}", runner->settings().name);
        runner->stop();
    }
    const std::scoped_lock lock{mutex_};
    for (const auto& settings : wanted) {
        const auto* kind = find_sink_kind(settings.kind);
        if (kind == nullptr || runners_.contains(settings.name)) continue;
        runners_.emplace(settings.name, std::make_unique<SinkRunner>(settings, *kind, store_, parking_));
    }
}

void SinkDesk::notify() {
    const std::scoped_lock lock{mutex_};
    for (const auto& [name, runner] : runners_) runner->notify();
}

bool SinkDesk::resume(std::string_view name) {
    const std::scoped_lock lock{mutex_};
    const auto found = runners_.find(name);
    if (found == runners_.end()) return false;
    found->second->resume();
    return true;
}

void SinkDesk::drain(std::chrono::milliseconds longest) {
    constexpr std::chrono::milliseconds look_every{10};
    const auto end = std::chrono::steady_clock::now() + longest;
    const auto is_done = [](const SinkStatus& status) {
        return status.tries != 0 || (status.state == SinkState::following && status.lag() == 0);
    };
    notify();
    while (std::chrono::steady_clock::now() < end && !std::ranges::all_of(status(), is_done))
        std::this_thread::sleep_for(look_every);
}

void SinkDesk::stop() {
    adopt({});
}

std::vector<SinkStatus> SinkDesk::status() const {
    const std::scoped_lock lock{mutex_};
    std::vector<SinkStatus> all;
    for (const auto& [name, runner] : runners_) all.push_back(runner->status());
    return all;
}

}  // namespace ogi::daemon
