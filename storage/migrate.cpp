#include "storage/migrate.h"

#include "storage/bodies.h"
#include "storage/keys.h"
#include "storage/migrate_feed.h"
#include "storage/timeline.h"

#include <algorithm>
#include <array>

namespace ogi::storage {

using base::Result;

namespace {

// Records walked before what follows from them is written, and the watch told.
constexpr std::uint64_t records_a_batch = 10'000;

// What follows from one record by itself.
using TakeRecord = Result<void> (*)(const Database& database, std::string_view key, std::string_view value,
                                    rocksdb::WriteBatch& batch);

class EachAlone : public StepWalk {
  public:
    EachAlone(const Database& database, TakeRecord follows) : database_{database}, follows_{follows} {}
    Result<void> take(std::string_view key, std::string_view value, rocksdb::WriteBatch& batch) override {
        return follows_(database_, key, value, batch);
    }

  private:
    const Database& database_;
    TakeRecord follows_;
};

Result<void> note_base_of_body(const Database& database, std::string_view, std::string_view value,
                               rocksdb::WriteBatch& batch) {
    const auto base = base_of(value);
    if (base.size() != body_key_bytes) return {};
    TRY(known, database.has(Family::bases, base));
    if (!known) batch.Put(database.handle(Family::bases), std::string{base}, {});
    return {};
}

Result<void> note_base_of_host(const Database& database, std::string_view authority, std::string_view base,
                               rocksdb::WriteBatch& batch) {
    batch.Put(database.handle(Family::bases), std::string{base}, std::string{authority});
    return {};
}

Result<void> note_in_timeline(const Database& database, std::string_view, std::string_view line,
                              rocksdb::WriteBatch& batch) {
    const auto entry = timeline_record_of_line(line);
    if (entry) batch.Put(database.handle(Family::timeline), entry->key, entry->value);
    return {};
}

template <TakeRecord follows>
Result<std::unique_ptr<StepWalk>> each_alone(const Database& database, std::string_view,
                                             rocksdb::WriteBatch&) {
    return std::unique_ptr<StepWalk>{std::make_unique<EachAlone>(database, follows)};
}

// A walk over the records of a family.
struct Step {
    int to;                 // The format it belongs to.
    std::string_view name;  // Its own; without blanks.
    Family walks;
    // From behind a key on; what comes first of all goes into the batch.
    Result<std::unique_ptr<StepWalk>> (*begin)(const Database& database, std::string_view after,
                                               rocksdb::WriteBatch& batch);
};

// In the order in which they are taken.
constexpr std::array steps = {
    Step{5, "bases_of_bodies", Family::bodies, each_alone<note_base_of_body>},
    Step{5, "bases_of_hosts", Family::body_bases, each_alone<note_base_of_host>},
    Step{5, "timeline", Family::changes, each_alone<note_in_timeline>},
    Step{7, "chain", Family::changes, link_log},
};

std::uint64_t about_how_many(const Database& database, Family family) {
    std::uint64_t keys = 0;
    database.rocks().GetIntProperty(database.handle(family), rocksdb::DB::Properties::kEstimateNumKeys,
                                    &keys);
    return keys;
}

// Which step was under way, and the last key that it has done.
struct Place {
    std::string step;
    std::string key;
};

Result<Place> read_place(const Database& database, int from) {
    TRY(text, database.get(Family::meta, meta_migration));
    if (!text) return Place{};
    const auto blank = text->find(' ');
    Place place{text->substr(0, blank), blank == std::string::npos ? "" : text->substr(blank + 1)};
    const auto step = std::ranges::find(steps, place.step, &Step::name);
    // One that another ogid has left: from the beginning, which does no harm.
    if (step == steps.end() || step->to <= from) return Place{};
    return place;
}

Result<void> take(Database& database, const Step& step, std::string_view after, const MigrationWatch& watch) {
    MigrationProgress progress{step.name, 0, about_how_many(database, step.walks)};
    const auto tell = [&] {
        if (watch) watch(progress);
    };
    tell();
    rocksdb::WriteBatch batch;
    TRY(walk, step.begin(database, after, batch));
    Scan scan{database, step.walks};
    for (scan.seek(after); scan.valid(); scan.next()) {
        if (!after.empty() && scan.key() == after) continue;
        TRY_VOID(walk->take(scan.key(), scan.value(), batch));
        if (++progress.done % records_a_batch != 0) continue;
        batch.Put(database.handle(Family::meta), std::string{meta_migration},
                  std::string{step.name} + " " + std::string{scan.key()});
        TRY_VOID(database.write(batch, Durability::at_next_sync));
        batch.Clear();
        walk->written();
        tell();
    }
    TRY_VOID(scan.outcome());
    TRY_VOID(database.write(batch, Durability::at_next_sync));
    tell();
    return {};
}

}  // namespace

Result<void> migrate(Database& database, int from, int to, const MigrationWatch& watch) {
    TRY(place, read_place(database, from));
    TRY(stands, database.number_in_meta(meta_format));
    for (int format = from + 1; format <= to; ++format) {
        for (const auto& step : steps) {
            if (step.to != format) continue;
            // Those before the one that was under way are done.
            if (!place.step.empty() && step.name != place.step) continue;
            TRY_VOID(take(database, step, place.key, watch));
            place = {};
        }
        rocksdb::WriteBatch batch;
        if (static_cast<std::uint64_t>(format) > stands)
            batch.Put(database.handle(Family::meta), std::string{meta_format}, std::to_string(format));
        batch.Delete(database.handle(Family::meta), std::string{meta_migration});
        TRY_VOID(database.write(batch, Durability::synced));
    }
    return {};
}

}  // namespace ogi::storage
