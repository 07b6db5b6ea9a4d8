#include "scripted_server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace ogi::crawler {

namespace {

std::string lower(std::string text) {
    for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return text;
}

Seen parse_request(const std::string& head) {
    Seen seen;
    const auto first = head.find(' ');
    seen.method = head.substr(0, first);
    seen.target = head.substr(first + 1, head.find(' ', first + 1) - first - 1);
    for (auto line = head.find("\r\n"); line != std::string::npos && line + 2 < head.size();) {
        const auto end = head.find("\r\n", line + 2);
        const auto text = head.substr(line + 2, end - line - 2);
        if (const auto colon = text.find(": "); colon != std::string::npos) {
            seen.headers[lower(text.substr(0, colon))] = text.substr(colon + 2);
        }
        line = end;
    }
    return seen;
}

std::size_t body_length(const Seen& seen) {
    const auto length = seen.header("content-length");
    return length.empty() ? 0 : std::stoul(length);
}

void send_all(int fd, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;  // The client went away; the next read will say so.
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

}  // namespace

Reply respond(int status, std::string_view body, std::string_view headers) {
    std::string bytes = "HTTP/1.1 " + std::to_string(status) + " Scripted\r\n";
    bytes += headers;
    if (status != 304) bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    bytes += "\r\n";
    bytes += body;
    return {.bytes = std::move(bytes), .after = After::keep_alive};
}

Reply redirect_to(std::string_view location, int status) {
    return respond(status, "moved", "Location: " + std::string{location} + "\r\n");
}

ScriptedServer::ScriptedServer(std::map<std::string, Reply> replies)
    : ScriptedServer{[replies = std::move(replies)](const Seen& request) {
          const auto found = replies.find(request.target);
          return found == replies.end() ? respond(404, "nothing here") : found->second;
      }} {}

ScriptedServer::ScriptedServer(Script script) : script_{std::move(script)} {
    acceptor_ = std::thread{[this] { accept_all(); }};
}

ScriptedServer::~ScriptedServer() {
    listener_.stop();
    acceptor_.join();
    for (auto& connection : connections_) connection.join();
}

std::string ScriptedServer::url(std::string_view target, std::string_view host) const {
    return "http://" + std::string{host} + ":" + std::to_string(port()) + std::string{target};
}

std::vector<Seen> ScriptedServer::seen() const {
    const std::lock_guard lock{mutex_};
    return seen_;
}

int ScriptedServer::count(std::string_view target) const {
    const std::lock_guard lock{mutex_};
    return static_cast<int>(std::ranges::count(seen_, target, &Seen::target));
}

void ScriptedServer::accept_all() {
    int number = 0;
    for (int fd = listener_.accept(); fd >= 0; fd = listener_.accept()) {
        connections_.emplace_back([this, fd, connection = ++number] { serve(fd, connection); });
    }
}

void ScriptedServer::serve(int fd, int number) {
    std::string received;
    std::array<char, 4096> buffer;
    bool open = true;
    while (open && listener_.wait_readable(fd)) {
        const auto count = ::recv(fd, buffer.data(), buffer.size(), 0);
        if (count <= 0) break;
        received.append(buffer.data(), static_cast<std::size_t>(count));
        for (auto end = received.find("\r\n\r\n"); open && end != std::string::npos;
             end = received.find("\r\n\r\n")) {
            auto request = parse_request(received.substr(0, end + 2));
            const auto length = body_length(request);
            if (received.size() < end + 4 + length) break;  // The rest of its body comes.
            request.body = received.substr(end + 4, length);
            received.erase(0, end + 4 + length);
            request.connection = number;
            request.arrived = std::chrono::steady_clock::now();
            const auto reply = script_(request);
            request.answering = std::chrono::steady_clock::now();
            {
                const std::lock_guard lock{mutex_};
                seen_.push_back(std::move(request));
            }
            send_all(fd, reply.bytes);
            if (reply.after == After::stall && listener_.wait_readable(fd)) {
                // Whatever the client sends or closes now: it has given up.
            }
            open = reply.after == After::keep_alive;
        }
    }
    ::close(fd);
}

}  // namespace ogi::crawler
