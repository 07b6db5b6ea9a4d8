#include "storage/retention.h"

namespace ogi::storage {

namespace {

constexpr std::chrono::days always_kept{1};

}  // namespace

std::vector<bool> may_drop(std::span<const KeptCapture> captures, const Retention& retention,
                           base::UtcTime now) {
    std::vector<bool> drop(captures.size());
    for (std::size_t place = 0; place < captures.size(); ++place) {
        const auto age = now - captures[place].fetched_at;
        const bool too_old =
            retention.keep_for.count() > 0 && age > retention.keep_for && place >= retention.keep_min;
        const bool too_many = retention.keep_max > 0 && place >= retention.keep_max;
        drop[place] = age > always_kept && (too_old || too_many);
    }
    return drop;
}

bool begins_a_run(std::span<const KeptCapture> captures, std::size_t place) {
    return place + 1 == captures.size() || captures[place + 1].digest != captures[place].digest;
}

}  // namespace ogi::storage
