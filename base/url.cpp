#include "base/url.h"

#include "base/utf8.h"

#include <boost/url.hpp>

#include <algorithm>
#include <charconv>

namespace ogi::base {

namespace urls = boost::urls;

namespace {

bool must_escape(unsigned char c) {
    return c <= 0x20 || c >= 0x7F ||
           std::string_view{"\"<>\\^`{|}"}.find(static_cast<char>(c)) != std::string_view::npos;
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Whether what follows `begun` still names the host: the one place where brackets stand for themselves.
bool in_authority(std::string_view begun) {
    const auto slashes = begun.find("//");
    const auto before = begun.substr(0, slashes);
    return slashes != std::string_view::npos && (before.empty() || before.ends_with(':')) &&
           before.find_first_of("/?") == std::string_view::npos &&
           begun.find_first_of("/?", slashes + 2) == std::string_view::npos;
}

// Pages hold raw Han characters, spaces and lone '%' in links; Boost.URL follows RFC 3986 and takes none of
// them. Tabs and line ends inside a URL are dropped, as the WHATWG standard says.
std::string mend(std::string_view text) {
    text = trim(text);
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    bool in_query = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\t' || c == '\n' || c == '\r') continue;
        if (c == '#') break;
        in_query = in_query || c == '?';
        const bool lone_percent =
            c == '%' && !(i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2]));
        if (c == '\\' && !in_query) {
            out.push_back('/');
        } else if (must_escape(c) || lone_percent || ((c == '[' || c == ']') && !in_authority(out))) {
            out.push_back('%'), out.push_back(hex[c >> 4]), out.push_back(hex[c & 15]);
        } else {
            out.push_back(static_cast<char>(c));
        }
    }
    return out;
}

std::size_t authority_begin(std::string_view text) {
    return text.find("//") + 2;
}

std::size_t path_begin(std::string_view text) {
    return std::min(text.find_first_of("/?", authority_begin(text)), text.size());
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '~' || c == '.';
}

// Whether a reference is a path, perhaps with a query, that stays as it is in the normal form: without dot
// segments, empty segments, and characters that anything must be done about. Most links are.
bool is_plain_path(std::string_view reference) {
    char before = '/';
    bool in_query = false;
    if (reference.starts_with('/')) reference.remove_prefix(1);
    if (reference.empty() || reference.starts_with('?') || reference.ends_with('?')) return false;
    for (const char c : reference) {
        in_query = in_query || c == '?';
        const bool query_mark = in_query && (c == '?' || c == '=' || c == '&');
        const bool segment = c == '/' && before != '/';
        const bool dot_segment = c == '.' && before == '/';
        if (dot_segment || !(is_unreserved(c) || query_mark || segment)) return false;
        before = c;
    }
    return true;
}

std::string_view without_www(std::string_view host) {
    return host.starts_with("www.") ? host.substr(4) : host;
}

Error refuse(std::string_view why, std::string_view written) {
    return fail(ErrorCode::malformed,
                "not a usable URL (" + std::string{why} + "): " + std::string{written.substr(0, 200)});
}

// The port as a number; 0 where none is written. Boost.URL 1.81 takes "host:port/" and numbers of any size.
Result<std::uint16_t> port_of(const urls::url_view& url, std::string_view written) {
    const auto path = url.encoded_path();
    if (url.has_authority() && !path.empty() && path[0] != '/')
        return refuse("the port is no number", written);
    const std::string_view digits{url.port().data(), url.port().size()};
    if (digits.empty()) return std::uint16_t{0};
    std::uint16_t port = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (problem != std::errc{} || port == 0) return refuse("port out of range", written);
    return port;
}

// RFC 3986 §5.2.4: nothing is above the root. Boost.URL keeps the dots in front.
void drop_leading_dots(std::string& text) {
    const auto begin = path_begin(text);
    const auto end = std::min(text.find('?', begin), text.size());
    auto path = std::string_view{text}.substr(begin, end - begin);
    while (path.starts_with("/../")) path.remove_prefix(3);
    text =
        text.substr(0, begin) + (path.empty() || path == "/.." ? "/" : std::string{path}) + text.substr(end);
}

Result<std::string> normal_form(urls::url url, std::string_view written) {
    url.normalize();
    if (url.scheme_id() != urls::scheme::http && url.scheme_id() != urls::scheme::https) {
        return refuse("neither http nor https", written);
    }
    if (!url.has_authority() || url.encoded_host().empty()) return refuse("no host", written);
    TRY(port, port_of(url, written));
    const auto standard = url.scheme_id() == urls::scheme::https ? 443 : 80;
    url.remove_port();
    if (port != 0 && port != standard) url.set_port_number(port);
    url.remove_userinfo();
    url.remove_fragment();
    std::string text{url.buffer().data(), url.buffer().size()};
    drop_leading_dots(text);
    if (text.size() > Url::length_max) {
        return fail(ErrorCode::too_large, "URL longer than " + std::to_string(Url::length_max) + " bytes");
    }
    return text;
}

}  // namespace

Result<Url> Url::parse(std::string_view written) {
    if (written.size() > 2 * length_max) {
        return fail(ErrorCode::too_large, "URL longer than " + std::to_string(length_max) + " bytes");
    }
    const auto mended = mend(written);
    auto parsed = urls::parse_uri(mended);
    if (!parsed)
        return fail(ErrorCode::malformed, "not an absolute URL: " + std::string{written.substr(0, 200)});
    TRY(text, normal_form(urls::url{*parsed}, written));
    return Url{std::move(text)};
}

Result<Url> Url::resolve(std::string_view reference) const {
    if (reference.size() > 2 * length_max) {
        return fail(ErrorCode::too_large, "URL longer than " + std::to_string(length_max) + " bytes");
    }
    if (is_plain_path(reference)) {
        const std::string_view base{text_};
        const auto path = path_begin(base);
        const auto folder_end = base.rfind('/', std::min(base.find('?', path), base.size()) - 1) + 1;
        std::string joined{base.substr(0, reference.starts_with('/') ? path : folder_end)};
        joined += reference;
        if (joined.size() <= length_max) return Url{std::move(joined)};
    }
    const auto mended = mend(reference);
    auto parsed = urls::parse_uri_reference(mended);
    if (!parsed) return fail(ErrorCode::malformed, "not a URL: " + std::string{reference.substr(0, 200)});
    TRY_VOID(port_of(*parsed, reference));  // Joining loses what is wrong with it.
    urls::url joined;
    const auto status = urls::resolve(urls::url_view{text_}, *parsed, joined);
    if (!status) return fail(ErrorCode::malformed, "not a URL: " + std::string{reference.substr(0, 200)});
    TRY(text, normal_form(std::move(joined), reference));
    return Url{std::move(text)};
}

std::string_view Url::host() const {
    const std::string_view text{text_};
    const auto begin = authority_begin(text);
    const auto authority = text.substr(begin, path_begin(text) - begin);
    const auto colon = authority.rfind(':');
    const bool has_port =
        colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos;
    return has_port ? authority.substr(0, colon) : authority;
}

std::uint16_t Url::port() const {
    const std::string_view text{text_};
    const auto after_host = static_cast<std::size_t>(host().data() - text.data()) + host().size();
    if (after_host >= text.size() || text[after_host] != ':') return is_https() ? 443 : 80;
    unsigned port = 0;
    for (auto i = after_host + 1; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        port = port * 10 + static_cast<unsigned>(text[i] - '0');
    }
    return static_cast<std::uint16_t>(port);
}

std::string Url::authority() const {
    return std::string{host()} + ":" + std::to_string(port());
}

std::string_view Url::path_and_query() const {
    return std::string_view{text_}.substr(path_begin(text_));
}

std::string_view Url::path() const {
    const auto rest = path_and_query();
    return rest.substr(0, rest.find('?'));
}

std::string_view Url::query() const {
    const auto rest = path_and_query();
    const auto mark = rest.find('?');
    return mark == std::string_view::npos ? std::string_view{} : rest.substr(mark + 1);
}

bool Url::same_site(const Url& other) const {
    if (without_www(host()) != without_www(other.host())) return false;
    const auto standard = [](const Url& url) { return url.port() == (url.is_https() ? 443 : 80); };
    return port() == other.port() || (standard(*this) && standard(other));
}

}  // namespace ogi::base
