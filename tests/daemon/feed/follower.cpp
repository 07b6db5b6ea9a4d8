#include "tests/daemon/feed/follower.h"

#include "tests/daemon/feed/violation.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

// One in so many answers is the death of whoever may die.
constexpr std::size_t deadly = 6;
constexpr std::size_t starts_over_once_in = 20;
const std::string beginning = "0";

}  // namespace

void Follower::fault(const std::string& words) const {
    throw Violation{plan_.name + ": " + words};
}

void Follower::begin(FeedPort& port) {
    if (plan_.from_snapshot) {
        boot_ = Boot{.epoch = port.epoch()};
        return;
    }
    kept_ = {.cursor = beginning, .epoch = port.epoch()};
}

void Follower::go_on_with_snapshot(FeedPort& port, Chance& chance, bool mortal) {
    auto piece = port.snapshot(boot_->reached.at, boot_->reached.after, 1 + chance.below(plan_.limit_max));
    if (piece.gone) {
        boot_.reset();
        return;
    }
    for (const auto& line : piece.lines) boot_->fold.take(read_line(line), line);
    const auto end = piece.end;
    boot_->reached = std::move(piece);
    if (mortal && chance.once_in(deadly)) {
        if (chance.once_in(2)) boot_.reset();  // It had not kept how far it was.
        return;
    }
    if (!end) return;
    if (!boot_->fold.proves(*end)) fault("a snapshot is not what its last line says");
    if (!plan_.drops_leftovers) boot_->fold.take(kept_.fold);
    kept_ = {model::to_text(end->cursor), std::move(boot_->fold), end->chain, boot_->epoch};
    boot_.reset();
}

void Follower::check(const FeedAsk& ask, const FeedAnswer& answer, const Ledger& ledger) const {
    if (watch_ != Watch::ledger) return;
    const bool good = ledger.good(*model::parse_cursor(ask.since), ask.style);
    if (answer.gone != !good)
        fault("cursor " + ask.since + (good ? " is good and was refused" : " is not good and was taken"));
    if (!good) return;
    const auto expected = ledger.answer(ask);
    for (std::size_t i = 0; i < std::max(expected.size(), answer.lines.size()); ++i) {
        if (i >= answer.lines.size())
            fault("from " + ask.since + " it was not given entry " + std::to_string(expected[i]));
        const auto seen = read_line(answer.lines[i]);
        if (i >= expected.size() || seen.cursor.sequence != expected[i])
            fault("from " + ask.since + " it was given entry " + std::to_string(seen.cursor.sequence));
        if (!(seen.cursor == ledger.cursor_at(expected[i])))
            fault("entry " + std::to_string(expected[i]) + " has the cursor of another epoch");
        if (!ask.reference_only && base::sha256(answer.lines[i]) != ledger.at(expected[i]).line)
            fault("entry " + std::to_string(expected[i]) + " is not what it was");
    }
    const auto position = ledger.position(ask, expected.empty() ? 0 : expected.back(), expected.size());
    if (answer.position != position)
        fault("from " + ask.since + " its position is \"" + answer.position + "\" and not \"" + position +
              "\"");
}

void Follower::take(const FeedAnswer& answer, Chance& chance, bool mortal) {
    const auto die_at = mortal && chance.once_in(deadly) ? chance.below(answer.lines.size() + 1) : SIZE_MAX;
    auto next = kept_;
    auto handled = sequence();
    for (const auto& line : answer.lines) {
        const auto seen = read_line(line);
        if (seen.cursor.sequence <= handled) fault("the feed went back");
        if (is_proof() && plan_.ask.style == FeedStyle::all && seen.cursor.sequence != handled + 1)
            fault("the feed has a gap behind entry " + std::to_string(handled));
        handled = seen.cursor.sequence;
        next.cursor = model::to_text(seen.cursor);
        if (next.chain) next.chain = chain_on(*next.chain, line);
    }
    if (!answer.position.empty()) {
        if (model::parse_cursor(answer.position)->sequence < handled) fault("its position went back");
        next.cursor = answer.position;
    }
    if (plan_.kept == CursorKept::before_data) kept_.cursor = next.cursor;
    std::size_t done = 0;
    for (const auto& line : answer.lines) {
        if (done++ == die_at) return;
        auto& fold = plan_.kept == CursorKept::with_data ? next.fold : kept_.fold;
        fold.take(read_line(line), line);
    }
    if (done == die_at) return;
    if (plan_.kept != CursorKept::with_data) next.fold = std::move(kept_.fold);
    kept_ = std::move(next);
}

void Follower::prove(FeedPort& port, const Ledger& ledger) const {
    const auto mine = port.checkpoint(*kept_.cursor);
    if (!mine) fault("its own cursor has no checkpoint");
    if (watch_ == Watch::ledger && !(*mine == ledger.checkpoint(*model::parse_cursor(*kept_.cursor))))
        fault("the checkpoint of entry " + std::to_string(sequence()) + " is wrong");
    const bool all = plan_.ask.style == FeedStyle::all;
    if (all && *kept_.chain != mine->chain) fault("its chain is not the store's");
    const bool ahead = kept_.fold.highest() > sequence();  // It died behind its data.
    const bool comparable = all || sequence() == port.checkpoint({})->cursor.sequence;
    if (comparable && !ahead && !kept_.fold.proves(*mine)) fault("what it holds is not what the store holds");
}

void Follower::turn(FeedPort& port, const Ledger& ledger, Chance& chance, bool mortal) {
    settled_ = false;
    if (boot_) return go_on_with_snapshot(port, chance, mortal);
    if (!kept_.cursor) return begin(port);
    if (mortal && plan_.starts_over && chance.once_in(starts_over_once_in)) {
        kept_ = {};
        return;
    }
    // Of style latest a cursor of an epoch that is over is refused without that.
    const bool must_mind = plan_.kept == CursorKept::after_data && plan_.ask.style == FeedStyle::all;
    if (plan_.minds_epochs && must_mind && port.epoch() != kept_.epoch) {
        // What it has from behind its cursor may be of a log that is no more.
        kept_.cursor.reset();
        return;
    }
    if (*kept_.cursor == beginning) kept_.fold = {};  // A life before may have left something.
    auto ask = plan_.ask;
    ask.since = *kept_.cursor;
    ask.limit = 1 + chance.below(plan_.limit_max);
    const auto answer = port.changes(ask);
    check(ask, answer, ledger);
    if (answer.gone) {
        kept_.cursor.reset();
        return;
    }
    take(answer, chance, mortal);
    if (is_proof()) prove(port, ledger);
    settled_ = answer.lines.empty();
}

void Follower::compare(const Ledger& ledger) const {
    const auto expected = ledger.fold(plan_.ask.wanted, ledger.last());
    for (const auto& [key, sequence] : expected) {
        const auto held = kept_.fold.held().find(key.agency + "/" + std::to_string(key.year));
        if (held == kept_.fold.held().end()) fault("it lacks " + key.agency);
        if (!(held->second.version == ledger.cursor_at(sequence)))
            fault("of " + key.agency + " it holds entry " + std::to_string(held->second.version.sequence) +
                  " and not " + std::to_string(sequence));
        if (!plan_.ask.reference_only && held->second.line != ledger.at(sequence).line)
            fault("entry " + std::to_string(sequence) + " is not what it was");
    }
    if (kept_.fold.held().size() != expected.size()) fault("it holds what the store has no more");
}

}  // namespace ogi::daemon
