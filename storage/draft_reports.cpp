#include "model/change_json.h"
#include "model/revision_json.h"
#include "storage/draft.h"
#include "storage/epochs.h"
#include "storage/keys.h"
#include "storage/log_end.h"
#include "storage/records.h"
#include "storage/timeline.h"

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

model::ReportKey key_of(const model::Revision& revision) {
    return {revision.report.agency.name, revision.report.year};
}

std::string name_of(const model::ReportKey& key, int revision) {
    return "revision " + std::to_string(revision) + " of " + key.agency + "/" + std::to_string(key.year);
}

}  // namespace

Result<void> Draft::put_revisions(const std::vector<model::Revision>& revisions,
                                  const std::vector<std::string>& packed) {
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        const auto& revision = revisions[i];
        TRY(key, encode(RevisionKey{key_of(revision), revision.number}));
        TRY(taken, database_.has(Family::revisions, key));
        if (taken || !new_revisions_.insert(key).second) {
            return fail(ErrorCode::usage, name_of(key_of(revision), revision.number) +
                                              " is there already; a revision is never altered");
        }
        TRY(value, revision_value(revision, i < packed.size() ? packed[i] : std::string_view{}));
        batch_.Put(database_.handle(Family::revisions), key, value);
    }
    return {};
}

Result<void> Draft::put_states(const std::vector<model::ReportState>& states) {
    for (const auto& state : states) {
        TRY(key, encode_report_key(state.key));
        TRY(revision_key, encode(RevisionKey{state.key, state.revision}));
        bool known = new_revisions_.contains(revision_key);
        if (!known) {
            TRY(stored, database_.has(Family::revisions, revision_key));
            known = stored;
        }
        if (!known) {
            return fail(ErrorCode::usage,
                        name_of(state.key, state.revision) + " does not exist and cannot be the current one");
        }
        put(Family::report_states, key, model::to_json(state));
    }
    return {};
}

Result<void> Draft::put_copies(const std::vector<model::Copy>& copies) {
    for (const auto& copy : copies) {
        TRY(key, encode(CopyKey{copy.key, copy.url}));
        put(Family::copies, key, model::to_json(copy));
    }
    return {};
}

Result<void> Draft::remove_copies(const std::vector<model::Copy>& copies) {
    for (const auto& copy : copies) {
        TRY(key, encode(CopyKey{copy.key, copy.url}));
        batch_.Delete(database_.handle(Family::copies), key);
    }
    return {};
}

Result<std::uint64_t> Draft::append_changes(std::vector<model::Change> changes, base::UtcTime recorded_at) {
    TRY(sequence, database_.last_sequence());
    if (changes.empty()) return sequence;
    LogEnd end{database_};
    TRY_VOID(end.start(sequence));
    for (auto& change : changes) {
        TRY(report_key, encode_report_key(change.key));
        change.sequence = ++sequence;
        change.recorded_at = recorded_at;
        TRY(entry, timeline_record(change));
        batch_.Put(database_.handle(Family::timeline), entry.key, entry.value);
        const auto cursor = model::to_text(cursor_of(database_.epochs, sequence));
        const auto line = storable(model::to_json(change, database_.source_uri, cursor));
        batch_.Put(database_.handle(Family::changes), encode_change_key(sequence), line);
        TRY_VOID(end.append(sequence, report_key, line, batch_));
    }
    batch_.Put(database_.handle(Family::meta), std::string{meta_last_sequence}, std::to_string(sequence));
    return sequence;
}

}  // namespace ogi::storage
