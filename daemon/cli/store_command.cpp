#include "daemon/cli/store_command.h"

#include "daemon/exit_code.h"
#include "daemon/logging.h"
#include "daemon/open_store.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <iostream>

namespace ogi::daemon {

using base::Result;

namespace {

int give_up(const base::Error& error) {
    std::cerr << "ogi: " << error.context << '\n';
    return exit_code_of(error.code);
}

// A command that takes care of a store must not make one.
Result<void> check_there(const Config& config) {
    std::error_code problem;
    if (std::filesystem::exists(config.store_path / "CURRENT", problem)) return {};
    return base::fail(base::ErrorCode::not_found, "no store at " + config.store_path.string());
}

Result<int> migrate(const Config& config) {
    TRY_VOID(check_there(config));
    TRY(store, open_for_writing(config));
    return store->format();
}

int run_migrate(const Config& config) {
    const auto format = migrate(config);
    if (!format) return give_up(format.error());
    std::cout << "format " << *format << std::endl;
    return 0;
}

}  // namespace

void add_store(CLI::App& app, StoreCommand& command) {
    auto* store = app.add_subcommand("store", "Take care of the store");
    store->require_subcommand(1);
    store
        ->add_subcommand("migrate",
                         "Bring the store up to the format of this ogi; ogid does so when it starts")
        ->callback([&command] {
            command.run = [](const Config& config) {
                set_up_logging("warn");
                return run_migrate(config);
            };
        });
}

}  // namespace ogi::daemon
