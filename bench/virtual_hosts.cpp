// As many web sites as a crawl can ask for, on one port of every address of the loopback, and the clock that
// sees each request: one thread, epoll, no disk but its log.
//
//     virtual_hosts LOG [--port P] [--latency-ms N] [--links N]
//
// Prints its port. Every host has an entry page /index.html that links to N reports, small pages without
// tables. LOG gets a line a request: when it had arrived and when its answer began to leave, in microseconds
// of CLOCK_MONOTONIC, the status, how many connections the host had open then, the address and the path.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace {

constexpr std::size_t head_bytes_max = 16 << 10;
constexpr int events_a_round = 256;

std::int64_t now_us() {
    const auto time = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

struct Options {
    const char* log = nullptr;
    std::uint16_t port = 0;
    std::int64_t latency_us = 0;
    int links = 100;
};

struct Connection {
    int fd = -1;
    std::uint32_t address = 0;  // That was connected to, in host order.
    std::string received{};
    std::string path{};
    std::int64_t arrived_us = 0;
    bool conditional = false;
};

struct Answer {
    int fd = -1;
    std::uint64_t connection = 0;  // Its number: a descriptor may mean another one by then.
    std::int64_t due_us = 0;
};

std::string text_of(std::uint32_t address) {
    const in_addr raw{htonl(address)};
    char text[INET_ADDRSTRLEN] = {};
    return inet_ntop(AF_INET, &raw, text, sizeof text);
}

std::string entry_page(int links) {
    std::string page =
        "<html><head><meta charset=\"utf-8\"><title>政府信息公开年报</title></head><body><ul>\n";
    for (int n = 1; n <= links; ++n) {
        page += "<li><a href=\"/zfxxgknb/t" + std::to_string(n) + ".html\">某某局政府信息公开工作年度报告（" +
                std::to_string(n) + "）</a></li>\n";
    }
    return page + "</ul></body></html>\n";
}

std::string report_page(std::string_view path) {
    return "<html><head><meta "
           "charset=\"utf-8\"><title>某某局政府信息公开工作年度报告</title></head><body><p>" +
           std::string{path} + "：正在整理。</p></body></html>\n";
}

class Server {
  public:
    explicit Server(const Options& options)
        : latency_us_{options.latency_us}, entry_{entry_page(options.links)}, epoll_{epoll_create1(0)} {
        log_ = std::fopen(options.log, "w");
        if (log_ == nullptr) fail(options.log);
        listen(options.port);
    }

    [[noreturn]] void run() {
        epoll_event events[events_a_round];
        while (true) {
            const int ready = epoll_wait(epoll_, events, events_a_round, patience_ms());
            bool knocked = false;
            for (int i = 0; i < ready; ++i) {
                // Who left is seen before who comes: a host's connections are counted by that.
                if (events[i].data.fd == listener_)
                    knocked = true;
                else
                    read(events[i].data.fd);
            }
            if (knocked) accept();
            answer_due();
            std::fflush(log_);
        }
    }

  private:
    [[noreturn]] static void fail(const char* what) {
        std::perror(what);
        std::exit(1);
    }

    void listen(std::uint16_t port) {
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
        const int on = 1;
        setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        // Every address of the loopback, and none of any other device.
        if (setsockopt(listener_, SOL_SOCKET, SO_BINDTODEVICE, "lo", sizeof "lo") != 0)
            fail("SO_BINDTODEVICE");
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_ANY);
        auto* raw = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof address;
        if (bind(listener_, raw, size) != 0 || ::listen(listener_, SOMAXCONN) != 0) fail("bind");
        getsockname(listener_, raw, &size);
        watch(listener_);
        std::printf("%u\n", static_cast<unsigned>(ntohs(address.sin_port)));
        std::fflush(stdout);
    }

    void watch(int fd) {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
    }

    int patience_ms() const {
        if (answers_.empty()) return -1;
        const auto left = answers_.front().due_us - now_us();
        return left <= 0 ? 0 : static_cast<int>((left + 999) / 1000);
    }

    void accept() {
        while (true) {
            const int fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
            if (fd < 0) return;
            sockaddr_in here{};
            socklen_t size = sizeof here;
            getsockname(fd, reinterpret_cast<sockaddr*>(&here), &size);
            const int on = 1;
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            const auto address = ntohl(here.sin_addr.s_addr);
            connections_[fd] = {++connections_made_, {.fd = fd, .address = address}};
            ++open_[address];
            watch(fd);
        }
    }

    void close(int fd) {
        const auto found = connections_.find(fd);
        --open_[found->second.second.address];
        connections_.erase(found);
        ::close(fd);
    }

    void read(int fd) {
        auto& [number, connection] = connections_.at(fd);
        char bytes[4096];
        const auto count = ::read(fd, bytes, sizeof bytes);
        if (count < 0 && errno == EAGAIN) return;
        if (count <= 0 || connection.received.size() > head_bytes_max) return close(fd);
        connection.received.append(bytes, static_cast<std::size_t>(count));
        const auto end = connection.received.find("\r\n\r\n");
        if (end == std::string::npos) return;
        const std::string_view head{connection.received.data(), end};
        const auto from = head.find(' ');
        const auto to = head.find(' ', from + 1);
        if (from == std::string_view::npos || to == std::string_view::npos) return close(fd);
        connection.path = head.substr(from + 1, to - from - 1);
        connection.conditional = head.find("If-None-Match:") != std::string_view::npos;
        connection.arrived_us = now_us();
        connection.received.erase(0, end + 4);
        answers_.push_back({fd, number, connection.arrived_us + latency_us_});
    }

    // The latency is the same for all, so the answers are due in the order of the requests.
    void answer_due() {
        while (!answers_.empty() && answers_.front().due_us <= now_us()) {
            const auto next = answers_.front();
            answers_.pop_front();
            const auto found = connections_.find(next.fd);
            if (found != connections_.end() && found->second.first == next.connection) {
                answer(found->second.second);
            }
        }
    }

    void answer(const Connection& connection) {
        const bool robots = connection.path == "/robots.txt";
        const bool unchanged = connection.conditional && !robots;
        const int status = robots ? 404 : unchanged ? 304 : 200;
        const auto body = status != 200                      ? std::string{}
                          : connection.path == "/index.html" ? entry_
                                                             : report_page(connection.path);
        auto reply =
            "HTTP/1.1 " + std::to_string(status) + " x\r\nContent-Type: text/html\r\nETag: \"1\"\r\n";
        if (status != 304) reply += "Content-Length: " + std::to_string(body.size()) + "\r\n";
        reply += "\r\n" + body;
        // Before the write: the other side may have it all before the call returns.
        const auto sent_us = now_us();
        const auto written = ::write(connection.fd, reply.data(), reply.size());
        std::fprintf(log_, "%lld %lld %d %d %s %s\n", static_cast<long long>(connection.arrived_us),
                     static_cast<long long>(sent_us), status, open_[connection.address],
                     text_of(connection.address).c_str(), connection.path.c_str());
        if (written != static_cast<ssize_t>(reply.size())) close(connection.fd);
    }

    std::int64_t latency_us_;
    std::string entry_;
    int epoll_;
    int listener_ = -1;
    std::FILE* log_ = nullptr;
    std::uint64_t connections_made_ = 0;
    std::unordered_map<int, std::pair<std::uint64_t, Connection>> connections_;
    std::unordered_map<std::uint32_t, int> open_;
    std::deque<Answer> answers_;
};

bool read_options(int argc, char** argv, Options& options) {
    if (argc < 2 || argc % 2 != 0) return false;
    options.log = argv[1];
    for (int i = 2; i < argc; i += 2) {
        const std::string_view name = argv[i];
        const auto value = std::atoi(argv[i + 1]);
        if (name == "--port")
            options.port = static_cast<std::uint16_t>(value);
        else if (name == "--latency-ms")
            options.latency_us = 1000LL * value;
        else if (name == "--links")
            options.links = value;
        else
            return false;
    }
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    if (!read_options(argc, argv, options)) {
        return std::fputs("usage: virtual_hosts LOG [--port P] [--latency-ms N] [--links N]\n", stderr), 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    Server{options}.run();
}
