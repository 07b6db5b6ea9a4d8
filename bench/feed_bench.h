#pragma once

#include "daemon/api/api.h"
#include "daemon/api/http_server.h"
#include "storage/store.h"

#include <boost/asio/executor_work_guard.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

// What the benches of the feed share: a store with many entries, its API on loopback, and peers without a
// library.
namespace ogi::bench {

// Makes entries until the log has `count`, of `reports` reports in turn.
void fill(storage::Store& store, std::uint64_t count, std::uint64_t reports);
// One more entry; of a report of its own kind.
void commit_one(storage::Store& store, std::uint64_t number, storage::Durability durability);

// The daemon's HTTP interface over a store, on a thread of its own.
class Api {
  public:
    Api(storage::Store& store, int connections_max);
    ~Api();
    std::uint16_t port() const { return port_; }
    void notify() { signal_->notify(); }

  private:
    boost::asio::io_context context_{1};
    std::shared_ptr<daemon::FeedSignal> signal_;
    daemon::Metrics metrics_;
    daemon::ApiContext answering_;
    daemon::Resources resources_;
    daemon::HttpServer server_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

// A connection that has asked for `target`; its socket. `receive_bytes`: what the kernel may hold for it; 0:
// as it likes.
int open_request(std::uint16_t port, const std::string& target, int receive_bytes = 0);
std::uint64_t resident_bytes();
// Of the sorted.
double percentile(const std::vector<double>& sorted, double part);

}  // namespace ogi::bench
