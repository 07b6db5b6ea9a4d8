#include "tests/daemon/feed/parked_pair.h"

#include "tests/daemon/feed/violation.h"

namespace ogi::daemon {

namespace {

const std::string name = "index";
constexpr std::size_t limit_max = 8;
constexpr std::size_t deadly = 6;
constexpr std::size_t snapshot_limit = 7;

}  // namespace

// What is parked never goes back while the log goes on.
void ParkedPair::look(FeedPort& port) {
    const auto parked = port.parked(name);
    const auto sequence = parked ? parked->sequence : 0;
    must_hold(port.epoch() != seen_epoch_ || sequence >= seen_sequence_, "a parked cursor went back");
    seen_epoch_ = port.epoch();
    seen_sequence_ = sequence;
}

void ParkedPair::park(FeedPort& port, Instance& instance, const model::Cursor& wanted) {
    look(port);
    const auto parked = port.park(name, wanted, instance.parked);
    look(port);
    if (!parked) {  // What it has read is no more.
        instance = {};
        return;
    }
    must_hold(parked->outcome != storage::Parked::Outcome::done || parked->now->cursor == wanted,
              "what was parked is something else");
    instance.knows = true;
    instance.parked = parked->now ? std::optional{parked->now->cursor} : std::nullopt;
}

void ParkedPair::begin_again(FeedPort& port, Instance& instance) {
    const auto epoch = port.epoch();
    Fold fold;
    SnapshotPiece piece;
    do {
        piece = port.snapshot(piece.at, piece.after, snapshot_limit);
        for (const auto& line : piece.lines) fold.take(read_line(line), line);
    } while (!piece.end);
    must_hold(fold.proves(*piece.end), "a snapshot is not what its last line says");
    index_ = std::move(fold);
    index_epoch_ = epoch;
    instance.parked = port.parked(name);
    park(port, instance, piece.end->cursor);
}

void ParkedPair::read(FeedPort& port, Instance& instance, std::size_t limit) {
    if (!instance.knows) instance.parked = port.parked(name);
    instance.knows = true;
    FeedAsk ask{.since = instance.parked ? model::to_text(*instance.parked) : "0", .limit = limit};
    auto answer = port.changes(ask);
    instance.epoch = port.epoch();
    if (answer.gone) {
        instance = {};
        return;
    }
    instance.lines = std::move(answer.lines);
}

void ParkedPair::write(FeedPort& port, Instance& instance, bool dies_between) {
    const auto lines = std::move(instance.lines);
    instance.lines.clear();
    if (fence_ == Fence::stands && instance.epoch != index_epoch_) return;
    for (const auto& line : lines) index_.take(read_line(line), line);
    if (dies_between) {
        instance = {};
        return;
    }
    park(port, instance, read_line(lines.back()).cursor);
}

void ParkedPair::turn(FeedPort& port, Chance& chance, bool mortal) {
    auto& instance = instances_[chance.below(instances_.size())];
    settled_ = false;
    const bool dies = mortal && chance.once_in(deadly);
    if (dies && chance.once_in(2)) {
        instance = {};
    } else if (!instance.lines.empty()) {
        write(port, instance, dies);
    } else if (port.epoch() != index_epoch_) {
        begin_again(port, instance);
    } else {
        read(port, instance, 1 + chance.below(limit_max));
        const auto parked = port.parked(name);
        const auto last = port.checkpoint({})->cursor.sequence;
        settled_ =
            parked && parked->sequence == last && instances_[0].lines.empty() && instances_[1].lines.empty();
    }
}

void ParkedPair::compare(FeedPort& port, const Ledger& ledger) const {
    must_hold(index_.proves(ledger.newest_checkpoint()),
              "what two instances hold is not what the store holds");
    must_hold(port.parked(name)->sequence == ledger.last(), "the parked cursor is not at the end");
}

}  // namespace ogi::daemon
