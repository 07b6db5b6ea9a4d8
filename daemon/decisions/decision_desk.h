#pragma once

#include "base/result.h"
#include "base/time.h"
#include "daemon/decisions/refile.h"
#include "daemon/decisions/rulings.h"
#include "model/decision.h"
#include "storage/store.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// What came of decisions that were handed in.
struct Taken {
    std::vector<model::Decision> decisions{};  // That are new here.
    std::size_t known = 0;                     // That were here already.
    Refiled refiled{};

    std::string to_json() const;
};

// A decision as its maker wrote it, without `id`, `at` and what was printed, made whole from what the store
// holds: names become those that reports stand under. Fails with `not_found` where there is nothing it could
// be about, and with `usage` where it would say nothing.
base::Result<model::Decision> complete_decision(const storage::Store& store, const Rulings& rulings,
                                                model::Decision draft, base::UtcTime at);

// Takes what people decide, keeps it in the decisions file, and has the store follow. The file is the truth:
// what the store makes of it can be had again from the file; the store keeps a copy, from which lines that
// the file has lost are put back. On the thread that writes to the store.
class DecisionDesk {
  public:
    // Reads the file; where it is not what the store followed last (edited, copied, lost, or a write broke
    // off), it gets what it lacks, and the store follows now. `store` must outlive it. Fails as
    // read_decisions and the store do.
    static base::Result<std::unique_ptr<DecisionDesk>> open(storage::Store& store, std::filesystem::path file,
                                                            base::UtcTime now);

    // Lines of decisions, all or none. One with an id comes from another file: what is known already counts
    // as such. One without is made now (complete_decision). They are in the file, on the disk, before the
    // store follows. Fails with `malformed` (naming the line), `usage`, `not_found`, `io`, and as the store
    // does.
    base::Result<Taken> take(std::string_view lines, base::UtcTime now);

    const std::filesystem::path& file() const { return file_; }

    // Where the rulings in force stand for everybody else.
    std::shared_ptr<const RulingBook> book() const { return book_; }

  private:
    DecisionDesk(storage::Store& store, std::filesystem::path file) : store_{store}, file_{std::move(file)} {}

    base::Result<Refiled> follow(const std::set<std::string>& names, base::UtcTime now);
    base::Result<void> append(const std::vector<model::Decision>& taken);
    base::Result<void> note();

    storage::Store& store_;
    const std::filesystem::path file_;
    std::vector<model::Decision> decisions_;
    std::shared_ptr<RulingBook> book_ = std::make_shared<RulingBook>();
};

// The names whose reports a change of these decisions may touch: those they speak of, and those that other
// decisions tie to these.
std::set<std::string> names_touched(const Rulings& rulings, const std::vector<model::Decision>& decisions);

}  // namespace ogi::daemon
