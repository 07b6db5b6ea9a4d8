// What followers of the feed cost and how soon they have an entry.
//
//     feed_followers FOLDER latency [FOLLOWERS] [ENTRIES]   commit to longpoll and to eventsource, beside
//     FOLLOWERS that follow feed_followers FOLDER memory [FOLLOWERS]              what a follower that waits
//     costs the server's process feed_followers FOLDER stuck [ENTRIES]                 what 0, 1 and 100 that
//     take nothing cost the writer
#include "feed_bench.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

using namespace ogi;

constexpr std::uint64_t entries_max = 100'000;

double seconds(clockid_t clock) {
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// What server and readers tell each other, in memory that both see.
struct Board {
    std::atomic<bool> ready{false};
    std::atomic<double> committed[entries_max];  // When, by sequence.
    std::atomic<double> polled[entries_max];
    std::atomic<double> streamed[entries_max];
};

Board& make_board() {
    void* memory = mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return *new (memory) Board;
}

// The numbers behind each `mark` in what came.
void note(std::string_view text, std::string_view mark, std::atomic<double>* when) {
    const auto now = seconds(CLOCK_MONOTONIC);
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
        const auto number = std::strtoull(text.data() + at + mark.size(), nullptr, 10);
        if (number < entries_max && when[number] == 0) when[number] = now;
    }
}

// Whether a response that has its length is whole.
bool is_whole(const std::string& got) {
    constexpr std::string_view length = "Content-Length: ";
    const auto head = got.find("\r\n\r\n");
    const auto at = got.find(length);
    return head != got.npos && at != got.npos &&
           got.size() >= head + 4 + std::strtoull(got.c_str() + at + length.size(), nullptr, 10);
}

// Asks again and again, each time from the last line that it had.
void poll_on(std::uint16_t port, Board& board, std::uint64_t since) {
    std::vector<char> piece(1 << 16);
    while (true) {
        const int peer =
            bench::open_request(port, "/v1/changes?feed=longpoll&since=" + std::to_string(since));
        std::string got;
        while (!is_whole(got)) {
            const auto count = read(peer, piece.data(), piece.size());
            if (count <= 0) _exit(0);
            got.append(piece.data(), static_cast<std::size_t>(count));
        }
        note(got, "\"sequence\":\"", board.polled);
        close(peer);
        const auto last = got.rfind("\"sequence\":\"");
        if (last != got.npos) since = std::strtoull(got.c_str() + last + 12, nullptr, 10);
    }
}

// All follow; one of them is looked at.
void follow(std::uint16_t port, Board& board, int followers, std::uint64_t since) {
    const int set = epoll_create1(0);
    int watched = -1;
    for (int i = 0; i <= followers; ++i) {
        const int peer =
            bench::open_request(port, "/v1/changes?feed=eventsource&since=" + std::to_string(since));
        fcntl(peer, F_SETFL, O_NONBLOCK);
        epoll_event event{.events = EPOLLIN, .data = {.fd = peer}};
        epoll_ctl(set, EPOLL_CTL_ADD, peer, &event);
        watched = i == followers / 2 ? peer : watched;
    }
    board.ready = true;
    std::vector<epoll_event> events(256);
    std::vector<char> piece(1 << 16);
    while (true) {
        const int count = epoll_wait(set, events.data(), static_cast<int>(events.size()), -1);
        for (int i = 0; i < count; ++i) {
            const int peer = events[static_cast<std::size_t>(i)].data.fd;
            const auto got = read(peer, piece.data(), piece.size());
            if (got <= 0) _exit(0);
            if (peer == watched)
                note({piece.data(), static_cast<std::size_t>(got)}, "\"sequence\":\"", board.streamed);
        }
    }
}

template <class Work>
pid_t in_child(Work work) {
    const auto child = fork();
    if (child != 0) return child;
    work();
    _exit(0);
}

void end(pid_t child) {
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}

void print(const char* name, const Board& board, const std::atomic<double>* when, std::uint64_t first,
           std::uint64_t last) {
    std::vector<double> took;
    for (auto n = first; n <= last; ++n)
        if (when[n] != 0) took.push_back(1000 * (when[n] - board.committed[n]));
    std::ranges::sort(took);
    std::printf("%-12s %zu of %lu entries  p50 %.2f ms  p99 %.2f ms  max %.2f ms\n", name, took.size(),
                last - first + 1, bench::percentile(took, 0.5), bench::percentile(took, 0.99),
                bench::percentile(took, 1));
}

int latency(storage::Store& store, int followers, std::uint64_t entries) {
    bench::fill(store, 1000, 500);
    auto& board = make_board();
    bench::Api api{store, followers + 64};
    const auto begin = store.last_sequence().value();
    if (begin + entries >= entries_max) return std::fputs("use a new folder\n", stderr), 2;
    const auto all = in_child([&] { follow(api.port(), board, followers, begin); });
    const auto poll = in_child([&] { poll_on(api.port(), board, begin); });
    while (!board.ready) usleep(1000);
    usleep(500'000);  // The last of them is being accepted.
    const auto cpu_before = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (std::uint64_t i = 0; i < entries; ++i) {
        bench::commit_one(store, i, storage::Durability::synced);
        board.committed[begin + 1 + i] = seconds(CLOCK_MONOTONIC);
        api.notify();
        usleep(100'000);
    }
    usleep(1'000'000);
    std::printf("CPU of the server %.1f ms an entry, with %d followers\n",
                1000 * (seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_before) / static_cast<double>(entries),
                followers);
    print("longpoll", board, board.polled, begin + 1, begin + entries);
    print("eventsource", board, board.streamed, begin + 1, begin + entries);
    end(all);
    end(poll);
    return 0;
}

int memory(storage::Store& store, int followers) {
    bench::fill(store, 1000, 500);
    auto& board = make_board();
    bench::Api api{store, followers + 64};
    const auto last = store.last_sequence().value();
    const auto measure = [&](int count) {
        board.ready = false;
        const auto child = in_child([&] { follow(api.port(), board, count, last); });
        while (!board.ready) usleep(1000);
        usleep(1'000'000);
        for (std::uint64_t i = 0; i < 10; ++i) {
            bench::commit_one(store, i, storage::Durability::synced);
            api.notify();
            usleep(100'000);
        }
        const auto bytes = bench::resident_bytes();
        std::printf("%d followers: %lu KiB resident\n", count, bytes / 1024);
        end(child);
        usleep(500'000);
        return bytes;
    };
    const auto few = measure(10);
    const auto many = measure(followers);
    std::printf("%.1f KiB a follower\n",
                static_cast<double>(many - std::min(many, few)) / 1024 / (followers - 10));
    return 0;
}

// Median CPU and wall time of the writer's thread for one commit, in microseconds.
struct Cost {
    double cpu = 0;
    double wall = 0;
};

Cost write_some(storage::Store& store, bench::Api& api, std::uint64_t entries) {
    std::vector<double> cpu, wall;
    for (std::uint64_t i = 0; i < entries; ++i) {
        const auto cpu_before = seconds(CLOCK_THREAD_CPUTIME_ID), before = seconds(CLOCK_MONOTONIC);
        bench::commit_one(store, i, storage::Durability::at_next_sync);
        if (!store.sync()) std::exit(1);
        api.notify();
        cpu.push_back(1e6 * (seconds(CLOCK_THREAD_CPUTIME_ID) - cpu_before));
        wall.push_back(1e6 * (seconds(CLOCK_MONOTONIC) - before));
    }
    std::ranges::sort(cpu);
    std::ranges::sort(wall);
    return {bench::percentile(cpu, 0.5), bench::percentile(wall, 0.5)};
}

// One after the other, several times over, so that what else the machine does falls on all alike.
int stuck(storage::Store& store, std::uint64_t entries) {
    constexpr int counts[] = {0, 1, 100};
    bench::fill(store, 20'000, 5000);
    bench::Api api{store, 256};
    std::vector<Cost> costs[3];
    for (int round = 0; round < 7; ++round)
        for (int kind = 0; kind < 3; ++kind) {
            std::vector<int> peers;
            for (int i = 0; i < counts[kind]; ++i)
                peers.push_back(bench::open_request(api.port(), "/v1/changes?feed=continuous&since=0", 4096));
            usleep(300'000);  // Their buffers are full.
            costs[kind].push_back(write_some(store, api, entries));
            for (const int peer : peers) close(peer);
            usleep(100'000);
        }
    const auto median = [](std::vector<Cost> all, double Cost::*part) {
        std::ranges::sort(all, {}, part);
        return all[all.size() / 2].*part;
    };
    for (int kind = 0; kind < 3; ++kind)
        std::printf(
            "%3d stuck: a commit costs the writer %.1f us of CPU (%+.2f %%), %.0f us in all (%+.2f %%)\n",
            counts[kind], median(costs[kind], &Cost::cpu),
            100 * (median(costs[kind], &Cost::cpu) / median(costs[0], &Cost::cpu) - 1),
            median(costs[kind], &Cost::wall),
            100 * (median(costs[kind], &Cost::wall) / median(costs[0], &Cost::wall) - 1));
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc > 2 ? argv[2] : "";
    const auto first = argc > 3 ? std::atoi(argv[3]) : 0;
    const auto second = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 0;
    if (what != "latency" && what != "memory" && what != "stuck")
        return std::fputs("usage: feed_followers FOLDER latency|memory|stuck …\n", stderr), 2;
    signal(SIGPIPE, SIG_IGN);
    const auto store = storage::Store::open(argv[1], storage::OpenMode::read_write);
    if (!store) return std::fprintf(stderr, "%s\n", store.error().context.c_str()), 1;
    if (what == "latency") return latency(**store, first ? first : 1000, second ? second : 100);
    if (what == "memory") return memory(**store, first ? first : 1000);
    return stuck(**store, first ? static_cast<std::uint64_t>(first) : 300);
}
