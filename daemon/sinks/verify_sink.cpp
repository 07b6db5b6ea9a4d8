#include "daemon/sinks/verify_sink.h"

#include "base/digest.h"
#include "base/json_writer.h"
#include "daemon/sinks/cell_digest.h"
#include "daemon/sinks/kinds.h"
#include "daemon/sinks/log_reader.h"

#include <unordered_map>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

struct Wanted {
    model::ReportKey key;
    int revision = 0;
    std::string line_sha256;
};
using Subjects = std::unordered_map<std::string, Wanted>;

// What a follower that has come to `upto` must hold.
Result<Subjects> fold(const storage::Store& store, const SinkSettings& settings, std::uint64_t upto) {
    Subjects newest;
    std::uint64_t at = 0;
    while (at < upto) {
        TRY(batch, read_batch(store, at, settings, EntriesWanted::all));
        if (batch.upto == at) break;
        at = batch.upto;
        for (const auto& event : batch.events) {
            if (event.sequence > upto) break;
            const auto& key = event.change.key;
            newest[key.agency + "/" + std::to_string(key.year)] = {key, event.change.revision,
                                                                   base::sha256_hex(event.line)};
        }
    }
    return newest;
}

// A target that holds no cells has none that differ.
Result<bool> has_other_cells(const storage::Store& store, const Wanted& wanted, const HeldEntry& held) {
    if (held.cells_sha256.empty()) return false;
    TRY(revision, store.revision(wanted.key, wanted.revision));
    return !revision || cells_digest(revision->report) != held.cells_sha256;
}

}  // namespace

std::string to_json(const SinkVerdict& verdict) {
    base::JsonWriter json;
    json.begin_object().field("sink", verdict.sink).field("equal", verdict.equal());
    json.field("cursor", to_text(verdict.position)).field("lag", verdict.lag);
    json.field("reports", verdict.reports).field("missing", verdict.missing);
    json.field("differ", verdict.differ).field("cells_differ", verdict.cells_differ);
    json.field("surplus", verdict.surplus).key("subjects").begin_array();
    for (const auto& subject : verdict.subjects) json.value(subject);
    json.end_array().end_object();
    return json.take();
}

Result<SinkVerdict> verify_sink(const storage::Store& store, const SinkSettings& settings) {
    const auto* kind = find_sink_kind(settings.kind);
    if (kind == nullptr) return base::fail(ErrorCode::usage, "no kind of sink is called " + settings.kind);
    const auto sink = kind->make(settings, store);
    std::unordered_map<std::string, HeldEntry> held;
    auto position =
        sink->tell_held([&](const HeldEntry& entry) { held[entry.subject] = entry; }, std::stop_token{});
    if (!position) return base::fail(ErrorCode::unreachable, position.error().why);
    if (position->sequence == 0) position->epoch = store.epoch();  // Nothing was delivered in any.
    TRY(last, store.last_sequence());
    if (position->epoch != store.epoch() || position->sequence > last) {
        return base::fail(ErrorCode::malformed, "the target stands at " + to_text(*position) +
                                                    ", which is no place in the log of this store (epoch " +
                                                    std::to_string(store.epoch()) + ", newest entry " +
                                                    std::to_string(last) + ")");
    }
    SinkVerdict verdict{.sink = settings.name, .position = *position, .lag = last - position->sequence};
    const auto tell = [&](std::uint64_t& count, const std::string& subject) {
        ++count;
        if (verdict.subjects.size() < SinkVerdict::subjects_told_max) verdict.subjects.push_back(subject);
    };
    TRY(wanted, fold(store, settings, position->sequence));
    verdict.reports = wanted.size();
    for (const auto& [subject, newest] : wanted) {
        const auto found = held.find(subject);
        if (found == held.end()) {
            tell(verdict.missing, subject);
        } else if (found->second.line_sha256 != newest.line_sha256) {
            tell(verdict.differ, subject);
        } else {
            TRY(others, has_other_cells(store, newest, found->second));
            if (others) tell(verdict.cells_differ, subject);
        }
    }
    for (const auto& [subject, entry] : held) {
        if (!wanted.contains(subject)) tell(verdict.surplus, subject);
    }
    return verdict;
}

}  // namespace ogi::daemon
