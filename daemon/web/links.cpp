#include "daemon/web/links.h"

#include "daemon/answers/name_segment.h"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace ogi::daemon {

std::string percent_encoded(std::string_view text) {
    return boost::urls::encode(text, boost::urls::unreserved_chars);
}

std::string page_link(Language language, std::string_view path) {
    return "/" + std::string{name_of(language)} + std::string{path};
}

std::string agency_path(std::string_view id_or_name) {
    return "/agencies/" + percent_encoded(segment_of(id_or_name));
}

std::string region_path(std::string_view code) {
    return "/regions/" + percent_encoded(code);
}

std::string source_path(std::string_view name) {
    return "/sources/" + percent_encoded(segment_of(name));
}

std::string report_path(std::string_view agency, int year) {
    return "/reports/" + percent_encoded(segment_of(agency)) + "/" + std::to_string(year);
}

Query& Query::add(std::string_view name, std::string_view value) {
    if (value.empty()) return *this;
    text_ += (text_.empty() ? "?" : "&") + percent_encoded(name) + "=" + percent_encoded(value);
    return *this;
}

bool is_web_address(std::string_view url) {
    return url.starts_with("http://") || url.starts_with("https://");
}

}  // namespace ogi::daemon
