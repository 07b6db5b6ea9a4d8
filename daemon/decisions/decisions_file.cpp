#include "daemon/decisions/decisions_file.h"

#include "base/digest.h"
#include "base/read_all.h"
#include "model/decision_json.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace ogi::daemon {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

class File {
  public:
    File(const std::filesystem::path& path, int flags)
        : number_{::open(path.c_str(), flags | O_CLOEXEC, 0644)} {}
    ~File() {
        if (number_ >= 0) ::close(number_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    bool good() const { return number_ >= 0; }
    int number() const { return number_; }

  private:
    int number_;
};

base::Error trouble(const std::filesystem::path& path) {
    return fail(ErrorCode::io, path.string() + ": " + std::strerror(errno));
}

bool write_whole(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

// Nothing for a file that is not there.
Result<std::string> read_bytes(const std::filesystem::path& path) {
    std::error_code problem;
    if (!std::filesystem::exists(path, problem)) {
        if (problem) return fail(ErrorCode::io, path.string() + ": " + problem.message());
        return std::string{};
    }
    if (std::filesystem::is_directory(path, problem))
        return fail(ErrorCode::io, path.string() + " is a folder, and should be the file of decisions");
    std::ifstream input{path, std::ios::binary};
    if (!input) return trouble(path);
    const auto size = std::filesystem::file_size(path, problem);
    if (!problem && size > decisions_bytes_max) {
        return fail(ErrorCode::too_large, path.string() + " is larger than " +
                                              std::to_string(decisions_bytes_max >> 20) +
                                              " MiB: it is no file of decisions");
    }
    auto bytes = base::read_all(input);
    if (!bytes) return trouble(path);
    return *std::move(bytes);
}

}  // namespace

Result<ReadDecisions> parse_decisions(std::string_view text) {
    ReadDecisions read;
    const auto end = text.rfind('\n');
    const auto whole = text.substr(0, end == text.npos ? 0 : end + 1);
    read.torn = text.substr(whole.size());
    read.digest = base::sha256_hex(whole);
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < whole.size();) {
        const auto line_end = whole.find('\n', begin);
        auto line = whole.substr(begin, line_end - begin);
        begin = line_end + 1;
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.find_first_not_of(" \t") == line.npos) continue;
        auto decision = model::parse_decision_json(line);
        const auto refuse = [&](const std::string& why) {
            return fail(ErrorCode::malformed, "line " + std::to_string(number) + ": " + why);
        };
        if (!decision) return refuse(decision.error().context);
        if (decision->id.empty()) return refuse("id is missing");
        if (decision->at == base::UtcTime{}) return refuse("at is missing");
        read.decisions.push_back(*std::move(decision));
    }
    return read;
}

Result<ReadDecisions> read_decisions(const std::filesystem::path& file) {
    TRY(bytes, read_bytes(file));
    auto read = parse_decisions(bytes);
    if (!read) return fail(read.error().code, file.string() + ", " + read.error().context);
    return read;
}

Result<void> append_decisions(const std::filesystem::path& path, std::string_view lines) {
    TRY(bytes, read_bytes(path));
    const bool is_new = bytes.empty();
    const File file{path, O_WRONLY | O_CREAT};
    if (!file.good()) return trouble(path);
    const auto last = bytes.rfind('\n');
    const auto whole = static_cast<off_t>(last == bytes.npos ? 0 : last + 1);
    const auto take_back = [&] {
        const auto problem = trouble(path);
        if (::ftruncate(file.number(), whole) == 0) ::fsync(file.number());
        return problem;
    };
    if (::ftruncate(file.number(), whole) != 0 || ::lseek(file.number(), whole, SEEK_SET) < 0)
        return trouble(path);
    if (!write_whole(file.number(), lines) || ::fsync(file.number()) != 0) return take_back();
    if (is_new) {
        const File folder{path.has_parent_path() ? path.parent_path() : ".", O_RDONLY | O_DIRECTORY};
        if (!folder.good() || ::fsync(folder.number()) != 0) return trouble(path.parent_path());
    }
    return {};
}

}  // namespace ogi::daemon
