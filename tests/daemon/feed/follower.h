#pragma once

#include "tests/daemon/feed/chance.h"
#include "tests/daemon/feed/fold.h"
#include "tests/daemon/feed/ledger.h"

#include <optional>
#include <string>

namespace ogi::daemon {

// Where a follower keeps its cursor, which decides what a death in between costs.
enum class CursorKept {
    with_data,    // In one transaction.
    after_data,   // It may read again what it has.
    before_data,  // Wrong: it may miss what it has not.
};

struct FollowerPlan {
    std::string name;
    FeedAsk ask{};  // But for since and limit.
    std::size_t limit_max = 10;
    CursorKept kept = CursorKept::with_data;
    bool from_snapshot = false;   // Else from the beginning; after a lost cursor, too.
    bool starts_over = false;     // Now and then it forgets everything.
    bool minds_epochs = true;     // Begins again where the store was put back behind its cursor …
    bool drops_leftovers = true;  // … and then drops what the store has no more.
};

// Whether what it is given is held against the ledger at once. Without, it has only its own proofs.
enum class Watch { ledger, own_proofs };

// Somebody who follows the feed into an index of his own, dies at any point of it and goes on from what he
// had kept. Every broken promise is a Violation.
class Follower {
  public:
    Follower(FollowerPlan plan, Watch watch) : plan_{std::move(plan)}, watch_{watch} {}

    // One answer of the feed. `mortal`: it may die of it.
    void turn(FeedPort& port, const Ledger& ledger, Chance& chance, bool mortal);
    // Whether it has seen everything up to the ledger's end.
    bool has_settled() const { return settled_; }
    // It holds what the ledger says and nothing else.
    void compare(const Ledger& ledger) const;

  private:
    struct Kept {
        std::optional<std::string> cursor{};
        Fold fold{};
        std::optional<base::Sha256> chain{base::Sha256{}};  // Of the cursor's entry, where it is known.
        std::uint64_t epoch = 0;                            // Of the store when it began.
    };
    struct Boot {
        SnapshotPiece reached{};
        Fold fold{};
        std::uint64_t epoch = 0;
    };

    bool is_proof() const { return plan_.ask.wanted.everything() && !plan_.ask.reference_only; }
    void begin(FeedPort& port);
    void go_on_with_snapshot(FeedPort& port, Chance& chance, bool mortal);
    void check(const FeedAsk& ask, const FeedAnswer& answer, const Ledger& ledger) const;
    void take(const FeedAnswer& answer, Chance& chance, bool mortal);
    void prove(FeedPort& port, const Ledger& ledger) const;
    [[noreturn]] void fault(const std::string& words) const;
    std::uint64_t sequence() const { return model::parse_cursor(*kept_.cursor)->sequence; }

    FollowerPlan plan_;
    Watch watch_;
    Kept kept_;
    std::optional<Boot> boot_;
    bool settled_ = false;
};

}  // namespace ogi::daemon
