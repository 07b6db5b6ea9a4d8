#include "model/agency_json.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/store.h"

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

Result<model::Agency> read_agency(std::string_view key, std::string_view value) {
    const auto name = "agency " + std::string{key};
    auto agency = model::parse_agency_json(value);
    if (!agency) return in_record(std::move(agency).error(), name);
    if (agency->name != key) return fail(ErrorCode::malformed, "the stored " + name + " is another record");
    return agency;
}

}  // namespace

Result<std::size_t> Store::put_agencies(const std::vector<model::Agency>& agencies, IfKnown if_known) {
    rocksdb::WriteBatch batch;
    std::size_t put = 0;
    for (const auto& agency : agencies) {
        TRY(key, encode_agency_key(agency.name));
        if (if_known == IfKnown::leave) {
            TRY(known, db_->has(Family::agencies, key));
            if (known) continue;
        }
        batch.Put(db_->handle(Family::agencies), key, storable(model::to_json(agency)));
        ++put;
    }
    if (put != 0) TRY_VOID(db_->write(batch, Durability::synced));
    return put;
}

Result<void> Store::for_each_agency(const std::function<bool(const model::Agency&)>& visit) const {
    Scan scan{*db_, Family::agencies};
    Failures failure;
    for (scan.seek({}); scan.valid(); scan.next()) {
        auto agency = read_agency(scan.key(), scan.value());
        if (!agency) {
            failure.note(std::move(agency).error());
        } else if (!visit(*agency)) {
            break;
        }
    }
    TRY_VOID(scan.outcome());
    return failure.outcome();
}

namespace {

Result<void> walk_states(const Database& database, const std::string& first, const std::string& end,
                         const std::function<bool(const model::ReportState&)>& visit) {
    Scan scan{database, Family::report_states, end};
    Failures failure;
    for (scan.seek(first); scan.valid(); scan.next()) {
        TRY(key, decode_report_key(scan.key()));
        auto state = read_state(key, scan.value());
        if (!state) {
            failure.note(std::move(state).error());
        } else if (!visit(*state)) {
            break;
        }
    }
    TRY_VOID(scan.outcome());
    return failure.outcome();
}

}  // namespace

Result<void> Store::for_each_state(const std::function<bool(const model::ReportState&)>& visit) const {
    return walk_states(*db_, {}, {}, visit);
}

Result<void> Store::for_each_state_of(std::string_view agency,
                                      const std::function<bool(const model::ReportState&)>& visit) const {
    TRY(first, encode_agency_prefix(agency));
    return walk_states(*db_, first, prefix_end(first), visit);
}

Result<bool> Store::has_reports_of(std::string_view agency) const {
    bool found = false;
    const auto walked = for_each_state_of(agency, [&](const model::ReportState& state) {
        found = state.filed_as.empty();
        return !found;
    });
    if (!found) TRY_VOID(walked);
    return found;
}

}  // namespace ogi::storage
