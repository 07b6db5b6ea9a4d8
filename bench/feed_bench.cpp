#include "feed_bench.h"

#include "base/digest.h"

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace ogi::bench {

namespace {

constexpr std::uint64_t changes_a_commit = 500;

[[noreturn]] void end_with(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(1);
}

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

// One that nobody listens on at the moment.
std::uint16_t free_port() {
    const int probe = socket(AF_INET, SOCK_STREAM, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    if (bind(probe, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) != 0)
        end_with("no free port");
    close(probe);
    return ntohs(address.sin_port);
}

// As a typical one: two cells that differ, with their places.
model::Change change_of(std::uint64_t number, std::uint64_t report) {
    model::Change change;
    change.type = number == report ? model::ChangeType::added : model::ChangeType::revised;
    change.key = {"某省某市某县第" + std::to_string(report / 10) + "局",
                  2010 + static_cast<int>(report % 10)};
    change.source_url = "http://www.example.gov.cn/xxgknb/" + std::to_string(report) + ".html";
    change.revision = 1;
    change.agency_id = "a-0123456789abcdef";
    if (change.type == model::ChangeType::added) return change;
    change.change_class = model::ChangeClass::value;
    for (const auto* id : {"requests.granted.total", "requests.new_received.total"}) {
        model::Cell before{model::CellKind::number, model::Decimal::whole(6), "6", "件",
                           model::Place{{5210, 5211}, 1, 5, 9}};
        model::Cell after{model::CellKind::number, model::Decimal::whole(8), "8", "件",
                          model::Place{{5210, 5211}, 1, 5, 9}};
        change.cells.push_back({id, before, after, {}, {}, model::ChangeSeverity::minor});
    }
    return change;
}

}  // namespace

void fill(storage::Store& store, std::uint64_t count, std::uint64_t reports) {
    auto made = store.last_sequence().value();
    while (made < count) {
        storage::Commit commit;
        for (std::uint64_t i = 0; i < changes_a_commit && made < count; ++i, ++made)
            commit.changes.push_back(change_of(made, made % reports));
        if (const auto done = store.commit(std::move(commit), storage::Durability::at_next_sync); !done)
            end_with(done.error().context);
    }
    if (!store.sync()) end_with("the store cannot be synced");
}

void commit_one(storage::Store& store, std::uint64_t number, storage::Durability durability) {
    storage::Commit commit;
    commit.changes = {change_of(number + 1'000'000, 1'000'000 + number % 1000)};
    if (const auto done = store.commit(std::move(commit), durability); !done) end_with(done.error().context);
}

Api::Api(storage::Store& store, int connections_max)
    : signal_{std::make_shared<daemon::FeedSignal>(context_)},
      answering_{store, std::make_shared<const daemon::RulingBook>(), signal_, context_, metrics_, {}},
      resources_{daemon::all_resources(answering_)},
      server_{context_,
              {.connections = {.connections_max = connections_max,
                               .connections_per_address_max = connections_max}},
              [this](const daemon::HttpCall& call, daemon::HttpReply& reply) {
                  return resources_.handle(call, reply);
              }},
      port_{free_port()} {
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if (const auto listening = server_.listen_tcp("127.0.0.1", port_); !listening)
        end_with(listening.error().context);
    server_.start();
    thread_ = std::thread{[this] {
        const auto guard = boost::asio::make_work_guard(context_);
        context_.run();
    }};
}

Api::~Api() {
    context_.stop();
    thread_.join();
}

int open_request(std::uint16_t port, const std::string& target, int receive_bytes) {
    const int peer = socket(AF_INET, SOCK_STREAM, 0);
    if (receive_bytes != 0) setsockopt(peer, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
    const auto address = loopback(port);
    if (peer < 0 || connect(peer, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        end_with("cannot connect");
    const auto request = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    if (write(peer, request.data(), request.size()) != static_cast<ssize_t>(request.size()))
        end_with("cannot ask");
    return peer;
}

std::uint64_t resident_bytes() {
    std::ifstream statm{"/proc/self/statm"};
    std::uint64_t all = 0, resident = 0;
    statm >> all >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

double percentile(const std::vector<double>& sorted, double part) {
    return sorted.empty() ? 0
                          : sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

}  // namespace ogi::bench
