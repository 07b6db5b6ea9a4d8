#include "crawler/cookies.h"

#include "base/utf8.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace ogi::crawler {

using std::chrono::seconds;

namespace {

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

// What stands before and behind the first `sign`, trimmed; all of it before where there is none.
std::pair<std::string_view, std::string_view> cut(std::string_view text, char sign) {
    const auto at = text.find(sign);
    if (at == std::string_view::npos) return {base::trim(text), {}};
    return {base::trim(text.substr(0, at)), base::trim(text.substr(at + 1))};
}

bool is_in_domain(std::string_view host, std::string_view domain) {
    if (domain.starts_with('.')) domain.remove_prefix(1);
    if (host == domain) return true;
    return !domain.empty() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.';
}

// RFC 6265 §5.1.4.
bool path_matches(std::string_view asked, std::string_view path) {
    if (!asked.starts_with(path)) return false;
    return asked.size() == path.size() || path.ends_with('/') || asked[path.size()] == '/';
}

std::string default_path(const base::Url& url) {
    const auto path = url.path();
    const auto last = path.rfind('/');
    return last == 0 || last == std::string_view::npos ? "/" : std::string{path.substr(0, last)};
}

std::optional<base::UtcTime> after_seconds(std::string_view digits, base::UtcTime now) {
    std::int64_t count = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (problem == std::errc::result_out_of_range)
        return digits.front() == '-' ? base::UtcTime{} : base::UtcTime::max();
    if (problem != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return now + seconds{std::clamp<std::int64_t>(count, 0, seconds{CookieJar::lifetime_max}.count())};
}

std::optional<base::UtcTime> at_date(std::string_view date) {
    const auto time = curl_getdate(std::string{date}.c_str(), nullptr);
    if (time < 0) return std::nullopt;
    return base::UtcTime{seconds{time}};
}

}  // namespace

std::optional<Cookie> parse_set_cookie(std::string_view header, const base::Url& url, base::UtcTime now) {
    const auto pair_end = std::min(header.find(';'), header.size());
    const auto pair = header.substr(0, pair_end);
    if (pair.find('=') == std::string_view::npos || std::ranges::any_of(pair, is_control))
        return std::nullopt;
    const auto [name, value] = cut(pair, '=');
    if (name.empty() || name.size() + value.size() > CookieJar::cookie_bytes_max) return std::nullopt;
    Cookie cookie{.name = std::string{name}, .value = std::string{value}, .path = default_path(url)};
    std::optional<base::UtcTime> by_age, by_date;
    auto rest = header.substr(pair_end);
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const auto end = std::min(rest.find(';'), rest.size());
        const auto [written, says] = cut(rest.substr(0, end), '=');
        const auto attribute = lower(written);
        rest.remove_prefix(end);
        if (attribute == "secure") cookie.secure = true;
        if (attribute == "max-age" && !says.empty()) by_age = after_seconds(says, now);
        if (attribute == "expires") by_date = at_date(says);
        if (attribute == "path") cookie.path = says.starts_with('/') ? std::string{says} : default_path(url);
        if (attribute == "domain" && !is_in_domain(url.host(), lower(says))) return std::nullopt;
    }
    if (cookie.path.size() > CookieJar::path_bytes_max) return std::nullopt;
    const auto latest = now + CookieJar::lifetime_max;
    cookie.expires = std::min(by_age ? *by_age : by_date.value_or(latest), latest);
    return cookie;
}

void CookieJar::keep(const base::Url& url, const std::vector<std::string>& set_cookies, base::UtcTime now) {
    if (set_cookies.empty()) return;
    auto& cookies = find_or_add(std::string{url.host()}).cookies;
    std::erase_if(cookies, [&](const Cookie& cookie) { return cookie.expires <= now; });
    for (const auto& header : set_cookies) {
        auto cookie = parse_set_cookie(header, url, now);
        if (!cookie) continue;
        const auto same = [&](const Cookie& other) {
            return other.name == cookie->name && other.path == cookie->path;
        };
        const auto found = std::ranges::find_if(cookies, same);
        if (cookie->expires <= now) {
            if (found != cookies.end()) cookies.erase(found);
        } else if (found != cookies.end()) {
            *found = *std::move(cookie);
        } else if (cookies.size() < cookies_max) {
            cookies.push_back(*std::move(cookie));
        }
    }
}

std::string CookieJar::header_for(const base::Url& url, base::UtcTime now) {
    const auto found = hosts_.find(url.host());
    if (found == hosts_.end()) return {};
    by_use_.splice(by_use_.begin(), by_use_, found->second.place);
    std::vector<const Cookie*> fitting;
    for (const auto& cookie : found->second.cookies) {
        const bool fits = now < cookie.expires && path_matches(url.path(), cookie.path) &&
                          (!cookie.secure || url.is_https());
        if (fits) fitting.push_back(&cookie);
    }
    std::ranges::stable_sort(fitting, std::ranges::greater{},
                             [](const Cookie* cookie) { return cookie->path.size(); });
    std::string header;
    for (const auto* cookie : fitting)
        header += (header.empty() ? "" : "; ") + cookie->name + "=" + cookie->value;
    return header;
}

CookieJar::Host& CookieJar::find_or_add(const std::string& host) {
    const auto found = hosts_.find(host);
    if (found != hosts_.end()) return found->second;
    if (hosts_.size() >= hosts_max) {
        hosts_.erase(by_use_.back());
        by_use_.pop_back();
    }
    by_use_.push_front(host);
    return hosts_.emplace(host, Host{{}, by_use_.begin()}).first->second;
}

}  // namespace ogi::crawler
