#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace ogi::daemon {

struct FileDigest {
    std::uint64_t bytes = 0;
    std::string sha256{};  // 64 lower-case hexadecimal digits.
};

// Of a file of any size. Fails with `io`.
base::Result<FileDigest> digest_file(const std::filesystem::path& file);

}  // namespace ogi::daemon
