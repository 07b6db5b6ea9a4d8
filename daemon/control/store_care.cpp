#include "daemon/control/store_care.h"

#include "base/json_writer.h"
#include "daemon/control/place.h"
#include "storage/backup.h"
#include "storage/compact.h"
#include "storage/prune.h"

#include <spdlog/spdlog.h>

namespace ogi::daemon {

using base::ErrorCode;
using base::JsonWriter;
using base::Result;

Result<std::string> care_for(storage::Store& store, const Backup& backup) {
    TRY_VOID(check_writable_place(backup.folder));
    TRY(made, storage::back_up(store, backup.folder, backup.keep, backup.decisions));
    spdlog::info("backup made folder={} id={} bytes={} last_sequence={}", backup.folder, made.id, made.bytes,
                 made.last_sequence);
    JsonWriter json;
    json.begin_object().field("backup", static_cast<std::uint64_t>(made.id));
    json.field("made_at", base::to_iso(made.made_at)).field("bytes", made.bytes);
    json.field("last_sequence", std::to_string(made.last_sequence)).field("epoch", made.epoch).end_object();
    return json.take();
}

Result<std::string> care_for(storage::Store& store, const Compact&) {
    const auto watch = [](const storage::CompactProgress& progress) {
        spdlog::info("compacting family={} done={} of={}", progress.family, progress.done, progress.of);
    };
    TRY(done, storage::compact(store, watch));
    spdlog::info("compacted bytes_before={} bytes_after={}", done.bytes_before, done.bytes_after);
    JsonWriter json;
    json.begin_object().field("bytes_before", done.bytes_before).field("bytes_after", done.bytes_after);
    json.end_object();
    return json.take();
}

Result<std::string> care_for(storage::Store& store, const Prune& prune, const storage::Retention& retention,
                             base::UtcTime now) {
    const auto mode = prune.only_tell ? storage::PruneMode::only_tell : storage::PruneMode::drop;
    TRY(done, storage::prune(store, retention, now, mode));
    if (!prune.only_tell)
        spdlog::info("pruned captures={} bodies={} body_bytes={} needed={}", done.captures, done.bodies,
                     done.body_bytes, done.kept_needed);
    JsonWriter json;
    json.begin_object().field("captures", done.captures).field("bodies", done.bodies);
    json.field("body_bytes", done.body_bytes).field("captures_seen", done.captures_seen);
    json.field("kept_needed", done.kept_needed).field("dry_run", prune.only_tell).end_object();
    return json.take();
}

StoreCare::StoreCare(storage::Store& store, storage::Retention retention)
    : store_{store}, retention_{retention}, thread_{[this] { run(); }} {}

StoreCare::~StoreCare() {
    {
        const std::scoped_lock lock{mutex_};
        ended_ = true;
    }
    storage::stop_compacting(store_);
    changed_.notify_all();
    thread_.join();
}

void StoreCare::ask(std::function<Result<std::string>()> task, Told told) {
    {
        const std::scoped_lock lock{mutex_};
        if (!working_ && !asked_ && !ended_) {
            asked_.emplace(Asked{std::move(task), std::move(told)});
            changed_.notify_all();
            return;
        }
    }
    told(
        base::fail(ErrorCode::busy, "the daemon takes care of its store already; ask again when it is done"));
}

void StoreCare::prune_daily() {
    const std::scoped_lock lock{mutex_};
    daily_ = !retention_.drops_nothing();
    changed_.notify_all();
}

void StoreCare::prune_now() {
    const auto pruned = care_for(store_, Prune{}, retention_, base::utc_now());
    if (!pruned) spdlog::error("nothing more pruned reason=\"{}\"", pruned.error().context);
}

void StoreCare::run() {
    std::unique_lock lock{mutex_};
    auto prune_at = std::chrono::steady_clock::now();
    while (!ended_) {
        if (!asked_ && !daily_) {
            changed_.wait(lock);
            continue;
        }
        if (!asked_ && changed_.wait_until(lock, prune_at) == std::cv_status::no_timeout) continue;
        if (ended_) break;
        auto asked = std::exchange(asked_, std::nullopt);
        working_ = true;
        lock.unlock();
        if (asked) {
            auto answer = asked->task();
            if (answer) *answer += "\n";
            asked->told(std::move(answer));
        } else {
            prune_now();
            prune_at = std::chrono::steady_clock::now() + prune_period;
        }
        lock.lock();
        working_ = false;
    }
}

}  // namespace ogi::daemon
