// How many entries a second the feed gives as NDJSON over loopback, from the first one on, to a reader in a
// process of its own.
//
//     feed_rate FOLDER [ENTRIES] [QUERY]     FOLDER stays; QUERY as in "style=latest"
#include "feed_bench.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

using namespace ogi;

double cpu_seconds(int who) {
    rusage usage{};
    getrusage(who, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

using Clock = std::chrono::steady_clock;

// Reads until the last chunk has come.
int read_all(std::uint16_t port, const std::string& query) {
    const auto begin = Clock::now();
    const int peer = bench::open_request(port, "/v1/changes?since=0" + (query.empty() ? "" : "&" + query));
    std::vector<char> piece(std::size_t{1} << 20);
    std::string end;
    std::uint64_t lines = 0, bytes = 0;
    while (!end.ends_with("\r\n0\r\n\r\n")) {
        const auto got = read(peer, piece.data(), piece.size());
        if (got <= 0) return std::fprintf(stderr, "broken off behind %lu lines\n", lines), 1;
        const std::string_view part{piece.data(), static_cast<std::size_t>(got)};
        bytes += part.size();
        // A line of JSON ends with a brace in front of its line end; heads of chunks do not.
        for (std::size_t at = part.find("}\n"); at != part.npos; at = part.find("}\n", at + 2)) ++lines;
        end = (end + std::string{part.substr(part.size() - std::min<std::size_t>(part.size(), 16))});
        if (end.size() > 32) end.erase(0, end.size() - 32);
    }
    const std::chrono::duration<double> took = Clock::now() - begin;
    std::printf("%lu lines, %.0f MB in %.2f s: %.0f a second, %.0f MB/s\n", lines,
                static_cast<double>(bytes) / 1e6, took.count(), static_cast<double>(lines) / took.count(),
                static_cast<double>(bytes) / 1e6 / took.count());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) return std::fputs("usage: feed_rate FOLDER [ENTRIES] [QUERY]\n", stderr), 2;
    const auto entries = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 500'000;
    const auto store = storage::Store::open(argv[1], storage::OpenMode::read_write);
    if (!store) return std::fprintf(stderr, "%s\n", store.error().context.c_str()), 1;
    bench::fill(**store, entries, entries / 5 + 1);
    bench::Api api{**store, 16};
    int code = 0;
    for (int round = 0; round < 3 && code == 0; ++round) {
        const auto served = cpu_seconds(RUSAGE_SELF), were_read = cpu_seconds(RUSAGE_CHILDREN);
        const auto reader = fork();
        if (reader == 0) {
            code = read_all(api.port(), argc > 3 ? argv[3] : "");
            std::fflush(stdout);
            _exit(code);
        }
        waitpid(reader, &code, 0);
        std::printf("  CPU of the server %.2f s, of the reader %.2f s\n", cpu_seconds(RUSAGE_SELF) - served,
                    cpu_seconds(RUSAGE_CHILDREN) - were_read);
        std::fflush(stdout);
    }
    return code == 0 ? 0 : 1;
}
