#include "daemon/config/api_keys.h"

#include "daemon/config/key_makers.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

Result<void> read_listen(const toml::node& node, Config& config) {
    TRY(address, text(node));
    if (address.empty()) {
        config.api_host.clear();
        return {};
    }
    const auto colon = address.rfind(':');
    const auto digits = colon == std::string::npos ? std::string{} : address.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (colon == 0 || digits.empty() || problem != std::errc{} || end != digits.data() + digits.size()) {
        return base::fail(ErrorCode::malformed, "must be \"address:port\", or \"\" for none");
    }
    config.api_host = address.substr(0, colon);
    if (config.api_host.starts_with('[') && config.api_host.ends_with(']')) {
        config.api_host = config.api_host.substr(1, config.api_host.size() - 2);
    }
    config.api_port = port;
    std::array<unsigned char, sizeof(in6_addr)> address_bytes{};
    const int family = config.api_host.find(':') == std::string::npos ? AF_INET : AF_INET6;
    if (inet_pton(family, config.api_host.c_str(), address_bytes.data()) != 1) {
        return base::fail(ErrorCode::malformed, "must name an IP address, as in \"127.0.0.1:" + digits +
                                                    "\"; \"" + config.api_host + "\" is none");
    }
    return {};
}

std::string print_listen(const Config& config) {
    if (config.api_host.empty()) return "\"\"";
    const bool ipv6 = config.api_host.find(':') != std::string::npos;
    return in_quotes((ipv6 ? "[" + config.api_host + "]" : config.api_host) + ":" +
                     std::to_string(config.api_port));
}

// A list of texts, each of which `fits`.
ConfigKey list_key(std::string_view name, std::vector<std::string> Config::*member,
                   bool (*fits)(std::string_view), std::string_view wanted) {
    return {"api", name,
            [=](const toml::node& node, Config& config) -> Result<void> {
                const auto wrong = base::fail(ErrorCode::malformed, wanted);
                const auto* list = node.as_array();
                if (list == nullptr) return wrong;
                (config.*member).clear();
                for (const auto& item : *list) {
                    auto value = item.value<std::string>();
                    if (!item.is_string() || !fits(*value)) return wrong;
                    (config.*member).push_back(*std::move(value));
                }
                return {};
            },
            [=](const Config& config) {
                std::string printed;
                for (const auto& value : config.*member)
                    printed += (printed.empty() ? "" : ", ") + in_quotes(value);
                return "[" + printed + "]";
            },
            "list of texts"};
}

bool is_host(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
               c == '.' || c == ':' || c == '_';
    });
}

bool is_origin(std::string_view text) {
    if (text == "*") return true;
    for (const std::string_view scheme : {"http://", "https://"})
        if (text.starts_with(scheme)) return is_host(text.substr(scheme.size()));
    return false;
}

ConfigKey pages_key() {
    return {"api", "pages",
            [](const toml::node& node, Config& config) -> Result<void> {
                if (!node.is_boolean()) return base::fail(ErrorCode::malformed, "must be true or false");
                config.pages = *node.value<bool>();
                return {};
            },
            [](const Config& config) { return std::string{config.pages ? "true" : "false"}; },
            "true or false"};
}

ConfigKey token_file_key() {
    return {"api", "token_file",
            [](const toml::node& node, Config& config) -> Result<void> {
                TRY(file, text(node));
                config.token_file = std::move(file);
                return {};
            },
            [](const Config& config) { return in_quotes(config.token_file.string()); }};
}

}  // namespace

std::vector<ConfigKey> api_keys() {
    return {
        {"api", "listen", read_listen, print_listen},
        number_key(
            "api", "connections_max", 1, 100'000, [](Config & c) -> auto& { return c.connections_max; }),
        number_key(
            "api", "connections_per_address_max", 1, 100'000,
            [](Config & c) -> auto& { return c.connections_per_address_max; }),
        duration_key<std::chrono::milliseconds>(
            "api", "header_timeout_ms", 100, 600'000, [](Config & c) -> auto& { return c.header_timeout; }),
        list_key("hosts", &Config::api_hosts, is_host,
                 "must be a list of host names such as \"feed.example.org\", without ports"),
        list_key("cors_origins", &Config::cors_origins, is_origin,
                 "must be a list of origins such as \"https://www.example.org\", or \"*\""),
        pages_key(),
        token_file_key(),
    };
}

}  // namespace ogi::daemon
