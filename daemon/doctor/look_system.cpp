#include "daemon/doctor/look_system.h"

#include "daemon/makeable.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace ogi::daemon {

namespace fs = std::filesystem;

namespace {

std::string name_of_user(uid_t user) {
    const auto* known = getpwuid(user);
    return known != nullptr ? known->pw_name : "user " + std::to_string(user);
}

struct Descriptor {
    explicit Descriptor(int opened) : number{opened} {}
    ~Descriptor() {
        if (number >= 0) close(number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number;
};

int listen_on(int family, const sockaddr* address, socklen_t length) {
    const Descriptor probe{socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (probe.number < 0) return errno;
    const int yes = 1;
    setsockopt(probe.number, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    return bind(probe.number, address, length) == 0 && listen(probe.number, 1) == 0 ? 0 : errno;
}

}  // namespace

bool path_exists(const fs::path& path) {
    std::error_code unknown;
    return fs::exists(path, unknown);
}

bool is_socket_file(const fs::path& path) {
    std::error_code unknown;
    return fs::is_socket(fs::symlink_status(path, unknown));
}

bool may_be_written_by_all(const fs::path& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 && (status.st_mode & S_IWOTH) != 0;
}

bool is_hidden(const fs::path& path) {
    return access(path.c_str(), R_OK) != 0 && errno == EACCES;
}

bool may_write(const fs::path& folder) {
    return access(folder.c_str(), W_OK) == 0;
}

bool is_shut_to_owner(const fs::path& folder) {
    struct stat status {};
    return stat(folder.c_str(), &status) == 0 && (status.st_mode & S_IWUSR) == 0;
}

bool is_read_only(const fs::path& path) {
    struct statvfs status {};
    return statvfs(path.c_str(), &status) == 0 && (status.f_flag & ST_RDONLY) != 0;
}

std::string why_not_readable(const fs::path& file) {
    struct stat status {};
    if (stat(file.c_str(), &status) == 0) {
        if (!S_ISREG(status.st_mode)) return file.string() + " is no file";
        if (access(file.c_str(), R_OK) == 0) return {};
    }
    return file.string() + ": " + std::strerror(errno);
}

ForeignFiles foreign_files(const fs::path& folder) {
    ForeignFiles foreign;
    struct stat of_folder {};
    if (stat(folder.c_str(), &of_folder) != 0) return foreign;
    std::error_code unknown;
    std::string first;
    for (fs::directory_iterator entry{folder, unknown}, end; !unknown && entry != end;
         entry.increment(unknown)) {
        struct stat status {};
        if (lstat(entry->path().c_str(), &status) != 0 || status.st_uid == of_folder.st_uid) continue;
        ++foreign.count;
        const auto name = entry->path().filename().string();
        if (!first.empty() && first < name) continue;
        first = name;
        foreign.first = name + " of " + name_of_user(status.st_uid);
    }
    return foreign;
}

bool holds_file_ending_in(const fs::path& folder, std::string_view ending) {
    std::error_code unknown;
    for (fs::directory_iterator entry{folder, unknown}, end; !unknown && entry != end;
         entry.increment(unknown))
        if (entry->path().filename().string().ends_with(ending)) return true;
    return false;
}

std::string owner_name(const fs::path& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 ? name_of_user(status.st_uid) : "nobody known";
}

std::string user_name() {
    return name_of_user(geteuid());
}

int holder_of_lock(const fs::path& file) {
    const Descriptor opened{open(file.c_str(), O_RDWR | O_CLOEXEC)};
    if (opened.number < 0) return 0;
    struct flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    if (fcntl(opened.number, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK) return 0;
    return lock.l_pid;
}

DiskFacts look_at_disk(const fs::path& folder) {
    struct statvfs status {};
    if (statvfs(nearest_existing(folder).c_str(), &status) != 0) return {};
    return {.bytes_free = std::uint64_t{status.f_bavail} * status.f_frsize,
            .bytes = std::uint64_t{status.f_blocks} * status.f_frsize,
            .inodes_free = status.f_favail,
            .inodes = status.f_files};
}

std::uint64_t files_allowed() {
    rlimit limit{};
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? std::uint64_t{limit.rlim_max} : 0;
}

bool has_tesseract_model(std::string_view language) {
    const auto file = std::string{language} + ".traineddata";
    if (const auto* prefix = std::getenv("TESSDATA_PREFIX"); prefix != nullptr)
        return path_exists(fs::path{prefix} / file);
    std::error_code unknown;
    for (const auto& version : fs::directory_iterator{"/usr/share/tesseract-ocr", unknown})
        if (path_exists(version.path() / "tessdata" / file)) return true;
    return path_exists(fs::path{"/usr/share/tessdata"} / file);
}

int try_to_listen(const std::string& address, std::uint16_t port) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    if (inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1)
        return listen_on(AF_INET, reinterpret_cast<const sockaddr*>(&v4), sizeof v4);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    if (inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr) == 1)
        return listen_on(AF_INET6, reinterpret_cast<const sockaddr*>(&v6), sizeof v6);
    return EADDRNOTAVAIL;
}

std::optional<UnitState> look_at_unit(const std::string& name) {
    if (!path_exists("/run/systemd/system")) return std::nullopt;
    const auto command =
        "systemctl show -p LoadState -p ActiveState -p Result -p UnitFileState " + name + " 2>/dev/null";
    const std::unique_ptr<FILE, int (*)(FILE*)> said{popen(command.c_str(), "r"), pclose};
    if (said == nullptr) return std::nullopt;
    UnitState found{.state = {.name = name.substr(0, name.find('.'))}};
    auto& unit = found.state;
    bool is_loaded = false;
    std::array<char, 256> line{};
    while (std::fgets(line.data(), line.size(), said.get()) != nullptr) {
        std::string_view text{line.data()};
        if (text.ends_with('\n')) text.remove_suffix(1);
        if (text == "LoadState=loaded") is_loaded = true;
        if (text.starts_with("ActiveState=")) unit.state = text.substr(12);
        if (text.starts_with("Result=")) unit.why = text.substr(7);
        if (text == "UnitFileState=disabled") found.is_enabled = false;
    }
    return is_loaded ? std::optional{found} : std::nullopt;
}

}  // namespace ogi::daemon
