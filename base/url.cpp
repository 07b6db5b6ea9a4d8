#include "base/url.h"

#include <charconv>

namespace ogi::base {
namespace {

std::string_view without_www(std::string_view host) {
    return host.starts_with("www.") ? host.substr(4) : host;
}

// 0 for the ports that a site has without saying so.
std::uint16_t site_port(const Url& url) {
    const auto port = url.port();
    return port == 80 || port == 443 ? 0 : port;
}

}  // namespace

std::string_view Url::host() const {
    return std::string_view{text_}.substr(host_begin(), host_end_ - host_begin());
}

std::uint16_t Url::port() const {
    if (host_end_ == path_begin_) return is_https() ? 443 : 80;
    std::uint16_t port = 0;
    std::from_chars(text_.data() + host_end_ + 1, text_.data() + path_begin_, port);
    return port;
}

std::string Url::authority() const {
    return std::string{host()} + ":" + std::to_string(port());
}

std::string_view Url::path_and_query() const {
    return std::string_view{text_}.substr(path_begin_);
}

std::string_view Url::path() const {
    return std::string_view{text_}.substr(path_begin_, static_cast<std::size_t>(path_end_ - path_begin_));
}

std::string_view Url::query() const {
    const auto behind_path = std::string_view{text_}.substr(path_end_);
    return behind_path.empty() ? behind_path : behind_path.substr(1);
}

bool Url::same_site(const Url& other) const {
    return without_www(host()) == without_www(other.host()) && site_port(*this) == site_port(other);
}

}  // namespace ogi::base
