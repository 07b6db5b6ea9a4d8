#include "daemon/sinks/backoff.h"

#include <algorithm>

namespace ogi::daemon {

std::chrono::milliseconds pause_after(std::uint64_t tries, const SinkTrouble& trouble,
                                      const SinkSettings& settings) {
    if (trouble.wait) return std::clamp(*trouble.wait, settings.retry_first, settings.retry_max);
    if (trouble.remedy != Remedy::time) return settings.retry_max;
    auto pause = settings.retry_first;
    for (std::uint64_t i = 1; i < tries && pause < settings.retry_max; ++i) pause *= 2;
    return std::min(pause, settings.retry_max);
}

}  // namespace ogi::daemon
