#pragma once

#include "daemon/answers/question.h"
#include "daemon/visit/record_visit.h"
#include "situation.h"
#include "small_store.h"

#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// Visits to pages at times that a test names, recorded in a real store as the daemon records them.
class Chronicle {
  public:
    Chronicle();

    void shows(std::string_view url, model::Report report, base::UtcTime now);
    void ends(std::string_view url, model::VisitOutcome outcome, base::UtcTime now);
    // Something else came with HTTP 200; nullopt: the site is out of service.
    void stands_in(std::string_view url, std::optional<model::GoneReason> gone, base::UtcTime now);
    void visit(std::string_view url, crawler::Fetched fetched, std::optional<Ingested> ingested,
               base::UtcTime now);

    // The feed so far: "added 1; revised 2", with the revision of each entry.
    std::string feed() const;
    // Of the report for 2020: "1 36 online" (revision, figure, state), as `ogi show --as-of` gives it;
    // "unknown" where nothing was.
    std::string as_of(std::uint64_t sequence) const;
    std::string now() const;
    // What `ogi history` says of it: a line a revision, "2 revised value 36→38, withdrawn restored".
    std::vector<std::string> history() const;
    // The lines of an answer.
    std::vector<std::string> ask(Question question) const;

    model::Page page(std::string_view url) const;

    DecideSettings settings;
    storage::Store& store() const { return small_.store(); }

  private:
    std::string told(std::string_view as_of) const;
    SmallStore small_;
};

}  // namespace ogi::daemon
