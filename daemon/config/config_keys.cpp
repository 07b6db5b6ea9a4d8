#include "daemon/config/config_keys.h"

#include "daemon/config/api_keys.h"
#include "daemon/config/key_makers.h"
#include "daemon/config/key_rows.h"
#include "daemon/logging/log_levels.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <limits>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

// As if nothing were written.
constexpr std::string_view auto_word = "auto";

Result<void> read_log_level(const toml::node& node, Config& config) {
    TRY(words, text(node));
    // What is not named stays as it is.
    TRY(before, LogLevels{}.changed(config.log_level));
    const auto levels = before.changed(words);
    if (!levels) return base::fail(ErrorCode::malformed, levels.error().context);
    config.log_level = levels->text();
    return {};
}

Result<void> read_user_agent(const toml::node& node, Config& config) {
    TRY(agent, text(node));
    // The product token is what robots.txt files name (RFC 9309 §2.2.1).
    const auto is_token = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    };
    const auto token_end = std::ranges::find_if_not(agent, is_token);
    const bool printable = std::ranges::all_of(agent, [](char c) { return c >= 0x20 && c < 0x7F; });
    if (token_end == agent.begin() || !printable) {
        return base::fail(
            ErrorCode::malformed,
            "must start with a product name and be plain ASCII, such as \"ogid/0.1 (+https://…)\"");
    }
    config.fetch.robots_agent.assign(agent.begin(), token_end);
    config.transport.user_agent = agent;
    return {};
}

Result<void> read_proxy(const toml::node& node, Config& config) {
    TRY(proxy, text(node));
    static constexpr std::string_view schemes[] = {"http://", "https://", "socks5://", "socks5h://"};
    const auto fits = [&](std::string_view scheme) {
        return proxy.starts_with(scheme) && proxy.size() > scheme.size();
    };
    const bool printable = std::ranges::all_of(proxy, [](char c) { return c > 0x20 && c < 0x7F; });
    if (!proxy.empty() && (!printable || std::ranges::none_of(schemes, fits))) {
        return base::fail(ErrorCode::malformed,
                          "must be \"\" or a URL such as \"socks5h://127.0.0.1:1080\" (http, https, socks5, "
                          "socks5h)");
    }
    config.transport.proxy = proxy;
    return {};
}

Result<void> read_legacy_tls_hosts(const toml::node& node, Config& config) {
    const auto wrong =
        base::fail(ErrorCode::malformed, "must be a list of host names such as \"www.example.gov.cn\"");
    const auto* list = node.as_array();
    if (list == nullptr) return wrong;
    config.transport.legacy_tls_hosts.clear();
    for (const auto& item : *list) {
        const auto url = base::Url::parse("https://" + item.value<std::string>().value_or("") + "/");
        const bool is_host = url && url->port() == 443 && url->path_and_query() == "/";
        if (!item.is_string() || !is_host) return wrong;
        config.transport.legacy_tls_hosts.emplace(url->host());
    }
    return {};
}

std::string print_legacy_tls_hosts(const Config& config) {
    std::string printed;
    for (const auto& host : config.transport.legacy_tls_hosts)
        printed += (printed.empty() ? "" : ", ") + in_quotes(host);
    return "[" + printed + "]";
}

ConfigKey path_key(std::string_view section, std::string_view name, std::filesystem::path Config::*member) {
    return {section, name,
            [=](const toml::node& node, Config& config) -> Result<void> {
                TRY(path, text(node));
                if (path.empty()) return base::fail(ErrorCode::malformed, "must not be empty");
                config.*member = path;
                return {};
            },
            [=](const Config& config) { return in_quotes((config.*member).string()); }};
}

// A program that is looked for where nothing is written; "" switches it off.
ConfigKey program_key(std::string_view name, std::optional<std::filesystem::path> ProgramSettings::*member) {
    return {"programs", name,
            [=](const toml::node& node, Config& config) -> Result<void> {
                TRY(path, text(node));
                if (path != auto_word) {
                    config.programs.*member = path;
                } else {
                    (config.programs.*member).reset();
                }
                return {};
            },
            [=](const Config& config) {
                const auto& written = config.programs.*member;
                return in_quotes(written ? written->string() : std::string{auto_word});
            }};
}

// What reads documents that this process does not read itself.
std::vector<ConfigKey> program_keys() {
    return {program_key("pdf", &ProgramSettings::pdf), program_key("office", &ProgramSettings::office),
            program_key("ocr", &ProgramSettings::ocr)};
}

// What is kept of a page's captures.
std::vector<ConfigKey> retention_keys() {
    constexpr std::int64_t captures_max = 1'000'000'000;
    return {
        duration_key<std::chrono::days>(
            "store", "keep_captures_days", 0, 36'500,
            [](Config & c) -> auto& { return c.retention.keep_for; }),
        number_key(
            "store", "keep_captures_min", 1, captures_max,
            [](Config & c) -> auto& { return c.retention.keep_min; }),
        number_key(
            "store", "keep_captures_max", 0, captures_max,
            [](Config & c) -> auto& { return c.retention.keep_max; }),
    };
}

// How many URLs a host may make known.
std::vector<ConfigKey> bound_keys() {
    return {
        number_key(
            "crawl", "host_urls_max", 1, 1'000'000'000,
            [](Config & c) -> auto& { return c.bounds.host_urls_max; }),
        number_key(
            "crawl", "prefix_urls_free", 1, 1'000'000'000,
            [](Config & c) -> auto& { return c.bounds.prefix_urls_free; }),
        number_key(
            "crawl", "prefix_percent_max", 1, 100,
            [](Config & c) -> auto& { return c.bounds.prefix_percent_max; }),
    };
}

std::vector<ConfigKey> crawl_keys() {
    using std::chrono::milliseconds;
    return {
        {"crawl", "user_agent", read_user_agent,
         [](const Config& c) { return in_quotes(c.transport.user_agent); }},
        {"crawl", "allow_private_addresses",
         [](const toml::node& node, Config& c) -> Result<void> {
             if (!node.is_boolean()) return base::fail(ErrorCode::malformed, "must be true or false");
             c.transport.allow_private_addresses = *node.value<bool>();
             return {};
         },
         [](const Config& c) { return std::string{c.transport.allow_private_addresses ? "true" : "false"}; },
         "true or false"},
        {"crawl", "proxy", read_proxy, [](const Config& c) { return in_quotes(c.transport.proxy); }},
        {"crawl", "legacy_tls_hosts", read_legacy_tls_hosts, print_legacy_tls_hosts, "list of texts"},
        {"crawl", "crl_file",
         [](const toml::node& node, Config& c) -> Result<void> {
             TRY(file, text(node));
             c.transport.crl_file = std::move(file);
             return {};
         },
         [](const Config& c) { return in_quotes(c.transport.crl_file); }},
        duration_key<milliseconds>(
            "crawl", "host_delay_ms", 0, 3'600'000, [](Config & c) -> auto& { return c.fetch.host_delay; }),
        duration_key<milliseconds>(
            "crawl", "crawl_delay_max_ms", 0, 3'600'000,
            [](Config & c) -> auto& { return c.fetch.crawl_delay_max; }),
        number_key(
            "crawl", "redirects_max", 0, 20, [](Config & c) -> auto& { return c.fetch.redirects_max; }),
        number_key(
            "crawl", "body_bytes_max", 1'024, 1 << 30,
            [](Config & c) -> auto& { return c.transport.body_bytes_max; }),
        number_key(
            "crawl", "attachment_bytes_max", 1'024, 64 << 20,
            [](Config & c) -> auto& { return c.transport.attachment_bytes_max; }),
        number_key(
            "crawl", "inflate_ratio_max", 1, 100'000,
            [](Config & c) -> auto& { return c.transport.inflate_ratio_max; }),
        duration_key<milliseconds>(
            "crawl", "connect_timeout_ms", 10, 600'000,
            [](Config & c) -> auto& { return c.transport.connect_timeout; }),
        duration_key<milliseconds>(
            "crawl", "total_timeout_ms", 10, 3'600'000,
            [](Config & c) -> auto& { return c.transport.total_timeout; }),
        number_key(
            "crawl", "hosts_max", 1, 10'000, [](Config & c) -> auto& { return c.hosts_max; }),
        number_key(
            "crawl", "depth_max", 0, 100'000, [](Config & c) -> auto& { return c.depth_max; }),
        number_key(
            "crawl", "workers", 1, 256, [](Config & c) -> auto& { return c.workers; }),
    };
}

// [crawl] too: when pages are looked at.
std::vector<ConfigKey> revisit_keys() {
    using std::chrono::seconds;
    constexpr std::int64_t day_s = 86'400, year_s = 366 * day_s;
    // Four times as long off season, that must lie well within model::due_ahead_max.
    constexpr std::int64_t period_max_s = 180 * day_s;
    return {
        duration_key<seconds>(
            "crawl", "list_period_s", 60, period_max_s,
            [](Config & c) -> auto& { return c.revisit.list_period; }),
        duration_key<seconds>(
            "crawl", "list_period_max_s", 60, period_max_s,
            [](Config & c) -> auto& { return c.revisit.list_period_max; }),
        duration_key<seconds>(
            "crawl", "report_period_s", 60, period_max_s,
            [](Config & c) -> auto& { return c.revisit.report_period; }),
        duration_key<seconds>(
            "crawl", "report_period_max_s", 60, period_max_s,
            [](Config & c) -> auto& { return c.revisit.report_period_max; }),
        duration_key<seconds>(
            "crawl", "period_min_s", 60, period_max_s,
            [](Config & c) -> auto& { return c.revisit.period_min; }),
        duration_key<seconds>(
            "crawl", "retry_first_s", 1, year_s, [](Config & c) -> auto& { return c.revisit.retry_first; }),
        duration_key<seconds>(
            "crawl", "retry_max_s", 1, year_s, [](Config & c) -> auto& { return c.revisit.retry_max; }),
        duration_key<seconds>(
            "crawl", "challenge_period_s", 60, year_s,
            [](Config & c) -> auto& { return c.revisit.challenge_period; }),
        duration_key<seconds>(
            "crawl", "withdrawal_confirm_s", 0, year_s,
            [](Config & c) -> auto& { return c.revisit.withdrawal_confirm; }),
        duration_key<seconds>(
            "crawl", "mass_absence_hold_s", 0, year_s,
            [](Config & c) -> auto& { return c.revisit.mass_absence_hold; }),
    };
}

}  // namespace

std::string in_quotes(std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00", out.push_back(hex[byte >> 4]), out.push_back(hex[byte & 15]);
            continue;
        }
        if (c == '"' || c == '\\') out.push_back('\\');
        out.push_back(c);
    }
    return out + "\"";
}

const std::vector<ConfigKey>& config_keys() {
    static const auto keys = [] {
        std::vector<ConfigKey> all{path_key("store", "path", &Config::store_path),
                                   path_key("store", "decisions", &Config::decisions)};
        std::ranges::move(retention_keys(), std::back_inserter(all));
        std::ranges::move(crawl_keys(), std::back_inserter(all));
        std::ranges::move(revisit_keys(), std::back_inserter(all));
        std::ranges::move(bound_keys(), std::back_inserter(all));
        std::ranges::move(program_keys(), std::back_inserter(all));
        std::ranges::move(api_keys(), std::back_inserter(all));
        all.push_back(path_key("api", "socket", &Config::socket));
        all.push_back(
            {"log", "level", read_log_level, [](const Config& c) { return in_quotes(c.log_level); }});
        all.push_back(path_key("sources", "folder", &Config::sources_folder));
        return all;
    }();
    return keys;
}

std::vector<KeyRow> key_rows(const Config& config) {
    std::vector<KeyRow> rows;
    for (const auto& key : config_keys())
        rows.push_back({std::string{key.section}, std::string{key.name}, key.form, key.print(config)});
    return rows;
}

}  // namespace ogi::daemon
