#include "base/url.h"

#include "base/utf8.h"

#include <boost/url.hpp>

#include <algorithm>

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
        } else if (must_escape(c) || lone_percent || (in_query && (c == '[' || c == ']'))) {
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
    return std::min(text.find('/', authority_begin(text)), text.size());
}

std::string_view without_www(std::string_view host) {
    return host.starts_with("www.") ? host.substr(4) : host;
}

Result<std::string> normal_form(urls::url url, std::string_view written) {
    const auto refuse = [&](std::string_view why) {
        return fail(ErrorCode::malformed,
                    "not a usable URL (" + std::string{why} + "): " + std::string{written.substr(0, 200)});
    };
    url.normalize();
    if (url.scheme_id() != urls::scheme::http && url.scheme_id() != urls::scheme::https) {
        return refuse("neither http nor https");
    }
    if (!url.has_authority() || url.encoded_host().empty()) return refuse("no host");
    if (url.has_port() && (url.port().empty() || url.port_number() == 0)) {
        if (!url.port().empty()) return refuse("port out of range");
        url.remove_port();
    }
    const auto standard = url.scheme_id() == urls::scheme::https ? 443 : 80;
    if (url.has_port() && url.port_number() == standard) url.remove_port();
    url.remove_userinfo();
    url.remove_fragment();
    if (url.encoded_path().empty()) url.set_encoded_path("/");
    std::string text{url.buffer().data(), url.buffer().size()};
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
    const auto mended = mend(reference);
    auto parsed = urls::parse_uri_reference(mended);
    if (!parsed) return fail(ErrorCode::malformed, "not a URL: " + std::string{reference.substr(0, 200)});
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
