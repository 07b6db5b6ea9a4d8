#pragma once

#include "tests/daemon/feed/chance.h"
#include "tests/daemon/feed/fold.h"
#include "tests/daemon/feed/ledger.h"

#include <array>
#include <optional>
#include <string>

namespace ogi::daemon {

// Whether an instance that has read in an earlier epoch than the index is of may still write to it.
enum class Fence { stands, is_missing };

// Two instances of one consumer, neither of which knows of the other. They write to one index and park one
// cursor in the store, by compare-and-set. What they have read and not yet written is lost when they die.
class ParkedPair {
  public:
    explicit ParkedPair(Fence fence) : fence_{fence} {}

    // One of them reads, or writes and parks what it has read.
    void turn(FeedPort& port, Chance& chance, bool mortal);
    bool has_settled() const { return settled_; }
    void compare(FeedPort& port, const Ledger& ledger) const;

  private:
    struct Instance {
        bool knows = false;  // What is parked, as far as it knows:
        std::optional<model::Cursor> parked{};
        std::vector<std::string> lines{};
        std::uint64_t epoch = 0;  // In which they were read.
    };

    void read(FeedPort& port, Instance& instance, std::size_t limit);
    void write(FeedPort& port, Instance& instance, bool dies_between);
    void begin_again(FeedPort& port, Instance& instance);
    void park(FeedPort& port, Instance& instance, const model::Cursor& wanted);
    void look(FeedPort& port);

    Fence fence_;
    std::array<Instance, 2> instances_{};
    // The index, which keeps of which epoch it is.
    Fold index_{};
    std::uint64_t index_epoch_ = 0;
    // Seen in the store the last time.
    std::uint64_t seen_epoch_ = 0;
    std::uint64_t seen_sequence_ = 0;
    bool settled_ = false;
};

}  // namespace ogi::daemon
