#pragma once

#include "base/result.h"
#include "daemon/sinks/kinds.h"
#include "daemon/sinks/settings.h"
#include "model/change.h"

#include <string>
#include <vector>

// `type` and `class`: entries by what they are. Only kinds whose targets hold entries have these keys. One that
// holds reports as they are now, as tables and indexes do, would be wrong without what happened last.
namespace ogi::daemon {

inline constexpr SinkOption type_option{.name = "type", .form = OptionForm::texts};
inline constexpr SinkOption class_option{.name = "class", .form = OptionForm::texts};

// Words that docs/formats.md does not have are refused.
base::Result<void> check_entry_choice(const SinkSettings& settings);

class EntryChoice {
  public:
    explicit EntryChoice(const SinkSettings& settings);
    bool takes(const model::Change& change) const;

  private:
    std::vector<std::string> types_;
    std::vector<std::string> classes_;
};

}  // namespace ogi::daemon
