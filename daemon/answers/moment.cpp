#include "daemon/answers/moment.h"

namespace ogi::daemon {

using base::Result;

std::optional<std::string> why_gone(const storage::Store& store, const AskedMoment& asked) {
    if (!asked.cursor || !asked.cursor->epoch) return std::nullopt;
    const auto checked = store.check_cursor(*asked.cursor);
    if (!checked.fault) return std::nullopt;
    auto words = "as of " + model::to_text({*asked.cursor->epoch, asked.cursor->sequence}) + ": " +
                 std::string{words_for(*checked.fault)};
    if (const auto last = store.last_sequence())
        words += "; the log ends at " + model::to_text({store.epoch(), *last}) +
                 ", and of that entry and all before it can be asked";
    return words;
}

Result<model::AsOf> moment_in(const storage::Store& store, std::string_view as_of) {
    TRY(asked, parse_as_of(as_of));
    if (!asked.cursor) return model::AsOf{.time = asked.time};
    if (const auto gone = why_gone(store, asked)) return base::fail(base::ErrorCode::usage, *gone);
    TRY(last, store.last_sequence());
    if (asked.cursor->sequence <= last) return model::AsOf{.sequence = asked.cursor->sequence};
    return base::fail(
        base::ErrorCode::usage,
        "as_of " + std::string{as_of} + " is beyond the newest entry of the feed, " + std::to_string(last));
}

}  // namespace ogi::daemon
