#include "daemon/api/etag.h"

#include "base/digest.h"

namespace ogi::daemon {

namespace {

constexpr std::size_t tag_digits = 32;
constexpr std::string_view gzip_end = "-gzip\"";

std::string plain(std::string_view tag) {
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    std::string out{tag};
    if (out.ends_with(gzip_end)) out.replace(out.size() - gzip_end.size(), gzip_end.size(), "\"");
    return out;
}

}  // namespace

std::string etag_of(std::string_view body) {
    return "\"" + base::sha256_hex(body).substr(0, tag_digits) + "\"";
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
    if (if_none_match == "*") return true;
    const auto wanted = plain(etag);
    while (true) {
        const auto comma = if_none_match.find(',');
        auto item = if_none_match.substr(0, comma);
        while (item.starts_with(' ')) item.remove_prefix(1);
        while (item.ends_with(' ')) item.remove_suffix(1);
        if (!item.empty() && plain(item) == wanted) return true;
        if (comma == std::string_view::npos) return false;
        if_none_match.remove_prefix(comma + 1);
    }
}

std::string coded_etag(std::string_view etag, std::string_view coding) {
    return std::string{etag.substr(0, etag.size() - 1)} + "-" + std::string{coding} + "\"";
}

}  // namespace ogi::daemon
