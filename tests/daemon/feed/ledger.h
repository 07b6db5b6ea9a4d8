#pragma once

#include "storage/store.h"
#include "tests/daemon/feed/feed_port.h"
#include "tests/daemon/feed/sum256.h"

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ogi::daemon {

// What the feed must hold, kept beside the store by other means: in memory, entry by entry.
class Ledger {
  public:
    struct Entry {
        model::ReportKey key;
        std::string division{};
        model::ChangeType type = model::ChangeType::added;
        std::optional<model::ChangeClass> change_class{};
        int revision = 0;
        bool gone = false;  // Whether the report is withdrawn behind it.
        std::uint64_t epoch = 1;
        // Known once the feed has shown it.
        base::Sha256 line{};
        base::Sha256 chain{};
        Sum256 digest{};
        std::uint64_t reports = 0;
    };

    explicit Ledger(const storage::Store& store) : epochs_{{store.epoch(), 1}} {}

    void wrote(const storage::Commit& commit);
    // Takes in what the feed shows now: what was written, in order, and nothing else. Fails by Violation.
    void learn(const storage::Store& store);
    // The store was opened again after a crash, which may have taken what had not been shown.
    void crashed(const storage::Store& store);
    // A backup was put back that was made when the ledger was `then`: a new epoch begins.
    void restored(const Ledger& then, const storage::Store& store);
    // Every entry is there as it was.
    void compare(const storage::Store& store) const;

    std::uint64_t last() const { return entries_.size(); }
    const Entry& at(std::uint64_t sequence) const { return entries_.at(sequence - 1); }
    bool is_newest(std::uint64_t sequence) const;
    bool wants(const Wanted& wanted, std::uint64_t sequence) const;
    bool good(const model::GivenCursor& cursor, FeedStyle style) const;
    model::Cursor cursor_at(std::uint64_t sequence) const;
    // The entries that an answer from a good cursor must have, in order.
    std::vector<std::uint64_t> answer(const FeedAsk& ask) const;
    // How far it then says that it has come, behind `last_given` (0: nothing was); empty: it does not say.
    std::string position(const FeedAsk& ask, std::uint64_t last_given, std::size_t given) const;
    // Of a good cursor.
    storage::Checkpoint checkpoint(const model::GivenCursor& at) const;
    storage::Checkpoint newest_checkpoint() const;
    // Subject → the newest of its entries up to `sequence` that is wanted.
    std::map<model::ReportKey, std::uint64_t> fold(const Wanted& wanted, std::uint64_t sequence) const;
    // What the store says of every report is what the newest entries say.
    void compare_reports(const storage::Store& store) const;

  private:
    void show(Entry entry, std::string_view line);
    const Entry* last_of(const model::ReportKey& key) const;

    std::deque<Entry> entries_;   // Shown.
    std::vector<Entry> written_;  // Not yet.
    std::vector<storage::Epoch> epochs_;
    std::map<model::ReportKey, std::vector<std::uint64_t>> of_report_;  // Shown ones.
};

}  // namespace ogi::daemon
