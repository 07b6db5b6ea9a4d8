#include "daemon/api/host_rules.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace ogi::daemon {

namespace {

std::string lower(std::string_view text) {
    std::string out{text};
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// "[::1]:8470" → "::1"; "A.example.:80" → "a.example"; empty for what is no host.
std::string name_of(std::string_view host) {
    std::string_view port;
    if (host.starts_with('[')) {
        const auto end = host.find(']');
        if (end == std::string_view::npos) return {};
        port = host.substr(end + 1);
        host = host.substr(1, end - 1);
    } else {
        const auto colon = host.find(':');
        port = colon == std::string_view::npos ? std::string_view{} : host.substr(colon);
        host = host.substr(0, colon);
    }
    const bool is_port =
        port.empty() || (port.front() == ':' && port.size() <= 6 &&
                         std::ranges::all_of(port.substr(1), [](char c) { return c >= '0' && c <= '9'; }));
    if (!is_port) return {};
    if (host.ends_with('.')) host.remove_suffix(1);
    return lower(host);
}

}  // namespace

bool is_loopback(std::string_view literal) {
    boost::system::error_code problem;
    const auto address = boost::asio::ip::make_address(std::string{literal}, problem);
    return !problem && address.is_loopback();
}

bool is_allowed_host(std::string_view host, const HostRules& rules) {
    if (rules.hosts.empty() && !is_loopback(rules.listen)) return true;
    const auto name = name_of(host);
    if (name.empty()) return false;
    if (name == "localhost" || name == rules.listen || is_loopback(name)) return true;
    return std::ranges::any_of(rules.hosts, [&](const auto& known) { return lower(known) == name; });
}

}  // namespace ogi::daemon
