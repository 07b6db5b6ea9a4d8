// Loaded in front of the C library (LD_PRELOAD), it makes a program meet what a test cannot wait for: a disk
// that fills or turns read-only, a clock that jumps, a resolver that fails. What is in force stands in the
// file that OGI_TROUBLE names, as five numbers of 64 bits that the test writes while the program runs:
//
//     milliseconds that the wall clock is ahead · errno of every write to the folder OGI_TROUBLE_FOLDER (0:
//     none) · free bytes that the disk pretends (-1: as it is) · 1: no name is resolved · 1: fdatasync fails
//     as well, 2: it does not return as long as this stands there
//
// Names that end in ".test" are resolved to the loopback: "h7.test" is 127.0.0.7.
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>

namespace {

struct Trouble {
    std::int64_t clock_ahead_ms;
    std::int64_t write_errno;
    std::int64_t free_bytes;
    std::int64_t no_names;
    std::int64_t no_sync;
};

const volatile Trouble& trouble() {
    static const auto* const shared = []() -> const Trouble* {
        static const Trouble none{0, 0, -1, 0, 0};
        const char* name = std::getenv("OGI_TROUBLE");
        const int fd = name == nullptr ? -1 : ::open(name, O_RDONLY | O_CLOEXEC);
        if (fd < 0) return &none;
        void* at = mmap(nullptr, sizeof(Trouble), PROT_READ, MAP_SHARED, fd, 0);
        ::close(fd);
        return at == MAP_FAILED ? &none : static_cast<const Trouble*>(at);
    }();
    return *shared;
}

template <class Function>
Function* next(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

bool in_folder(std::string_view path) {
    static const char* const folder = std::getenv("OGI_TROUBLE_FOLDER");
    return folder != nullptr && path.starts_with(folder);
}

bool is_refused(int fd) {
    if (trouble().write_errno == 0) return false;
    char path[4096];
    const auto size = readlink(("/proc/self/fd/" + std::to_string(fd)).c_str(), path, sizeof path);
    if (size <= 0 || !in_folder({path, static_cast<std::size_t>(size)})) return false;
    errno = static_cast<int>(trouble().write_errno);
    return true;
}

bool is_refused(const char* path) {
    if (trouble().write_errno == 0 || !in_folder(path)) return false;
    errno = static_cast<int>(trouble().write_errno);
    return true;
}

void move(timespec& time) {
    const std::int64_t ahead = trouble().clock_ahead_ms;
    const std::int64_t nanoseconds = time.tv_nsec + (ahead % 1000) * 1'000'000 + 1'000'000'000;
    time.tv_sec += ahead / 1000 + nanoseconds / 1'000'000'000 - 1;
    time.tv_nsec = nanoseconds % 1'000'000'000;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* time) noexcept {
    static const auto real = next<int(clockid_t, timespec*)>("clock_gettime");
    const int done = real(clock, time);
    if (done == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) move(*time);
    return done;
}

int gettimeofday(timeval* time, void*) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    *time = {now.tv_sec, now.tv_nsec / 1000};
    return 0;
}

time_t time(time_t* result) noexcept {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (result != nullptr) *result = now.tv_sec;
    return now.tv_sec;
}

ssize_t write(int fd, const void* bytes, size_t size) {
    static const auto real = next<ssize_t(int, const void*, size_t)>("write");
    return is_refused(fd) ? -1 : real(fd, bytes, size);
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t at) {
    static const auto real = next<ssize_t(int, const void*, size_t, off_t)>("pwrite");
    return is_refused(fd) ? -1 : real(fd, bytes, size, at);
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t at) {
    static const auto real = next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
    return is_refused(fd) ? -1 : real(fd, bytes, size, at);
}

int fdatasync(int fd) {
    static const auto real = next<int(int)>("fdatasync");
    while (trouble().no_sync == 2) usleep(1000);
    return trouble().no_sync != 0 && is_refused(fd) ? -1 : real(fd);
}

int fsync(int fd) {
    static const auto real = next<int(int)>("fsync");
    return trouble().no_sync != 0 && is_refused(fd) ? -1 : real(fd);
}

int rename(const char* from, const char* to) noexcept {
    static const auto real = next<int(const char*, const char*)>("rename");
    return is_refused(to) ? -1 : real(from, to);
}

static int open_with(const char* name, const char* path, int flags, mode_t mode) {
    const bool writes = (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0;
    if (writes && is_refused(path)) return -1;
    return next<int(const char*, int, ...)>(name)(path, flags, mode);
}

int open(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const auto mode = static_cast<mode_t>(va_arg(more, int));
    va_end(more);
    return open_with("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const auto mode = static_cast<mode_t>(va_arg(more, int));
    va_end(more);
    return open_with("open64", path, flags, mode);
}

int statvfs(const char* path, struct statvfs* space) noexcept {
    static const auto real = next<int(const char*, struct statvfs*)>("statvfs");
    const int done = real(path, space);
    const std::int64_t pretended = trouble().free_bytes;
    if (done == 0 && pretended >= 0 && in_folder(path)) {
        space->f_bavail = space->f_bfree = static_cast<fsblkcnt_t>(pretended) / space->f_frsize;
    }
    return done;
}

int statvfs64(const char* path, struct statvfs64* space) noexcept {
    static const auto real = next<int(const char*, struct statvfs64*)>("statvfs64");
    const int done = real(path, space);
    const std::int64_t pretended = trouble().free_bytes;
    if (done == 0 && pretended >= 0 && in_folder(path)) {
        space->f_bavail = space->f_bfree = static_cast<fsblkcnt64_t>(pretended) / space->f_frsize;
    }
    return done;
}

int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** found) {
    static const auto real = next<int(const char*, const char*, const addrinfo*, addrinfo**)>("getaddrinfo");
    const std::string_view asked = name == nullptr ? "" : name;
    if (!asked.ends_with(".test")) return real(name, service, hints, found);
    if (trouble().no_names != 0) return EAI_AGAIN;
    const auto number = std::string{asked.substr(1, asked.size() - 6)};
    return real(("127.0.0." + number).c_str(), service, hints, found);
}

}  // extern "C"
