#include "daemon/api/server_thread.h"

#include <boost/asio/post.hpp>

namespace ogi::daemon {

void ServerThread::begin(HttpServer& server) {
    server_ = &server;
    server.start();
    thread_ = std::thread{[this] { context_.run(); }};
}

void ServerThread::end() {
    if (!thread_.joinable()) return;
    boost::asio::post(context_, [this] {
        server_->close();
        work_.reset();
    });
    thread_.join();
}

}  // namespace ogi::daemon
