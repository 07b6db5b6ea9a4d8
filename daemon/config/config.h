#pragma once

#include "base/result.h"
#include "crawler/curl_transport.h"
#include "crawler/fetcher.h"
#include "crawler/revisit_policy.h"
#include "daemon/config/programs.h"
#include "daemon/sinks/settings.h"
#include "model/source.h"
#include "storage/retention.h"
#include "storage/store.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ogi::daemon {

// Everything a run can be told, from one TOML file and the folder of sources it names.
// Units stand last in the keys; systemd/ogid.toml lists them all.
struct Config {
    std::filesystem::path file;  // Where it was read from; absolute.
    std::filesystem::path store_path;
    std::filesystem::path decisions;  // [store] decisions; empty: beside the store's own files.
    storage::Retention retention;     // [store] keep_captures_days, keep_captures_min, keep_captures_max

    crawler::TransportSettings transport;  // [crawl] user_agent, allow_private_addresses, body_bytes_max, …
    crawler::FetchSettings fetch;          // [crawl] host_delay_ms, crawl_delay_max_ms, redirects_max
    crawler::RevisitSettings revisit;  // [crawl] list_period_s, report_period_s, withdrawal_confirm_s, …
    int hosts_max = 64;                // Hosts that are visited at the same time.
    int depth_max = 100;               // Links followed from an entry page, further pages of a list included.
    storage::UrlBounds bounds;         // [crawl] host_urls_max, prefix_urls_free, prefix_percent_max
    int workers = 2;                   // Threads that extract and parse.

    ProgramSettings programs;  // [programs] pdf, office, ocr

    std::string api_host = "127.0.0.1";  // Empty: no TCP listener.
    std::uint16_t api_port = 8470;
    int connections_max = 1024;             // Over TCP at the same time …
    int connections_per_address_max = 256;  // … and from one address.
    std::chrono::milliseconds header_timeout{10'000};
    bool pages = true;                      // Pages for people are served, too.
    std::vector<std::string> api_hosts;     // Names under which it may be asked (host_rules.h).
    std::vector<std::string> cors_origins;  // Sites whose pages may read it.
    std::filesystem::path socket;           // [api] socket; empty: beside the store's own files.
    std::filesystem::path token_file;       // Of those who may operate it over TCP; empty: nobody.

    std::string log_level = "info";  // As LogLevels::text has it.

    std::filesystem::path sources_folder;  // *.toml in it hold further [[source]] entries; may be empty.
    std::vector<model::Source> sources;

    std::vector<SinkSettings> sinks;  // [[sink]]: where the feed is delivered to.

    // What people decided, a line each (decisions_file.h).
    std::filesystem::path decisions_file() const {
        return decisions.empty() ? store_path / "decisions.ndjson" : decisions;
    }

    // The control socket; works also where there is no TCP listener.
    std::filesystem::path control_socket() const {
        return socket.empty() ? store_path / "ogid.sock" : socket;
    }
};

// Reads a configuration. Relative paths in it count from the file's folder.
// Fails with `not_found`, `io` or `malformed`; the context names file and line, the key, and what is allowed.
base::Result<Config> load_config(const std::filesystem::path& file);

// What is in force, as TOML with every key.
std::string print_config(const Config& config);

}  // namespace ogi::daemon
