#pragma once

#include <boost/beast/http/verb.hpp>

#include <string>

namespace ogi::daemon {

// Where a request came in. Only the control socket, which the file system guards, may ask for work to be
// done.
enum class Door { tcp, control };

// A request as it was sent.
struct HttpCall {
    boost::beast::http::verb method = boost::beast::http::verb::get;
    std::string target;         // Path and query as sent.
    std::string last_event_id;  // Of an EventSource that reconnects.
    std::string body{};
    Door door = Door::tcp;
};

}  // namespace ogi::daemon
