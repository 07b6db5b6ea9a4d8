#include "model/host_json.h"
#include "storage/draft.h"
#include "storage/keys.h"
#include "storage/records.h"

namespace ogi::storage {

using base::Result;

Result<Committed> Store::commit(Commit commit, Durability durability) {
    Draft draft{*db_};
    TRY(put, draft.put_pages(commit.pages, commit.based_on));
    if (put == Draft::Put::stale)
        return Committed{.added = {}, .last_sequence = db_->durable_sequence(), .stale = true};
    TRY(added, draft.add_pages(std::move(commit.discovered), commit.bounds));
    TRY_VOID(draft.put_hosts(commit.hosts));
    TRY_VOID(draft.put_revisions(commit.revisions, commit.packed));
    TRY_VOID(draft.put_states(commit.states));
    TRY_VOID(draft.remove_copies(commit.copies_removed));
    TRY_VOID(draft.put_copies(commit.copies));
    const auto recorded_at = commit.recorded_at ? *commit.recorded_at : base::utc_now();
    TRY(sequence, draft.append_changes(std::move(commit.changes), recorded_at));
    TRY_VOID(draft.write(durability));
    if (durability == Durability::synced) db_->set_durable_sequence(sequence);
    return Committed{.added = std::move(added), .last_sequence = sequence};
}

Result<std::vector<bool>> Store::refresh(const std::vector<Refresh>& refreshes, Durability durability) {
    Draft draft{*db_};
    TRY(put, draft.put_refreshes(refreshes));
    TRY_VOID(draft.write(durability));
    return put;
}

bool Store::broken() const {
    return db_->broken();
}

Result<void> Store::sync() {
    // Whatever is in the log now was written before the sync begins.
    TRY(sequence, db_->last_sequence());
    TRY_VOID(db_->sync());
    db_->set_durable_sequence(sequence);
    return {};
}

Result<std::optional<base::UtcTime>> Store::settle_host(std::string_view authority) {
    TRY(known, host(authority));
    if (!known || !known->due_from) return std::optional<base::UtcTime>{};
    TRY(earliest, earliest_due(*db_, *known));
    if (earliest == known->due_from) return earliest;
    known->due_from = earliest;
    rocksdb::WriteBatch batch;
    batch.Put(db_->handle(Family::hosts), std::string{authority}, model::to_json(*known));
    TRY_VOID(db_->write(batch, Durability::at_next_sync));
    return earliest;
}

}  // namespace ogi::storage
