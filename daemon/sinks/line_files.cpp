#include "daemon/sinks/line_files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <memory>
#include <system_error>
#include <type_traits>

namespace ogi::daemon {

using base::FileDescriptor;
using base::Result;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "changes-";
constexpr std::string_view suffix = ".ndjson";
constexpr std::string_view lock_name = ".lock";
constexpr std::size_t piece_bytes = 64 << 10;

base::Error failed(const fs::path& file, int problem) {
    return base::fail(base::ErrorCode::io, file.string() + ": " + std::generic_category().message(problem));
}

Result<void> sync_file(const fs::path& file, int flags) {
    const FileDescriptor handle{::open(file.c_str(), flags | O_CLOEXEC)};
    if (!handle.open() || ::fsync(handle.get()) != 0) return failed(file, errno);
    return {};
}

struct CloseGzip {
    void operator()(gzFile file) const { gzclose(file); }
};
using GzipFile = std::unique_ptr<std::remove_pointer_t<gzFile>, CloseGzip>;

Result<void> compress(const fs::path& from, const fs::path& to) {
    const GzipFile in{gzopen(from.c_str(), "rbe")};
    if (!in) return failed(from, errno);
    GzipFile out{gzopen(to.c_str(), "wbe")};
    if (!out) return failed(to, errno);
    std::array<char, piece_bytes> piece;
    while (true) {
        const int got = gzread(in.get(), piece.data(), static_cast<unsigned>(piece.size()));
        if (got < 0) return failed(from, errno);
        if (got == 0) break;
        if (gzwrite(out.get(), piece.data(), static_cast<unsigned>(got)) != got) return failed(to, errno);
    }
    if (gzclose(out.release()) != Z_OK) return failed(to, errno);
    return sync_file(to, O_RDONLY);
}

std::optional<std::uint64_t> number_at(std::string_view& text) {
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{}) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

}  // namespace

std::string to_text(const LineFileName& name) {
    constexpr std::size_t digits = 12;
    auto first = std::to_string(name.first);
    if (first.size() < digits) first.insert(0, digits - first.size(), '0');
    return std::string{prefix} + std::to_string(name.epoch) + "-" + first + std::string{suffix} +
           (name.gzip ? ".gz" : "") + (name.open ? ".open" : "");
}

std::optional<LineFileName> parse_line_file_name(std::string_view text) {
    const auto whole = text;
    if (!text.starts_with(prefix)) return std::nullopt;
    text.remove_prefix(prefix.size());
    LineFileName name;
    const auto epoch = number_at(text);
    if (!epoch || !text.starts_with('-')) return std::nullopt;
    text.remove_prefix(1);
    const auto first = number_at(text);
    if (!first) return std::nullopt;
    name.epoch = *epoch, name.first = *first;
    name.gzip = text.find(".gz") != std::string_view::npos;
    name.open = text.ends_with(".open");
    if (to_text(name) != whole) return std::nullopt;
    return name;
}

Result<std::vector<LineFileName>> list_line_files(const fs::path& folder) {
    std::error_code problem;
    std::vector<LineFileName> names;
    for (const auto& entry : fs::directory_iterator{folder, problem}) {
        if (const auto name = parse_line_file_name(entry.path().filename().string())) names.push_back(*name);
    }
    if (problem) return failed(folder, problem.value());
    std::ranges::sort(names);
    return names;
}

Result<void> read_lines(const fs::path& file, const std::function<bool(std::string_view)>& take) {
    const GzipFile in{gzopen(file.c_str(), "rbe")};
    if (!in) return failed(file, errno);
    std::array<char, piece_bytes> piece;
    std::string rest;
    while (true) {
        const int got = gzread(in.get(), piece.data(), static_cast<unsigned>(piece.size()));
        if (got < 0) return base::fail(base::ErrorCode::malformed, file.string() + " is damaged");
        if (got == 0) break;
        rest.append(piece.data(), static_cast<std::size_t>(got));
        std::size_t begin = 0;
        for (auto end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', begin)) {
            if (!take(std::string_view{rest}.substr(begin, end - begin))) return {};
            begin = end + 1;
        }
        rest.erase(0, begin);
    }
    int problem = Z_OK;
    gzerror(in.get(), &problem);
    if (problem != Z_OK) return base::fail(base::ErrorCode::malformed, file.string() + " is damaged");
    return {};
}

Result<std::uint64_t> cut_torn_line(const fs::path& file) {
    const FileDescriptor handle{::open(file.c_str(), O_RDWR | O_CLOEXEC)};
    struct stat about {};
    if (!handle.open() || ::fstat(handle.get(), &about) != 0) return failed(file, errno);
    auto end = about.st_size;
    std::array<char, piece_bytes> piece;
    while (end > 0) {
        const auto begin = std::max<off_t>(0, end - static_cast<off_t>(piece.size()));
        const auto got = ::pread(handle.get(), piece.data(), static_cast<std::size_t>(end - begin), begin);
        if (got != end - begin) return failed(file, got < 0 ? errno : EIO);
        const auto line_end = std::string_view{piece.data(), static_cast<std::size_t>(got)}.rfind('\n');
        end = line_end == std::string_view::npos ? begin : begin + static_cast<off_t>(line_end) + 1;
        if (line_end != std::string_view::npos) break;
    }
    if (end != about.st_size && (::ftruncate(handle.get(), end) != 0 || ::fsync(handle.get()) != 0))
        return failed(file, errno);
    return static_cast<std::uint64_t>(end);
}

Result<FileDescriptor> open_for_append(const fs::path& file) {
    FileDescriptor handle{::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)};
    if (!handle.open()) return failed(file, errno);
    TRY_VOID(sync_file(file.parent_path(), O_RDONLY | O_DIRECTORY));
    return handle;
}

bool is_file_at(const FileDescriptor& file, const fs::path& path, std::uint64_t bytes) {
    struct stat held {
    }, found{};
    if (::fstat(file.get(), &held) != 0 || ::stat(path.c_str(), &found) != 0) return false;
    return held.st_dev == found.st_dev && held.st_ino == found.st_ino &&
           found.st_size == static_cast<off_t>(bytes);
}

Result<FileDescriptor> lock_folder(const fs::path& folder) {
    const auto file = folder / lock_name;
    FileDescriptor handle{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)};
    if (!handle.open()) return failed(file, errno);
    if (::flock(handle.get(), LOCK_EX | LOCK_NB) == 0) return handle;
    if (errno != EWOULDBLOCK) return failed(file, errno);
    return base::fail(base::ErrorCode::busy,
                      "another sink or daemon writes to " + folder.string() + ": it holds " + file.string());
}

namespace {

Result<void> write_and_sync(const FileDescriptor& file, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(file.get(), text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return failed("the open file", errno);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fdatasync(file.get()) != 0) return failed("the open file", errno);
    return {};
}

}  // namespace

Result<void> append(const FileDescriptor& file, std::string_view text) {
    struct stat before {};
    if (::fstat(file.get(), &before) != 0) return failed("the open file", errno);
    auto written = write_and_sync(file, text);
    if (!written && ::ftruncate(file.get(), before.st_size) != 0) {
        // Then the next start cuts the torn line, and takes whole ones for what they are.
        return base::fail(base::ErrorCode::io, written.error().context + "; nor can it be cut back");
    }
    return written;
}

Result<void> close_line_file(const fs::path& folder, const LineFileName& open, bool gzip) {
    auto closed = open;
    closed.open = false, closed.gzip = gzip;
    const auto from = folder / to_text(open), to = folder / to_text(closed);
    std::error_code problem;
    if (gzip) {
        const auto part = fs::path{to.string() + ".part"};
        TRY_VOID(compress(from, part));
        fs::rename(part, to, problem);
        if (problem) return failed(to, problem.value());
        // A kill in front of this leaves both; the open one is the shorter way to the same lines, and goes.
        fs::remove(from, problem);
    } else {
        fs::rename(from, to, problem);
    }
    if (problem) return failed(to, problem.value());
    return sync_file(folder, O_RDONLY | O_DIRECTORY);
}

Result<void> replace_file(const fs::path& file, std::string_view text) {
    const auto part = fs::path{file.string() + ".part"};
    {
        const FileDescriptor out{::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
        if (!out.open()) return failed(part, errno);
        TRY_VOID(append(out, text));
    }
    std::error_code problem;
    fs::rename(part, file, problem);
    if (problem) return failed(file, problem.value());
    return sync_file(file.parent_path(), O_RDONLY | O_DIRECTORY);
}

}  // namespace ogi::daemon
