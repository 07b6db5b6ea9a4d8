// Does to a store what a test program cannot do to itself: being killed, meeting a full disk, holding the
// lock.
//
//     store_child FOLDER kill COUNT   commits COUNT times, then is killed without closing anything
//     store_child FOLDER loop         commits until it is killed, and prints the number of each commit done
//     store_child FOLDER full COUNT   commits COUNT times, then meets a full disk; prints what that commit
//     gave store_child FOLDER hold         opens, prints "open", and keeps the store until standard input
//     ends store_child FOLDER visit        opens for reading as a user who owns nothing, prints the last
//     sequence
#include "examples.h"

#include <sys/resource.h>
#include <unistd.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace ogi;
using namespace ogi::storage;

constexpr int refused = 3;  // Exit status where the store cannot be opened.

int commit_and_die(Store& store, int count) {
    for (int i = 0; i < count; ++i) {
        auto look = nth_look(i);
        look.discovered = {page("http://b.example/" + std::to_string(i))};
        if (!store.commit(std::move(look))) return EXIT_FAILURE;
    }
    std::raise(SIGKILL);
    return EXIT_FAILURE;
}

int commit_forever(Store& store) {
    const auto first = static_cast<int>(store.last_sequence().value());
    for (int i = first;; ++i) {
        const auto body = "body " + std::to_string(i);
        const auto seen = snapshot("http://a.example/" + std::to_string(i), body, at(i));
        if (!store.put_snapshot(seen) || !store.commit(nth_look(i))) return EXIT_FAILURE;
        std::printf("%d\n", i + 1);
        std::fflush(stdout);
    }
}

int meet_full_disk(Store& store, int count) {
    for (int i = 0; i < count; ++i) {
        if (!store.commit(nth_look(i))) return EXIT_FAILURE;
    }
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit no_byte_more{1, 1};
    if (setrlimit(RLIMIT_FSIZE, &no_byte_more) != 0) return EXIT_FAILURE;
    const auto failed = store.commit(nth_look(count));
    // RocksDB would end the program at the next write; it is not asked.
    if (!store.broken() || store.commit(nth_look(count)) || store.sync()) return EXIT_FAILURE;
    std::printf("%s %llu\n", failed ? "committed" : "refused",
                static_cast<unsigned long long>(store.last_sequence().value()));
    std::fflush(stdout);
    _exit(EXIT_SUCCESS);
}

int hold() {
    std::puts("open");
    std::fflush(stdout);
    while (std::getchar() != EOF) {
    }
    return EXIT_SUCCESS;
}

// Bound by permissions even where the tests run as root.
int visit(const char* folder) {
    constexpr uid_t nobody = 65534;
    if (geteuid() == 0 && seteuid(nobody) != 0) return EXIT_FAILURE;
    const auto store = Store::open(folder, OpenMode::read_only);
    if (!store) {
        std::puts(store.error().context.c_str());
        return refused;
    }
    std::printf("%llu\n", static_cast<unsigned long long>((*store)->last_sequence().value()));
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) return EXIT_FAILURE;
    const std::string task{argv[2]};
    const int count = argc > 3 ? std::atoi(argv[3]) : 0;
    if (task == "visit") {
        const int status = visit(argv[1]);
        std::fflush(stdout);
        _exit(status);  // A leak checker could not look at a process that gave up its rights.
    }
    auto store = Store::open(argv[1], OpenMode::read_write);
    if (!store) {
        std::puts(store.error().context.c_str());
        return refused;
    }
    if (task == "kill") return commit_and_die(**store, count);
    if (task == "loop") return commit_forever(**store);
    if (task == "full") return meet_full_disk(**store, count);
    if (task == "hold") return hold();
    return EXIT_FAILURE;
}
