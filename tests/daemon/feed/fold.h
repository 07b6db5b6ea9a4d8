#pragma once

#include "model/cursor.h"
#include "storage/feed.h"
#include "tests/daemon/feed/sum256.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace ogi::daemon {

// A line of the feed as a follower reads it.
struct SeenLine {
    model::Cursor cursor;
    std::string subject;
};
// Fails by Violation.
SeenLine read_line(std::string_view line);

// h(n) of h(n−1) and line n.
base::Sha256 chain_on(const base::Sha256& before, std::string_view line);

// The newest line of each subject: what an index is made of that follows the feed.
class Fold {
  public:
    struct Held {
        model::Cursor version;
        base::Sha256 line{};
    };

    // Whatever comes twice or late changes nothing. Of two versions the one of the later epoch is the newer,
    // then the one with the greater sequence.
    void take(const SeenLine& seen, std::string_view line);
    // Where both hold a subject, the newer version stays.
    void take(const Fold& other);

    const std::map<std::string, Held>& held() const { return held_; }
    std::uint64_t highest() const;
    // Against what the store says of itself.
    bool proves(const storage::Checkpoint& checkpoint) const {
        return checkpoint.digest == digest_.bytes() && checkpoint.reports == held_.size();
    }

  private:
    void take(const std::string& subject, const Held& held);

    std::map<std::string, Held> held_;
    Sum256 digest_;
};

}  // namespace ogi::daemon
