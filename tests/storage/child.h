#pragma once

#include <sys/types.h>

#include <initializer_list>
#include <string>

namespace ogi::storage {

// A running store_child, with its standard input and output. Killed if it is still there at the end.
class Child {
  public:
    explicit Child(std::initializer_list<std::string> arguments);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    // Its next line of output without the line end; empty at the end.
    std::string read_line();
    void kill();
    // Ends its input and waits for it. The exit status, or minus the signal that ended it.
    int wait();

  private:
    void close_input();
    pid_t pid_ = -1;
    int input_ = -1;
    int output_ = -1;
};

}  // namespace ogi::storage
