#include "daemon/sinks/log_reader.h"

#include "daemon/feed/entry_wanted.h"
#include "daemon/sinks/entry_choice.h"
#include "model/change_json.h"

#include <algorithm>
#include <string>

namespace ogi::daemon {

using base::Result;

namespace {

// Whether the settings' filters let an entry through.
Result<bool> is_asked_for(Divisions& divisions, const EntryChoice& choice, const SinkSettings& settings,
                          const model::Change& change) {
    if (!choice.takes(change)) return false;
    if (!settings.years.empty() && std::ranges::find(settings.years, change.key.year) == settings.years.end())
        return false;
    const auto is_its = [&](const std::string& agency) { return is_of_agency(change, agency); };
    if (!settings.agencies.empty() && std::ranges::none_of(settings.agencies, is_its)) return false;
    return settings.regions.empty() ? Result<bool>{true}
                                    : divisions.have_been_in(settings.regions, change.key, change.revision);
}

Result<bool> is_newest(const storage::Store& store, const model::Change& change) {
    TRY(entries, store.timeline(change.key));
    return entries.empty() || entries.back().sequence <= change.sequence;
}

}  // namespace

Result<SinkBatch> read_batch(const storage::Store& store, std::uint64_t since, const SinkSettings& settings,
                             EntriesWanted wanted) {
    SinkBatch batch{.epoch = store.epoch(), .events = {}, .upto = since};
    Divisions divisions{store};
    const EntryChoice choice{settings};
    std::uint64_t looked_at = 0;
    std::int64_t bytes = 0;
    Result<void> health;
    auto read = store.for_each_change(since, [&](std::uint64_t sequence, std::string_view line) {
        health = [&]() -> Result<void> {
            TRY(change, model::parse_change_json(line));
            TRY(asked_for, is_asked_for(divisions, choice, settings, change));
            if (!asked_for) return {};
            if (wanted == EntriesWanted::newest) {
                TRY(newest, is_newest(store, change));
                if (!newest) return {};
            }
            bytes += static_cast<std::int64_t>(line.size());
            batch.events.push_back({sequence, std::string{line}, std::move(change)});
            return {};
        }();
        if (!health) return false;
        batch.upto = sequence;
        return ++looked_at < entries_looked_at_max &&
               batch.events.size() < static_cast<std::size_t>(settings.batch_max) &&
               bytes < settings.batch_bytes_max;
    });
    TRY_VOID(read);
    TRY_VOID(health);
    return batch;
}

}  // namespace ogi::daemon
