#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>

namespace ogi::daemon {

// A Unix socket's address holds 107 bytes, a store's folder may be deeper: such a path is reached through the
// open folder, /proc/self/fd/N/ogid.sock. Keeps the folder open for as long as it lives.
class ShortSocketPath {
  public:
    // Fails with `io` where the folder cannot be opened, with `usage` where the name itself is too long.
    static base::Result<ShortSocketPath> of(const std::filesystem::path& socket);

    ShortSocketPath(ShortSocketPath&& other) noexcept;
    ShortSocketPath& operator=(ShortSocketPath&&) = delete;
    ~ShortSocketPath();

    const std::string& text() const { return text_; }

  private:
    ShortSocketPath(std::string text, int folder) : text_{std::move(text)}, folder_{folder} {}
    std::string text_;
    int folder_;
};

}  // namespace ogi::daemon
