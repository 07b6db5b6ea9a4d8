#include "daemon/cli/reader.h"

#include "daemon/answers/source_lines.h"
#include "daemon/cli/client.h"
#include "daemon/cli/order_command.h"
#include "daemon/decisions/known_decisions.h"
#include "daemon/decisions/rulings.h"
#include "daemon/open_store.h"
#include "storage/store.h"

namespace ogi::daemon {

namespace {

// They are there before anything was crawled.
base::Result<void> read_sources(const Config& config, const LineSink& sink) {
    auto store = storage::Store::open(config.store_path, storage::OpenMode::read_only);
    if (!store && store.error().code != base::ErrorCode::not_found) return std::move(store).error();
    return tell_sources(store ? store->get() : nullptr, SourceScope{config.sources}, sink);
}

}  // namespace

base::Result<void> read(const Config& config, const Question& question, const LineSink& sink) {
    TRY(client, Client::connect(config.control_socket()));
    if (client) return client->ask("GET", to_target(question), sink);

    if (question.about == About::limits)
        return no_daemon(config,
                         "only a running one has limits in force; the configured ones: ogid --print-config");

    if (question.about == About::sources) return read_sources(config, sink);

    TRY(store, open_for_reading(config));
    // The sink may end it early; the rest is not asked for then.
    TRY(decided, known_decisions(*store, config.decisions_file()));
    TRY(rest, answer(*store, question, sink, Rulings{std::move(decided.decisions)},
                     find_programs(config.programs)));
    static_cast<void>(rest);
    return {};
}

}  // namespace ogi::daemon
