#pragma once

#include <cstdint>

namespace ogi::crawler {

// A TCP port of 127.0.0.1 that the system chooses, and the word to stop for the threads that serve it.
class LoopbackListener {
  public:
    LoopbackListener();
    // No thread may use it any more.
    ~LoopbackListener();
    LoopbackListener(const LoopbackListener&) = delete;
    LoopbackListener& operator=(const LoopbackListener&) = delete;

    std::uint16_t port() const { return port_; }
    int stop_event() const { return stop_event_; }  // Readable for ever after stop().
    void stop();

    // Waits until `fd` has something to read; false when the server is to stop.
    bool wait_readable(int fd) const;
    // The next connection, the caller's to close; -1 when the server is to stop.
    int accept() const;

  private:
    int fd_ = -1;
    int stop_event_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace ogi::crawler
