#include "tests/daemon/feed/feed_model.h"

#include "tests/daemon/feed/author.h"
#include "tests/daemon/feed/crash_ground.h"
#include "tests/daemon/feed/parked_pair.h"
#include "tests/daemon/feed/store_port.h"
#include "tests/daemon/feed/violation.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

struct KindFacts {
    std::string_view name;
    std::size_t weight;  // Of 10,000 steps.
};
constexpr std::array<KindFacts, step_kinds> kinds = {{{"write", 600},
                                                      {"write_unsynced", 1800},
                                                      {"sync", 400},
                                                      {"follow", 6200},
                                                      {"follow_pair", 820},
                                                      {"reopen", 10},
                                                      {"kill", 25},
                                                      {"lose_power", 25},
                                                      {"back_up", 40},
                                                      {"restore", 50},
                                                      {"settle", 30}}};

constexpr std::size_t weights() {
    std::size_t sum = 0;
    for (const auto& kind : kinds) sum += kind.weight;
    return sum;
}
static_assert(weights() == 10'000);

// A backup is put back within so many steps.
constexpr std::size_t restored_soon = 60;

// How often everybody may be asked until all have settled; far more than the longest log takes.
constexpr int settling_rounds_max = 20'000;

std::vector<FollowerPlan> plans(Fault fault) {
    using enum CursorKept;
    const auto latest = FeedStyle::latest;
    std::vector<FollowerPlan> all = {
        {.name = "an index in one transaction", .limit_max = 20},
        {.name = "a slow one", .limit_max = 2},
        {.name = "an index that keeps its cursor apart", .kept = after_data, .from_snapshot = true},
        {.name = "the same from the beginning", .kept = after_data},
        {.name = "the newest of each", .ask = {.style = latest}, .limit_max = 5},
        {.name = "the newest of each, with its cursor apart",
         .ask = {.style = latest},
         .limit_max = 8,
         .kept = after_data},
        {.name = "the newest of each, without limit", .ask = {.style = latest}, .limit_max = 1000},
        {.name = "a late starter", .limit_max = 4, .from_snapshot = true, .starts_over = true},
        {.name = "a late starter with the newest",
         .ask = {.style = latest},
         .limit_max = 30,
         .from_snapshot = true,
         .starts_over = true},
        {.name = "one agency", .ask = {.wanted = {.agency = agency_name(1)}}},
        {.name = "one region", .ask = {.style = latest, .wanted = {.region = "3701"}}},
        {.name = "one year", .ask = {.reference_only = true, .wanted = {.year = authors_first_year}}},
        {.name = "withdrawals", .ask = {.wanted = {.type = model::ChangeType::withdrawn}}},
        {.name = "figures", .ask = {.wanted = {.change_class = model::ChangeClass::value}}},
        {.name = "references", .ask = {.reference_only = true}, .limit_max = 100}};
    for (auto& plan : all) {
        if (fault == Fault::cursor_before_data) plan.kept = before_data;
        if (fault == Fault::epoch_not_minded) plan.minds_epochs = false;
        if (fault == Fault::leftovers_kept) plan.drops_leftovers = false;
    }
    return all;
}

class World {
  public:
    World(Fault fault, Watch watch)
        : fault_{fault}, pair_{fault == Fault::fence_missing ? Fence::is_missing : Fence::stands} {
        for (auto& plan : plans(fault)) followers_.emplace_back(std::move(plan), watch);
    }

    void take(const Step& step) {
        Chance chance{step.chance};
        switch (step.kind) {
            case StepKind::write:
                return write(storage::Durability::synced, chance);
            case StepKind::write_unsynced:
                return write(storage::Durability::at_next_sync, chance);
            case StepKind::sync:
                return sync();
            case StepKind::follow:
                return followers_[chance.below(followers_.size())].turn(port_, ledger_, chance, true);
            case StepKind::follow_pair:
                return pair_.turn(port_, chance, true);
            case StepKind::reopen:
                ground_.reopen();
                return crashed();
            case StepKind::kill:
                ground_.kill();
                return crashed();
            case StepKind::lose_power:
                fault_ == Fault::sync_is_a_lie ? ground_.lose_what_was_synced(chance)
                                               : ground_.lose_power(chance);
                return crashed();
            case StepKind::back_up:
                return back_up();
            case StepKind::restore:
                return restore(chance);
            case StepKind::settle:
                return settle(chance);
        }
    }

    std::uint64_t entries() const { return ledger_.last(); }

  private:
    void write(storage::Durability durability, Chance& chance) {
        auto commit = author_.write(chance);
        ledger_.wrote(commit);
        const auto done = ground_.store().commit(std::move(commit), durability);
        must_hold(done.has_value(), "a commit failed");
        if (durability == storage::Durability::synced) ground_.has_synced();
        ledger_.learn(ground_.store());
    }

    void sync() {
        must_hold(ground_.store().sync().has_value(), "a sync failed");
        ground_.has_synced();
        ledger_.learn(ground_.store());
    }

    void crashed() {
        ledger_.crashed(ground_.store());
        author_.read(ground_.store());
        ledger_.compare(ground_.store());
    }

    void back_up() {
        const auto backup = ground_.back_up();
        ledger_.learn(ground_.store());
        backups_.emplace_back(backup, ledger_);
    }

    void restore(Chance& chance) {
        if (backups_.empty()) return;
        const auto& [backup, then] =
            chance.once_in(3) ? backups_[chance.below(backups_.size())] : backups_.back();
        now_ += std::chrono::hours{1};
        ground_.restore(backup, now_);
        ledger_.restored(then, ground_.store());
        author_.read(ground_.store());
        ledger_.compare(ground_.store());
    }

    void settle(Chance& chance) {
        sync();
        for (auto& follower : followers_) {
            int rounds = 0;
            do {
                must_hold(++rounds < settling_rounds_max, "a follower never comes to the end");
                follower.turn(port_, ledger_, chance, false);
            } while (!follower.has_settled());
            follower.compare(ledger_);
        }
        int rounds = 0;
        do {
            must_hold(++rounds < settling_rounds_max, "two instances never come to the end");
            pair_.turn(port_, chance, false);
        } while (!pair_.has_settled());
        pair_.compare(port_, ledger_);
        ledger_.compare_reports(ground_.store());
    }

    Fault fault_;
    CrashGround ground_;
    Author author_;
    Ledger ledger_{ground_.store()};
    StorePort store_port_{ground_};
    FaultyPort port_{store_port_, fault_};
    std::vector<Follower> followers_;
    ParkedPair pair_;
    std::vector<std::pair<std::uint32_t, Ledger>> backups_;  // With what stood there then.
    base::UtcTime now_{std::chrono::hours{24} * 20'454};
};

}  // namespace

std::vector<Step> steps_of(std::uint64_t seed, std::size_t count) {
    Chance chance{seed};
    std::vector<Step> steps(count);
    for (auto& step : steps) {
        auto dice = chance.below(weights());
        std::size_t kind = 0;
        while (dice >= kinds[kind].weight) dice -= kinds[kind++].weight;
        step = {static_cast<StepKind>(kind), chance.next()};
    }
    // What a restore takes from a follower in the midst of its work shows only soon behind the backup.
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].kind != StepKind::back_up) continue;
        const auto soon = i + 1 + chance.below(restored_soon);
        if (soon < steps.size()) steps[soon].kind = StepKind::restore;
    }
    if (!steps.empty()) steps.back().kind = StepKind::settle;
    return steps;
}

ModelRun run_model(const std::vector<Step>& steps, Fault fault, Watch watch) {
    ModelRun run;
    World world{fault, watch};
    for (std::size_t i = 0; i < steps.size() && !run.finding; ++i) {
        ++run.steps[static_cast<std::size_t>(steps[i].kind)];
        try {
            world.take(steps[i]);
        } catch (const Violation& violation) {
            run.finding = {i, violation.what()};
        }
    }
    run.entries = world.entries();
    return run;
}

std::vector<Step> shrink(std::vector<Step> steps, Fault fault, Watch watch, int runs_max) {
    const auto finds = [&](const std::vector<Step>& fewer) { return run_model(fewer, fault, watch).finding; };
    if (const auto found = finds(steps)) steps.resize(found->step + 1);
    for (auto part = steps.size() / 2; part > 0; part /= 2) {
        for (std::size_t from = 0; from < steps.size();) {
            if (runs_max-- <= 0) return steps;
            auto fewer = steps;
            const auto begin = fewer.begin() + static_cast<std::ptrdiff_t>(from);
            fewer.erase(begin, begin + static_cast<std::ptrdiff_t>(std::min(part, steps.size() - from)));
            if (const auto found = finds(fewer)) {
                fewer.resize(found->step + 1);
                steps = std::move(fewer);
            } else {
                from += part;
            }
        }
    }
    return steps;
}

std::string to_text(const std::vector<Step>& steps) {
    std::string text;
    for (const auto& step : steps)
        text += std::string{kinds[static_cast<std::size_t>(step.kind)].name} + " " +
                std::to_string(step.chance) + "\n";
    return text;
}

}  // namespace ogi::daemon
