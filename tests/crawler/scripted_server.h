#pragma once

#include "loopback_listener.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace ogi::crawler {

// A request as the server received it, with the server's own times.
struct Seen {
    std::string method;
    std::string target;  // "/a?b=c"
    std::string body;
    std::map<std::string, std::string> headers;       // Names in lower case.
    int connection = 0;                               // From 1, in the order of accepting.
    std::chrono::steady_clock::time_point arrived;    // The request was read whole.
    std::chrono::steady_clock::time_point answering;  // Just before the first byte of the response is sent.

    std::string header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string{} : found->second;
    }
};

enum class After {
    keep_alive,
    close,
    stall,  // Neither sends nor closes until the server stops or the client goes.
};

// Bytes to send, exactly as they are, and what to do then.
struct Reply {
    std::string bytes;
    After after = After::keep_alive;
};

// A whole response with Content-Length. `headers`: lines that end in "\r\n".
Reply respond(int status, std::string_view body = {}, std::string_view headers = {});
Reply redirect_to(std::string_view location, int status = 302);

// An HTTP/1.1 server on 127.0.0.1 and a free port; one thread a connection. It knows no more of HTTP than
// where a request ends: what it sends is the script's business, so that it can misbehave.
class ScriptedServer {
  public:
    // `script` is called from many threads.
    using Script = std::function<Reply(const Seen&)>;
    explicit ScriptedServer(Script script);
    // Answers these targets; 404 for everything else.
    explicit ScriptedServer(std::map<std::string, Reply> replies);
    ~ScriptedServer();
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;

    std::uint16_t port() const { return listener_.port(); }
    // "http://127.0.0.1:port" and `target`.
    std::string url(std::string_view target, std::string_view host = "127.0.0.1") const;

    // Every request so far, in the order of arriving.
    std::vector<Seen> seen() const;
    // How often a target was asked for.
    int count(std::string_view target) const;

  private:
    void accept_all();
    void serve(int fd, int number);

    Script script_;
    LoopbackListener listener_;
    mutable std::mutex mutex_;
    std::vector<Seen> seen_;
    std::list<std::thread> connections_;
    std::thread acceptor_;
};

}  // namespace ogi::crawler
