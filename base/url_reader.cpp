#include "base/url.h"
#include "base/url_host.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>

// The parser of the WHATWG URL standard (§4.4) for the two schemes that are ours. What its states do byte by
// byte is done part by part here: a fragment can only begin at the first '#', and what stands before it falls
// apart into scheme, authority, path and query the same way.
namespace ogi::base {
namespace {

// What a byte needs, as bits.
enum Trait : std::uint8_t {
    path_escape = 1,   // To be escaped in a path …
    query_escape = 2,  // … and in a query of these schemes (§1.3).
    line_break = 4,    // Dropped wherever it stands.
    hash = 8,          // Begins a fragment.
    back_slash = 16,   // Is a slash up to the query.
    percent = 32,      // May begin the escape of a dot.
    host_other = 64,   // More to do in a host than to copy it.
    edge_blank = 128,  // Dropped at both ends.
};

constexpr std::array<std::uint8_t, 256> traits = [] {
    std::array<std::uint8_t, 256> table{};
    const auto in = [](unsigned c, std::string_view set) {
        return set.find(static_cast<char>(c)) != std::string_view::npos;
    };
    for (unsigned c = 0; c < table.size(); ++c) {
        const bool everywhere = c < 0x20 || c >= 0x7F;
        const bool plain_in_host = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
        unsigned all = 0;
        if (everywhere || in(c, " \"#<>?^`{}")) all |= path_escape;
        if (everywhere || in(c, " \"#<>'")) all |= query_escape;
        if (in(c, "\t\n\r")) all |= line_break;
        if (c == '#') all |= hash;
        if (c == '\\') all |= back_slash;
        if (c == '%') all |= percent;
        if (!plain_in_host) all |= host_other;
        if (c <= 0x20) all |= edge_blank;
        table[c] = static_cast<std::uint8_t>(all);
    }
    return table;
}();

std::uint8_t traits_of(char c) {
    return traits[static_cast<unsigned char>(c)];
}

// All traits of a text's bytes together.
std::uint8_t traits_of(std::string_view text) {
    unsigned all = 0;
    for (const char c : text) all |= traits_of(c);
    return static_cast<std::uint8_t>(all);
}

bool is_slash(char c) {
    return c == '/' || c == '\\';
}

bool begins_with_slash(std::string_view text) {
    return !text.empty() && is_slash(text.front());
}

std::string_view without_edges(std::string_view text) {
    while (!text.empty() && (traits_of(text.front()) & edge_blank) != 0) text.remove_prefix(1);
    while (!text.empty() && (traits_of(text.back()) & edge_blank) != 0) text.remove_suffix(1);
    return text;
}

// Where the colon behind a scheme stands; npos if the text begins with none.
std::size_t scheme_end(std::string_view text) {
    const auto is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    if (text.empty() || !is_letter(text.front())) return std::string_view::npos;
    const auto end = std::ranges::find_if_not(text, [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    });
    return end != text.end() && *end == ':' ? static_cast<std::size_t>(end - text.begin())
                                            : std::string_view::npos;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
    return std::ranges::equal(text, lower, [](char a, char b) { return (a | 0x20) == b; });
}

// 1 for a segment "." and 2 for "..", however the dots are written; otherwise 0.
int dots_of(std::string_view segment) {
    int dots = 0;
    while (!segment.empty() && dots <= 2) {
        const bool escaped = segment.starts_with("%2e") || segment.starts_with("%2E");
        if (!escaped && segment.front() != '.') return 0;
        segment.remove_prefix(escaped ? 3 : 1);
        ++dots;
    }
    return dots <= 2 && segment.empty() ? dots : 0;
}

void append_escaped(std::string& out, std::string_view text, Trait escape) {
    static constexpr char digits[] = "0123456789ABCDEF";
    for (const char c : text) {
        if ((traits_of(c) & escape) == 0) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%', out += digits[byte >> 4], out += digits[byte & 15];
    }
}

// Whether a host is in its normal form as it stands: a name in plain letters whose last label is no number.
// Nearly all are.
bool is_plain_host(std::string_view host) {
    if (host.empty() || (traits_of(host) & host_other) != 0) return false;
    const auto last_label = host.substr(host.rfind('.') + 1);
    return !last_label.empty() && last_label.front() >= 'a';
}

}  // namespace

class Url::Reader {
  public:
    // `base`: of what is relative; none for an absolute URL.
    Reader(std::string_view written, const Url* base) : written_{written}, base_{base} {}

    Result<Url> read() {
        if (written_.size() > 2 * length_max) return too_large();
        auto text = without_edges(written_);
        seen_ = traits_of(text);
        std::string joined;
        if ((seen_ & line_break) != 0) {
            std::ranges::remove_copy_if(text, std::back_inserter(joined),
                                        [](char c) { return (traits_of(c) & line_break) != 0; });
            text = joined;
            seen_ = traits_of(text);
        }
        if ((seen_ & hash) != 0) text = text.substr(0, text.find('#'));
        out_.reserve(text.size() + (base_ != nullptr ? base_->text_.size() : 0) + 1);

        const auto colon = scheme_end(text);
        if (colon == std::string_view::npos) {
            if (base_ != nullptr) return relative(text);
            return fail(ErrorCode::malformed, "not an absolute URL: " + shown());
        }
        const auto scheme = text.substr(0, colon);
        const bool https = equals_ignoring_case(scheme, "https");
        if (!https && !equals_ignoring_case(scheme, "http")) return refuse("neither http nor https");
        const auto rest = text.substr(colon + 1);
        // "http:page.html" on a page of that scheme is as good as "page.html".
        const bool is_relative = base_ != nullptr && base_->is_https() == https && !rest.starts_with("//");
        return is_relative ? relative(rest) : absolute(https, rest);
    }

  private:
    Result<Url> absolute(bool https, std::string_view text) {
        out_ = https ? "https://" : "http://";
        text.remove_prefix(std::min(text.find_first_not_of("/\\"), text.size()));
        const auto end = std::ranges::find_if(text, [](char c) { return is_slash(c) || c == '?'; });
        auto authority = std::string_view{text.begin(), end};
        if (const auto at = authority.rfind('@'); at != std::string_view::npos)
            authority.remove_prefix(at + 1);
        if (auto problem = append_authority(authority, https ? 443 : 80)) return *std::move(problem);
        append_path_and_query(std::string_view{end, text.end()});
        return take();
    }

    Result<Url> relative(std::string_view text) {
        if (begins_with_slash(text) && begins_with_slash(text.substr(1)))
            return absolute(base_->is_https(), text);
        const std::string_view base{base_->text_};
        host_end_ = base_->host_end_;
        path_begin_ = base_->path_begin_;
        path_end_ = base_->path_end_;
        if (text.empty()) {
            out_ = base;
        } else if (text.starts_with('?')) {
            out_ = base.substr(0, path_end_);
            append_query(text);
        } else {
            const auto folder = base.rfind('/', path_end_ - 1);
            out_ = base.substr(0, begins_with_slash(text) ? path_begin_ : folder);
            append_path_and_query(text);
        }
        return take();
    }

    // Where the colon before the port stands; those within brackets belong to an address.
    static std::size_t find_port(std::string_view authority) {
        if (authority.find('[') == std::string_view::npos) return authority.find(':');
        const auto bracket = authority.rfind(']');
        return bracket == std::string_view::npos ? bracket : authority.find(':', bracket);
    }

    // What is wrong with it, if anything.
    std::optional<Error> append_authority(std::string_view authority, std::uint16_t standard_port) {
        const auto colon = find_port(authority);
        const auto host = authority.substr(0, colon);
        if (is_plain_host(host)) {
            out_ += host;
        } else {
            auto normal =
                host.empty() ? Result<std::string>{fail(ErrorCode::malformed, "no host")} : normal_host(host);
            if (!normal) return refuse(normal.error().context);
            out_ += *normal;
        }
        host_end_ = out_.size();
        if (colon == std::string_view::npos || colon + 1 == authority.size()) return std::nullopt;
        const auto digits = authority.substr(colon + 1);
        std::uint16_t port = 0;
        const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
        if (end != digits.data() + digits.size()) return refuse("the port is no number");
        if (problem != std::errc{}) return refuse("port out of range");
        if (port != standard_port) out_ += ":" + std::to_string(port);
        return std::nullopt;
    }

    void append_path_and_query(std::string_view text) {
        const auto path = text.substr(0, text.find('?'));
        if (path_begin_ == 0) path_begin_ = out_.size();
        append_path(path);
        path_end_ = out_.size();
        if (path.size() < text.size()) append_query(text.substr(path.size()));
    }

    // `out_` ends with the folder it lies in, without a slash.
    void append_path(std::string_view path) {
        if (begins_with_slash(path)) path.remove_prefix(1);
        const bool is_plain = (seen_ & (path_escape | back_slash | percent)) == 0;
        if (is_plain && !path.starts_with('.') && path.find("/.") == std::string_view::npos) {
            out_ += '/';
            out_ += path;
            return;
        }
        while (true) {
            const auto end = std::ranges::find_if(path, is_slash);
            const bool is_last = end == path.end();
            append_segment({path.begin(), end}, is_last);
            if (is_last) return;
            path = {end + 1, path.end()};
        }
    }

    void append_segment(std::string_view segment, bool is_last) {
        const int dots = dots_of(segment);
        if (dots == 0) {
            out_ += '/';
            append_escaped(out_, segment, path_escape);
            return;
        }
        if (dots == 2 && out_.size() > path_begin_) out_.resize(out_.rfind('/'));
        if (is_last) out_ += '/';
    }

    // With its '?'.
    void append_query(std::string_view text) {
        out_ += '?';
        text.remove_prefix(1);
        if ((seen_ & query_escape) == 0) {
            out_ += text;
        } else {
            append_escaped(out_, text, query_escape);
        }
    }

    Result<Url> take() {
        if (out_.size() > length_max) return too_large();
        return Url{std::move(out_), host_end_, path_begin_, path_end_};
    }

    Error refuse(std::string_view why) const {
        return fail(ErrorCode::malformed, "not a usable URL (" + std::string{why} + "): " + shown());
    }
    std::string shown() const { return std::string{written_.substr(0, 200)}; }
    static Error too_large() {
        return fail(ErrorCode::too_large, "URL longer than " + std::to_string(length_max) + " bytes");
    }

    std::string_view written_;
    const Url* base_;
    std::uint8_t seen_ = 0;  // Traits of what is read; of the fragment, too, which does no harm.
    std::string out_;
    std::size_t host_end_ = 0;
    std::size_t path_begin_ = 0;
    std::size_t path_end_ = 0;
};

Result<Url> Url::parse(std::string_view text) {
    return Reader{text, nullptr}.read();
}

Result<Url> Url::resolve(std::string_view reference) const {
    return Reader{reference, this}.read();
}

}  // namespace ogi::base
