#pragma once

#include "base/result.h"
#include "daemon/sinks/position.h"
#include "model/change.h"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

// Where entries of the feed are delivered to. A kind of sink is one class behind this interface and a row in
// kinds.cpp; when it is called, how often, and what becomes of what it refuses is the runner's.
namespace ogi::daemon {

// Who has to do something before another try makes sense.
enum class Remedy {
    time,    // It passes: tried again after pauses that grow.
    person,  // Wrong password, missing right, newer schema: tried again after the longest pause.
    resume,  // The target wants no more: not before a person has said `ogi sinks resume`.
};

// Why a target did not take what it was given, or cannot be reached.
struct SinkTrouble {
    std::string why;
    Remedy remedy = Remedy::time;
    std::optional<std::chrono::milliseconds> wait{};  // What the target asks for; at most retry_max is kept.
};

// A T, or the trouble.
template <class T>
class [[nodiscard]] Tried : public boost::system::result<T, SinkTrouble> {
  public:
    using boost::system::result<T, SinkTrouble>::result;
};

// Called by Tried::value() when there is no value. Reaching it is a bug.
[[noreturn]] inline void throw_exception_from_error(const SinkTrouble& trouble,
                                                    const boost::source_location& place) {
    base::throw_exception_from_error({base::ErrorCode::io, trouble.why}, place);
}

inline SinkTrouble trouble_of(const base::Error& error) {
    return {.why = error.context};
}

struct SinkEvent {
    std::uint64_t sequence = 0;
    std::string line;  // Of the feed, byte for byte.
    model::Change change;
};

// Entries in the order of the log. Some of them may have been delivered before: taking one twice must leave
// what taking it once does, and an older one must never replace a newer one of the same report (version_of).
struct SinkBatch {
    std::uint64_t epoch = 1;        // Of the store, now; versions are made with it.
    std::vector<SinkEvent> events;  // May be empty: only the position moves.
    std::uint64_t upto = 0;         // Everything to here is in once all of this is.

    SinkPosition after() const { return {epoch, upto}; }
    std::int64_t version(const SinkEvent& event) const { return version_of({epoch, event.sequence}); }
};

// An entry that the target will not take, while it takes others.
struct Refusal {
    std::size_t event = 0;  // Index into SinkBatch::events.
    std::string why;
};

// What a target holds, to be compared with the store (`ogi sinks verify`).
struct HeldEntry {
    std::string subject;  // Empty: of something that is no entry.
    std::uint64_t sequence = 0;
    std::string line_sha256;       // 64 hexadecimal digits.
    std::string content_sha256{};  // Of all that it holds of the report, to be compared with
                                   // Sink::content_digest; empty: nothing that could be compared.
};

// The entries of one report that a target was given.
struct ReportEntries {
    std::span<const SinkEvent> entries;  // In the order of the log; at least one.
    bool newest_of_agency = false;       // No later one was given of another report of the same agency.
};

enum class HeldAs {
    reports,  // The newest entry of each, in order of nothing.
    entries,  // Every one, in the order in which the target has them.
};

struct TargetHeld {
    std::optional<SinkPosition> position{};  // As the target tells it; nullopt: it has none.
    HeldAs as = HeldAs::reports;
    std::string fault{};  // What is wrong with it beside its entries; empty: nothing.
};

// All calls come from one thread, which is the sink's own and may block; a call returns soon after `stop` is
// asked for.
class Sink {
  public:
    virtual ~Sink() = default;

    // Reaches the target and makes it ready: first of all, and again after trouble. Gives the position that
    // the target keeps with its data; nullopt where it is new, or keeps none (SinkKind::position).
    virtual Tried<std::optional<SinkPosition>> open(std::stop_token stop) = 0;

    // Where nothing is refused, everything and, if the target keeps it, the position `batch.after()` is in
    // and durable there. Where something is, the rest is in and the position as it was: what was refused
    // comes again in a batch of its own, or is left out of one. Where the kind waits behind a refusal, there
    // is one at most, and what stands behind it comes again too. Trouble: nobody knows what is in.
    virtual Tried<std::vector<Refusal>> deliver(const SinkBatch& batch, std::stop_token stop) = 0;

    // Everything of the log has been delivered in this epoch: whatever the target holds from earlier ones is
    // in the store no more, and goes. Asked once after every open; nothing where there is nothing.
    virtual Tried<void> drop_older(std::uint64_t /*epoch*/, std::stop_token /*stop*/) { return {}; }

    // There is nothing to deliver at the moment; asked now and then.
    virtual Tried<void> rest(std::stop_token /*stop*/) { return {}; }

    // Whether the target still stands where it was left: a cheap question, asked now and then while there is
    // nothing to deliver. Trouble where it does not; it is opened again then.
    virtual Tried<void> look(std::stop_token /*stop*/) { return {}; }

    // What the target holds, at one moment; one that is not there holds nothing. Asked instead of `open`.
    // Trouble where that cannot be told.
    using TakeHeld = std::function<void(const HeldEntry&)>;
    virtual Tried<TargetHeld> tell_held(const TakeHeld& /*take*/, std::stop_token /*stop*/) {
        return SinkTrouble{"this kind of sink cannot tell what its target holds", Remedy::person};
    }

    // What HeldEntry::content_sha256 must be behind these.
    virtual base::Result<std::string> content_digest(const ReportEntries& /*entries*/) const {
        return std::string{};
    }
};

}  // namespace ogi::daemon
