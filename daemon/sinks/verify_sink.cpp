#include "daemon/sinks/verify_sink.h"

#include "base/digest.h"
#include "base/json_writer.h"
#include "daemon/sinks/kinds.h"
#include "daemon/sinks/lacking.h"
#include "daemon/sinks/log_reader.h"
#include "daemon/sinks/runner.h"
#include "daemon/sinks/store_parking.h"
#include "model/change_json.h"

#include <algorithm>
#include <chrono>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

struct Wanted {
    std::vector<std::uint64_t> sequences;  // Of all its entries.
    std::string line_sha256;               // Of the newest.
};
using Subjects = std::unordered_map<std::string, Wanted>;

Result<const SinkKind*> kind_of(const SinkSettings& settings) {
    const auto* kind = find_sink_kind(settings.kind);
    if (kind == nullptr) return base::fail(ErrorCode::usage, "no kind of sink is called " + settings.kind);
    return kind;
}

// Compares while the log is read once.
class Comparison {
  public:
    Comparison(const storage::Store& store, const SinkSettings& settings, const TargetLook& look,
               SinkVerdict& verdict)
        : store_{store}, settings_{settings}, look_{look}, verdict_{verdict} {}

    // With what a follower that has come to `upto` must hold.
    Result<void> compare(const Sink& sink, std::uint64_t upto) {
        TRY_VOID(read_log(upto));
        verdict_.reports = wanted_.size();
        for (const auto& [subject, wanted] : wanted_) TRY_VOID(compare_report(sink, subject, wanted));
        for (const auto& [subject, entry] : look_.newest) {
            if (!wanted_.contains(subject)) count(verdict_.surplus, subject);
        }
        return {};
    }

  private:
    void count(std::uint64_t& what, const std::string& subject) {
        ++what;
        auto& told = verdict_.subjects;
        if (told.size() < SinkVerdict::subjects_told_max && std::ranges::find(told, subject) == told.end())
            told.push_back(subject);
    }

    Result<void> read_log(std::uint64_t upto) {
        for (std::uint64_t at = 0; at < upto;) {
            TRY(batch, read_batch(store_, at, settings_, EntriesWanted::all));
            if (batch.upto == at) break;
            at = batch.upto;
            for (const auto& event : batch.events) {
                if (event.sequence > upto) break;
                const auto& key = event.change.key;
                const auto subject = key.agency + "/" + std::to_string(key.year);
                newest_of_agency_[key.agency] = event.sequence;
                auto& wanted = wanted_[subject];
                wanted.sequences.push_back(event.sequence);
                wanted.line_sha256 = base::sha256_hex(event.line);
                if (look_.told.as == HeldAs::entries) compare_entry(subject, wanted);
            }
        }
        verdict_.entries_differ += look_.entries.size() - std::min(next_, look_.entries.size());
        return {};
    }

    // Both are in the order of the log; what is not, is surplus here and missing there.
    void compare_entry(const std::string& subject, const Wanted& wanted) {
        const auto& entries = look_.entries;
        const auto sequence = wanted.sequences.back();
        for (; next_ < entries.size() && entries[next_].first < sequence; ++next_) ++verdict_.entries_differ;
        const bool there = next_ < entries.size() && entries[next_].first == sequence;
        if (!there || entries[next_].second != wanted.line_sha256) count(verdict_.entries_differ, subject);
        if (there) ++next_;
    }

    Result<void> compare_report(const Sink& sink, const std::string& subject, const Wanted& wanted) {
        const auto found = look_.newest.find(subject);
        if (found == look_.newest.end()) {
            count(verdict_.missing, subject);
            return {};
        }
        const auto& held = found->second;
        if (held.line_sha256 != wanted.line_sha256) {
            count(verdict_.differ, subject);
            return {};
        }
        if (held.content_sha256.empty()) return {};
        TRY(lines, store_.lines(wanted.sequences));
        std::vector<SinkEvent> entries;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            TRY(change, model::parse_change_json(lines[i]));
            entries.push_back({wanted.sequences[i], std::move(lines[i]), std::move(change)});
        }
        const auto& newest = entries.back();
        const bool of_agency = newest_of_agency_.at(newest.change.key.agency) == newest.sequence;
        TRY(digest, sink.content_digest({.entries = entries, .newest_of_agency = of_agency}));
        if (digest != held.content_sha256) count(verdict_.content_differs, subject);
        return {};
    }

    const storage::Store& store_;
    const SinkSettings& settings_;
    const TargetLook& look_;
    SinkVerdict& verdict_;
    Subjects wanted_;
    std::unordered_map<std::string, std::uint64_t> newest_of_agency_;
    std::size_t next_ = 0;  // Of look_.entries.
};

std::string advice_of(const SinkVerdict& verdict, const SinkKind& kind) {
    if (verdict.equal()) return {};
    const auto position = verdict.position ? "stands at " + to_text(*verdict.position) : "has no position";
    if (verdict.behind > 0) {
        return "the target " + position + ", and was left at " + to_text(*verdict.left_at) +
               ": it was emptied, put back or is another one; a running ogid notices that within " +
               std::to_string(
                   std::chrono::floor<std::chrono::seconds>(SinkRunner::look_at_target_every).count()) +
               " s and delivers what it lacks (at once: ogi sinks resume " + verdict.sink + ")";
    }
    const bool all_there = verdict.missing + verdict.differ + verdict.content_differs + verdict.surplus +
                               verdict.entries_differ ==
                           0;
    if (all_there) return verdict.fault;
    return "what differs was put aside as dead letters, or altered by somebody else; to have it made anew "
           "and "
           "filled again by a running ogid: " +
           std::string{kind.begin_anew};
}

// Entries of another log have other numbers: nothing is compared.
void tell_other_log(SinkVerdict& verdict, SinkPosition newest) {
    verdict.lag = newest.sequence;
    verdict.fault = "the target stands at " + to_text(*verdict.position) +
                    ", which is no place in the log of this store, whose newest entry is " + to_text(newest);
    verdict.advice = verdict.position->epoch < newest.epoch
                         ? "the store was put back to a backup since: a running ogid delivers everything "
                           "again, and what the store no longer holds goes; ask again when ogi sinks tells "
                           "no lag"
                         : "it holds another store's entries, or this store was put back without ogi store "
                           "restore: give it another target, or empty this one";
}

}  // namespace

std::string to_json(const SinkVerdict& verdict) {
    const auto text_of = [](const std::optional<SinkPosition>& position) {
        return position ? std::optional{to_text(*position)} : std::nullopt;
    };
    const auto words = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional{text};
    };
    base::JsonWriter json;
    json.begin_object().field("sink", verdict.sink).field("equal", verdict.equal());
    json.key("cursor").value_or_null(text_of(verdict.position));
    json.key("left_at").value_or_null(text_of(verdict.left_at));
    json.field("behind", verdict.behind).field("lag", verdict.lag);
    json.field("reports", verdict.reports).field("missing", verdict.missing);
    json.field("differ", verdict.differ).field("content_differs", verdict.content_differs);
    json.field("surplus", verdict.surplus).field("entries_differ", verdict.entries_differ);
    json.key("subjects").begin_array();
    for (const auto& subject : verdict.subjects) json.value(subject);
    json.end_array().key("fault").value_or_null(words(verdict.fault));
    json.key("advice").value_or_null(words(verdict.advice)).end_object();
    return json.take();
}

Result<TargetLook> look_at_target(const storage::Store& store, const SinkSettings& settings) {
    TRY(kind, kind_of(settings));
    TargetLook look;
    TRY(left_at, read_parked(store, reached_name(settings.name)));
    if (kind->position == PositionKept::by_target && left_at && left_at->epoch == store.epoch())
        look.left_at = left_at;
    const auto take = [&](const HeldEntry& entry) {
        if (!entry.subject.empty()) look.newest[entry.subject] = entry;
        look.entries.emplace_back(entry.sequence, entry.line_sha256);
    };
    auto told = kind->make(settings, store)->tell_held(take, std::stop_token{});
    if (!told) return base::fail(ErrorCode::unreachable, told.error().why);
    look.told = *std::move(told);
    if (look.told.as == HeldAs::reports) look.entries.clear();
    return look;
}

Result<SinkVerdict> compare_target(const storage::Store& store, const SinkSettings& settings,
                                   const TargetLook& look) {
    TRY(kind, kind_of(settings));
    TRY(last, store.last_sequence());
    const auto& position = look.told.position;
    auto upto = position ? position->sequence : 0;
    SinkVerdict verdict{.sink = settings.name, .position = position, .left_at = look.left_at};
    if (upto > 0 && (position->epoch != store.epoch() || upto > last)) {
        tell_other_log(verdict, {store.epoch(), last});
        return verdict;
    }
    if (look.left_at && look.left_at->sequence > upto) {
        TRY(behind, count_lacking(store, settings, upto, look.left_at->sequence));
        verdict.behind = behind;
        upto = look.left_at->sequence;
    }
    verdict.lag = last - std::min(upto, last);
    verdict.fault = look.told.fault;
    const auto sink = kind->make(settings, store);
    TRY_VOID(Comparison(store, settings, look, verdict).compare(*sink, upto));
    verdict.advice = advice_of(verdict, *kind);
    return verdict;
}

}  // namespace ogi::daemon
