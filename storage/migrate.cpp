#include "storage/migrate.h"

#include "storage/bodies.h"
#include "storage/keys.h"
#include "storage/timeline.h"

#include <algorithm>
#include <array>

namespace ogi::storage {

using base::Result;

namespace {

// Records walked before what follows from them is written, and the watch told.
constexpr std::uint64_t records_a_batch = 10'000;

// What follows from each record of a family.
struct Step {
    int to;                 // The format it belongs to.
    std::string_view name;  // Its own; without blanks.
    Family walks;
    Result<void> (*migrate)(const Database& database, std::string_view key, std::string_view value,
                            rocksdb::WriteBatch& batch);
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

// In the order in which they are taken.
constexpr std::array steps = {
    Step{5, "bases_of_bodies", Family::bodies, note_base_of_body},
    Step{5, "bases_of_hosts", Family::body_bases, note_base_of_host},
    Step{5, "timeline", Family::changes, note_in_timeline},
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

Result<Place> read_place(const Database& database) {
    TRY(text, database.get(Family::meta, meta_migration));
    if (!text) return Place{};
    const auto blank = text->find(' ');
    Place place{text->substr(0, blank), blank == std::string::npos ? "" : text->substr(blank + 1)};
    // One that another ogid has left: from the beginning, which does no harm.
    if (std::ranges::find(steps, place.step, &Step::name) == steps.end()) return Place{};
    return place;
}

Result<void> take(Database& database, const Step& step, std::string_view after, const MigrationWatch& watch) {
    MigrationProgress progress{step.name, 0, about_how_many(database, step.walks)};
    const auto tell = [&] {
        if (watch) watch(progress);
    };
    tell();
    rocksdb::WriteBatch batch;
    Scan scan{database, step.walks};
    for (scan.seek(after); scan.valid(); scan.next()) {
        if (!after.empty() && scan.key() == after) continue;
        TRY_VOID(step.migrate(database, scan.key(), scan.value(), batch));
        if (++progress.done % records_a_batch != 0) continue;
        batch.Put(database.handle(Family::meta), std::string{meta_migration},
                  std::string{step.name} + " " + std::string{scan.key()});
        TRY_VOID(database.write(batch, Durability::at_next_sync));
        batch.Clear();
        tell();
    }
    TRY_VOID(scan.outcome());
    TRY_VOID(database.write(batch, Durability::at_next_sync));
    tell();
    return {};
}

}  // namespace

Result<void> migrate(Database& database, int from, const MigrationWatch& watch) {
    TRY(place, read_place(database));
    for (int to = from + 1; to <= store_format; ++to) {
        for (const auto& step : steps) {
            if (step.to != to) continue;
            // Those before the one that was under way are done.
            if (!place.step.empty() && step.name != place.step) continue;
            TRY_VOID(take(database, step, place.key, watch));
            place = {};
        }
        rocksdb::WriteBatch batch;
        batch.Put(database.handle(Family::meta), std::string{meta_format}, std::to_string(to));
        batch.Delete(database.handle(Family::meta), std::string{meta_migration});
        TRY_VOID(database.write(batch, Durability::synced));
    }
    return {};
}

}  // namespace ogi::storage
