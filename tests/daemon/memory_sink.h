#pragma once

#include "daemon/sinks/runner.h"
#include "small_store.h"
#include "tests/temporary_folder.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

namespace ogi::daemon {

using namespace std::chrono_literals;

// A target in memory that outlives the sinks that write to it, and does as it is told.
struct Target {
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::string, std::int64_t> versions;  // Subject → of the newest taken.
    std::map<std::string, std::string> lines;
    std::vector<std::uint64_t> arrived;  // Sequences, every time they come.
    std::optional<SinkPosition> position;
    std::deque<SinkTrouble> troubles;  // What the next deliveries meet.
    std::deque<SinkTrouble> looks;     // And the next looks.
    std::uint64_t poison = 0;          // An entry that is refused …
    int poison_times = 0;              // … so often; -1: always.
    int opens = 0;
    bool waits = false;                                         // Takes nothing behind what it refuses.
    std::vector<std::pair<std::uint64_t, std::uint64_t>> ends;  // Of the batches, also those in trouble.

    bool wait_for(const std::function<bool()>& true_now) {
        std::unique_lock lock{mutex};
        return changed.wait_for(lock, 20s, true_now);
    }
};

inline Target* target_in_use = nullptr;

class MemorySink final : public Sink {
  public:
    Tried<std::optional<SinkPosition>> open(std::stop_token) override {
        const std::scoped_lock lock{target_.mutex};
        ++target_.opens;
        target_.changed.notify_all();
        return left_ = target_.position;
    }
    Tried<void> look(std::stop_token) override {
        const std::scoped_lock lock{target_.mutex};
        if (!target_.looks.empty()) {
            auto trouble = target_.looks.front();
            target_.looks.pop_front();
            return trouble;
        }
        if (target_.position == left_) return {};
        return SinkTrouble{.why = "the target is not as it was left"};
    }
    Tried<std::vector<Refusal>> deliver(const SinkBatch& batch, std::stop_token) override {
        const std::scoped_lock lock{target_.mutex};
        if (!batch.events.empty())
            target_.ends.emplace_back(batch.events.front().sequence, batch.events.back().sequence);
        if (!target_.troubles.empty()) {
            auto trouble = target_.troubles.front();
            target_.troubles.pop_front();
            target_.changed.notify_all();
            return trouble;
        }
        std::vector<Refusal> refused;
        for (std::size_t i = 0; i < batch.events.size(); ++i) {
            const auto& event = batch.events[i];
            target_.arrived.push_back(event.sequence);
            if (event.sequence == target_.poison && target_.poison_times != 0) {
                if (target_.poison_times > 0) --target_.poison_times;
                refused.push_back({i, "it tastes bad"});
                if (target_.waits) break;
                continue;
            }
            const auto subject = event.change.key.agency + "/" + std::to_string(event.change.key.year);
            auto& version = target_.versions[subject];
            if (version > batch.version(event)) continue;
            version = batch.version(event);
            target_.lines[subject] = event.line;
        }
        if (refused.empty()) left_ = target_.position = batch.after();
        target_.changed.notify_all();
        return refused;
    }
    Tried<void> drop_older(std::uint64_t epoch, std::stop_token) override {
        const std::scoped_lock lock{target_.mutex};
        const auto least = version_of({epoch, 0});
        std::erase_if(target_.versions, [&](const auto& one) { return one.second < least; });
        std::erase_if(target_.lines, [&](const auto& one) { return !target_.versions.contains(one.first); });
        target_.changed.notify_all();
        return {};
    }

  private:
    Target& target_ = *target_in_use;
    std::optional<SinkPosition> left_;
};

class SinkRunnerTest : public ::testing::Test {
  protected:
    SinkRunnerTest() {
        target_in_use = &target;
        settings.name = "memory";
        settings.kind = "memory";
        settings.retry_first = 1ms;
        settings.retry_max = 4ms;
        settings.batch_max = 2;
        kind.name = "memory";
        kind.make = [](const SinkSettings&, const storage::Store&) -> std::unique_ptr<Sink> {
            return std::make_unique<MemorySink>();
        };
        for (int i = 0; i < 5; ++i)
            data.report("某市财政局", 2020 + i, i, "http://a.example/" + std::to_string(i));
    }

    std::unique_ptr<SinkRunner> run() {
        return std::make_unique<SinkRunner>(settings, kind, data.store(), parking);
    }
    bool has_all(std::uint64_t upto) {
        return target.wait_for([&] { return target.position && target.position->sequence == upto; });
    }

    SmallStore data;
    Target target;
    SinkSettings settings;
    SinkKind kind;
    std::map<std::string, SinkPosition> parked;
    std::string halt;  // Read where no runner runs.
    Parking parking{.read = [this](const std::string& name) -> base::Result<std::optional<SinkPosition>> {
                        const auto found = parked.find(name);
                        return found == parked.end() ? std::optional<SinkPosition>{}
                                                     : std::optional{found->second};
                    },
                    .park = [this](const std::string& name, SinkPosition position,
                                   std::stop_token) -> base::Result<void> {
                        parked[name] = position;
                        return {};
                    },
                    .read_halt = [this](const std::string&) -> base::Result<std::string> { return halt; },
                    .keep_halt = [this](const std::string&, const std::string& why,
                                        std::stop_token) -> base::Result<void> {
                        halt = why;
                        return {};
                    }};
};

}  // namespace ogi::daemon
