#pragma once

#include "daemon/api/http_server.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <thread>

namespace ogi::daemon {

// The thread on which a server answers.
class ServerThread {
  public:
    explicit ServerThread(boost::asio::io_context& context)
        : context_{context}, work_{context.get_executor()} {}
    ~ServerThread() { end(); }
    ServerThread(const ServerThread&) = delete;
    ServerThread& operator=(const ServerThread&) = delete;

    // Starts `server`, which must live until the end.
    void begin(HttpServer& server);
    // Every answer has ended, wherever it was, when this returns: what answers are made from must live until
    // then.
    void end();

  private:
    boost::asio::io_context& context_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    HttpServer* server_ = nullptr;
    std::thread thread_;
};

}  // namespace ogi::daemon
