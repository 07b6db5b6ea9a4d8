#include "storage/database.h"
#include "storage/keys.h"
#include "storage/records.h"
#include "storage/store.h"

#include <limits>

namespace ogi::storage {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

// The current revision a state points at. Fails with `malformed` where there is none.
Result<model::Revision> current_revision(const Store& store, const model::ReportState& state) {
    TRY(revision, store.revision(state.key, state.revision));
    if (!revision) {
        return fail(ErrorCode::malformed, "the stored state of " + state.key.agency + "/" +
                                              std::to_string(state.key.year) + " points at revision " +
                                              std::to_string(state.revision) + ", which is not there");
    }
    return *std::move(revision);
}

}  // namespace

Result<std::optional<model::ReportState>> Store::state(const model::ReportKey& key) const {
    TRY(bytes, encode_report_key(key));
    TRY(value, db_->get(Family::report_states, bytes));
    if (!value) return std::optional<model::ReportState>{};
    TRY(state, read_state(key, *value));
    return std::optional{std::move(state)};
}

Result<std::optional<model::Revision>> Store::revision(const model::ReportKey& key, int number) const {
    TRY(bytes, encode(RevisionKey{key, number}));
    TRY(value, db_->get(Family::revisions, bytes));
    if (!value) return std::optional<model::Revision>{};
    TRY(revision, read_revision(key, number, *value));
    return std::optional{std::move(revision)};
}

Result<std::vector<model::Revision>> Store::history(const model::ReportKey& key) const {
    TRY(first, encode_report_key(key));
    Scan scan{*db_, Family::revisions, prefix_end(first)};
    std::vector<model::Revision> revisions;
    for (scan.seek(first); scan.valid(); scan.next()) {
        TRY(place, decode_revision_key(scan.key()));
        TRY(revision, read_revision(key, place.number, scan.value()));
        revisions.push_back(std::move(revision));
    }
    TRY_VOID(scan.outcome());
    return revisions;
}

Result<std::vector<model::Copy>> Store::copies(const model::ReportKey& key) const {
    TRY(first, encode_report_key(key));
    Scan scan{*db_, Family::copies, prefix_end(first)};
    std::vector<model::Copy> copies;
    for (scan.seek(first); scan.valid(); scan.next()) {
        TRY(place, decode_copy_key(scan.key()));
        TRY(copy, read_copy(key, place.url, scan.value()));
        copies.push_back(std::move(copy));
    }
    TRY_VOID(scan.outcome());
    return copies;
}

Result<void> Store::for_each_report(
    const std::function<bool(const model::ReportState&, const model::Revision&)>& visit,
    const model::ReportKey& after) const {
    Scan scan{*db_, Family::report_states};
    Failures failure;
    std::string from;
    if (!after.empty()) {
        TRY(after_key, encode_report_key(after));
        from = std::move(after_key);
    }
    for (scan.seek(from); scan.valid(); scan.next()) {
        TRY(key, decode_report_key(scan.key()));
        if (key == after) continue;
        auto state = read_state(key, scan.value());
        if (!state) {
            failure.note(std::move(state).error());
            continue;
        }
        auto revision = current_revision(*this, *state);
        if (!revision) {
            failure.note(std::move(revision).error());
        } else if (!visit(*state, *revision)) {
            break;
        }
    }
    TRY_VOID(scan.outcome());
    return failure.outcome();
}

Result<std::uint64_t> Store::last_sequence() const {
    return db_->durable_sequence();
}

Result<void> Store::for_each_change(
    std::uint64_t since,
    const std::function<bool(std::uint64_t sequence, std::string_view line)>& visit) const {
    if (since == std::numeric_limits<std::uint64_t>::max()) return {};
    const auto durable = db_->durable_sequence();  // Before the scan, which then sees all of it.
    Scan scan{*db_, Family::changes};
    auto expected = since + 1;
    const auto gap = [&](std::uint64_t found) {
        return base::fail(base::ErrorCode::malformed, "the change log: entries " + std::to_string(expected) +
                                                          " to " + std::to_string(found - 1) +
                                                          " cannot be read");
    };
    for (scan.seek(encode_change_key(expected)); scan.valid(); scan.next()) {
        TRY(sequence, decode_change_key(scan.key()));
        if (sequence > durable) return {};
        // A reader who goes on behind what cannot be read has lost it for good.
        if (sequence != expected) return gap(sequence);
        if (!visit(sequence, scan.value())) return {};
        ++expected;
    }
    TRY_VOID(scan.outcome());
    if (expected <= durable) return gap(durable + 1);
    return {};
}

}  // namespace ogi::storage
