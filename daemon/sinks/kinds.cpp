#include "daemon/sinks/kinds.h"

#include "daemon/sinks/files_sink.h"
#include "daemon/sinks/index_sink.h"
#include "daemon/sinks/nats_sink.h"
#include "daemon/sinks/postgresql/postgresql_sink.h"
#include "daemon/sinks/webhook_sink.h"

#include <algorithm>
#include <vector>

namespace ogi::daemon {

std::span<const SinkKind> sink_kinds() {
    static const std::vector<SinkKind> kinds = {
        files_sink_kind(),
        postgresql_sink_kind(),
        webhook_sink_kind(),
        opensearch_sink_kind(),
        elasticsearch_sink_kind(),
        nats_sink_kind(),
    };
    return kinds;
}

const SinkKind* find_sink_kind(std::string_view name) {
    const auto kinds = sink_kinds();
    const auto found = std::ranges::find(kinds, name, &SinkKind::name);
    return found == kinds.end() ? nullptr : &*found;
}

std::string names_of_sink_kinds() {
    std::string names;
    for (const auto& kind : sink_kinds()) names += (names.empty() ? "" : ", ") + std::string{kind.name};
    return names;
}

}  // namespace ogi::daemon
