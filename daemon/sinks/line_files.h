#pragma once

#include "base/file_descriptor.h"
#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Files of lines in a folder, as the files sink writes them.
namespace ogi::daemon {

// What its name says of a file: "changes-2-000000000043.ndjson", and ".gz" or ".open" behind it.
struct LineFileName {
    std::uint64_t epoch = 1;
    std::uint64_t first = 1;  // Sequence of its first line.
    bool open = false;        // Still written.
    bool gzip = false;

    auto operator<=>(const LineFileName&) const = default;
};
std::string to_text(const LineFileName& name);
std::optional<LineFileName> parse_line_file_name(std::string_view name);

// Those in a folder, in order; other files are not looked at. Fails with `io`.
base::Result<std::vector<LineFileName>> list_line_files(const std::filesystem::path& folder);

// Every whole line, plain or gzipped, until `take` returns false. Fails with `io`, and with `malformed` where
// gzip's checksum does not fit.
base::Result<void> read_lines(const std::filesystem::path& file,
                              const std::function<bool(std::string_view)>& take);

// Cuts what stands behind the last line end. Returns the bytes that are left.
base::Result<std::uint64_t> cut_torn_line(const std::filesystem::path& file);

// Opens for appending, and makes it. The folder is synced with it.
base::Result<base::FileDescriptor> open_for_append(const std::filesystem::path& file);
// Whether this open file is the one of that name, and so long.
bool is_file_at(const base::FileDescriptor& file, const std::filesystem::path& path, std::uint64_t bytes);
// Holds the folder until the descriptor is closed. Fails with `busy` where another holds it.
base::Result<base::FileDescriptor> lock_folder(const std::filesystem::path& folder);
// On the disk when it returns; where that fails, the file is cut back as far as that can be done: of what was not
// synced nobody knows what is there.
base::Result<void> append(const base::FileDescriptor& file, std::string_view text);

// Gives `open` its final name, compressed if that ends in ".gz"; never is there a part of it under that name.
base::Result<void> close_line_file(const std::filesystem::path& folder, const LineFileName& open, bool gzip);

// Replaces a file by one with this text; a kill leaves the old or the new.
base::Result<void> replace_file(const std::filesystem::path& file, std::string_view text);

}  // namespace ogi::daemon
