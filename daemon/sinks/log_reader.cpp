#include "daemon/sinks/log_reader.h"

#include "model/change_json.h"

#include <algorithm>
#include <string>

namespace ogi::daemon {

using base::Result;

namespace {

bool is_among(const std::vector<std::string>& list, const std::string& text) {
    return std::ranges::find(list, text) != list.end();
}

// Whether the settings' filters let an entry through.
Result<bool> is_asked_for(const storage::Store& store, const SinkSettings& settings,
                          const model::Change& change) {
    if (!settings.years.empty() && std::ranges::find(settings.years, change.key.year) == settings.years.end())
        return false;
    if (!settings.agencies.empty() && !is_among(settings.agencies, change.key.agency) &&
        !is_among(settings.agencies, change.agency_id))
        return false;
    if (settings.regions.empty()) return true;
    TRY(revision, store.revision(change.key, change.revision));
    if (!revision) return false;
    const auto& division = revision->report.agency.division;
    return std::ranges::any_of(settings.regions,
                               [&](const std::string& region) { return division.starts_with(region); });
}

Result<bool> is_newest(const storage::Store& store, const model::Change& change) {
    TRY(entries, store.timeline(change.key));
    return entries.empty() || entries.back().sequence <= change.sequence;
}

}  // namespace

Result<SinkBatch> read_batch(const storage::Store& store, std::uint64_t since, const SinkSettings& settings,
                             EntriesWanted wanted) {
    SinkBatch batch{.epoch = store.epoch(), .events = {}, .upto = since};
    std::uint64_t looked_at = 0;
    std::int64_t bytes = 0;
    Result<void> health;
    auto read = store.for_each_change(since, [&](std::uint64_t sequence, std::string_view line) {
        health = [&]() -> Result<void> {
            TRY(change, model::parse_change_json(line));
            TRY(asked_for, is_asked_for(store, settings, change));
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
