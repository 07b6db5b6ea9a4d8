#include "daemon/cli/roster_command.h"

#include "daemon/cli/client.h"
#include "daemon/control/order.h"
#include "daemon/open_store.h"
#include "daemon/roster/roster.h"
#include "daemon/roster/roster_csv.h"
#include "storage/store.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <istream>
#include <vector>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

// One byte more than may be read tells that there are more.
std::string read_all(std::istream& input) {
    std::vector<char> bytes(roster_bytes_max + 1);
    input.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return {bytes.data(), static_cast<std::size_t>(input.gcount())};
}

Result<std::size_t> import_csv(const Config& config, std::string csv) {
    TRY(client, Client::connect(config.control_socket()));
    if (!client) {
        TRY(store, open_for_writing(config));
        return import_roster(*store, csv);
    }
    // The daemon would not even read it.
    if (csv.size() > roster_bytes_max) return too_large_roster();
    std::string answer;
    TRY_VOID(client->ask(
        "POST", to_target(ImportRoster{}),
        [&](std::string_view line) {
            answer = line;
            return true;
        },
        std::move(csv)));
    return read_imported(answer);
}

}  // namespace

Result<std::size_t> import_roster_file(const Config& config, const std::string& file,
                                       std::istream& standard_input) {
    std::string csv;
    if (file == "-") {
        csv = read_all(standard_input);
    } else {
        std::ifstream input{file, std::ios::binary};
        if (!input) return base::fail(ErrorCode::not_found, file + ": " + std::strerror(errno));
        csv = read_all(input);
        if (input.bad()) return base::fail(ErrorCode::io, file + " cannot be read");
    }
    auto imported = import_csv(config, std::move(csv));
    if (imported || imported.error().code != ErrorCode::malformed) return imported;
    return base::fail(ErrorCode::malformed, file + ": " + imported.error().context);
}

}  // namespace ogi::daemon
