#pragma once

#include "base/result.h"

#include <filesystem>

namespace ogi::base {

// A folder of one's own below the system's temporary one, which nobody else may enter; removed with all that
// is in it.
class PrivateFolder {
  public:
    // Fails with `io`.
    static Result<PrivateFolder> make();

    PrivateFolder(PrivateFolder&& other) noexcept : path_{std::exchange(other.path_, {})} {}
    PrivateFolder& operator=(PrivateFolder&& other) noexcept {
        std::swap(path_, other.path_);
        return *this;
    }
    ~PrivateFolder();

    const std::filesystem::path& path() const { return path_; }

  private:
    explicit PrivateFolder(std::filesystem::path path) : path_{std::move(path)} {}

    std::filesystem::path path_;
};

}  // namespace ogi::base
