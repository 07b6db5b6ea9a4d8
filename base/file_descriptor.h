#pragma once

#include <unistd.h>

#include <utility>

namespace ogi::base {

// Owns an open file of the system.
class FileDescriptor {
  public:
    FileDescriptor() = default;
    explicit FileDescriptor(int descriptor) : descriptor_{descriptor} {}
    FileDescriptor(FileDescriptor&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}
    FileDescriptor& operator=(FileDescriptor&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        return *this;
    }
    ~FileDescriptor() { close(); }

    bool open() const { return descriptor_ != -1; }
    int get() const { return descriptor_; }  // -1 where it is not open.
    void close() {
        if (descriptor_ != -1) ::close(std::exchange(descriptor_, -1));
    }

  private:
    int descriptor_ = -1;
};

}  // namespace ogi::base
