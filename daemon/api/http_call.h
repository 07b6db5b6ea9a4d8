#pragma once

#include <ostream>  // What follows prints with it, and does not include it.

#include <boost/beast/http/verb.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::daemon {

// Where a request came in.
enum class Door { tcp, control };

// Who asks.
struct Caller {
    Door door = Door::tcp;
    bool operates = false;  // May tell the daemon what to do, and see what only operators see.
    bool refused = false;   // Showed a token that is none of ours.
    std::string name{};     // For the log: an address, a user, the name of a token.
};

// A request as it was sent.
struct HttpCall {
    boost::beast::http::verb method = boost::beast::http::verb::get;
    std::string target{};                                       // Path and query as sent.
    std::vector<std::pair<std::string, std::string>> fields{};  // Of its header; names in lower case.
    std::string body{};
    Caller caller{};
    bool keep_alive = true;  // The connection is to serve further requests.
    bool http_1_0 = false;   // The peer knows no chunks.

    // The value of the first header field of that name, written in lower case; empty where there is none.
    std::string_view header(std::string_view name) const {
        for (const auto& [key, value] : fields)
            if (key == name) return value;
        return {};
    }
};

}  // namespace ogi::daemon
