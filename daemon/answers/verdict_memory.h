#pragma once

#include "base/result.h"
#include "model/report.h"
#include "model/revision.h"
#include "storage/store.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace ogi::daemon {

// What coverage needs of a report's current revision.
struct KnownVerdict {
    model::Verdict verdict = model::Verdict::unverifiable;
    std::string division{};  // Of the agency, as the report tells it; may be empty.
};

// Remembers the verdicts of revisions. A revision is never altered once it is written, so what was read of it
// once holds for ever: a walk over all reports reads their states, and only revisions that are new. Holds
// some 150 bytes a report. From any thread.
class VerdictMemory {
  public:
    // Every report with what is known of its current revision, in order of agency, then year. Fails as
    // Store::for_each_report does.
    base::Result<void> for_each(
        const storage::Store& store,
        const std::function<void(const model::ReportState&, const KnownVerdict&)>& visit);

    // Reads what is not remembered yet, so that nobody waits for it. Ends soon after `ended` is set. What
    // cannot be read is told to who asks.
    void read_ahead(const storage::Store& store, const std::atomic<bool>& ended);

  private:
    // `visit` returns whether to go on.
    base::Result<void> walk(const storage::Store& store,
                            const std::function<bool(const model::ReportState&, const KnownVerdict&)>& visit);

    struct Remembered {
        int revision = 0;
        KnownVerdict known{};
    };
    std::mutex mutex_;
    std::map<model::ReportKey, Remembered> all_;
};

}  // namespace ogi::daemon
