#include "daemon/cli/query.h"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace ogi::daemon {

std::string encoded(std::string_view text) {
    return boost::urls::encode(text, boost::urls::unreserved_chars);
}

std::string query_of(std::initializer_list<std::pair<std::string_view, std::string>> parameters) {
    std::string query;
    for (const auto& [name, value] : parameters)
        if (!value.empty()) query += (query.empty() ? "?" : "&") + std::string{name} + "=" + encoded(value);
    return query;
}

}  // namespace ogi::daemon
