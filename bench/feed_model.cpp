// The model of the feed (tests/daemon/feed) for longer than a test may take: so many steps in runs of ten
// thousand, each with a seed and a store of its own, so that its memory stays what one run takes. A finding
// is told with its seed and with the fewest steps that still show it.
//
//     feed_model [STEPS [SEED]]     a million steps; TMPDIR says where the stores lie
#include "tests/daemon/feed/feed_model.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace ogi::daemon;

constexpr std::size_t steps_a_run = 10'000;
constexpr int shrink_runs_max = 300;

}  // namespace

int main(int argc, char** argv) {
    const auto count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    const auto first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    const auto begin = std::chrono::steady_clock::now();
    std::uint64_t done = 0, entries = 0, restores = 0, crashes = 0;
    for (auto seed = first; done < count; ++seed) {
        const auto steps = steps_of(seed, std::min<std::uint64_t>(steps_a_run, count - done));
        const auto run = run_model(steps);
        const auto times = [&](StepKind kind) { return run.steps[static_cast<std::size_t>(kind)]; };
        if (run.finding) {
            std::printf("seed %llu, step %zu: %s\n", static_cast<unsigned long long>(seed), run.finding->step,
                        run.finding->words.c_str());
            std::fflush(stdout);
            std::puts(to_text(shrink(steps, Fault::none, Watch::ledger, shrink_runs_max)).c_str());
            return 1;
        }
        done += steps.size();
        entries += run.entries;
        restores += times(StepKind::restore);
        crashes += times(StepKind::kill) + times(StepKind::lose_power);
    }
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::printf(
        "%llu steps, %llu entries at the ends of the runs, %llu crashes, %llu restores: no finding; "
        "%.0f s, of the processor %ld s, %ld MiB at most\n",
        static_cast<unsigned long long>(done), static_cast<unsigned long long>(entries),
        static_cast<unsigned long long>(crashes), static_cast<unsigned long long>(restores), took.count(),
        used.ru_utime.tv_sec + used.ru_stime.tv_sec, used.ru_maxrss / 1024);
}
