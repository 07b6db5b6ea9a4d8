#pragma once

#include "model/change.h"
#include "storage/store.h"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

// Which entries those want who follow one agency or region, so that none is left with something stale.
namespace ogi::daemon {

// `agency`: id or name. A report that went to another agency is withdrawn under the old name, with the id of
// whose it is now: who followed the old one by its id hears of it, too.
bool is_of_agency(const model::Change& change, std::string_view agency);

// Where reports stand and have stood.
class Divisions {
  public:
    static constexpr std::size_t remembered_max = 65'536;

    explicit Divisions(const storage::Store& store) : store_{store} {}

    // Whether a report stood in one of the regions (is_in_region) in this revision or an earlier one. Once
    // in, it stays wanted: where the division of an agency is another one later, its followers hear that, and
    // what comes after. Fails as the store does.
    base::Result<bool> have_been_in(std::span<const std::string> regions, const model::ReportKey& key,
                                    int revision);

  private:
    // The code as the revision has it; empty where that is not known.
    base::Result<std::string> division_of(const model::ReportKey& key, int revision);

    const storage::Store& store_;
    std::unordered_map<std::string, std::string> divisions_;  // By report and revision.
};

}  // namespace ogi::daemon
