// usage: year_of_hosts [HOSTS] [REQUESTS_UNDER_WAY]
// A year of 100,000 hosts (or HOSTS) in some minutes: what is asked when, and when reports are seen.
#include "tests/crawler/year_simulation.h"

#include <chrono>
#include <cstdlib>
#include <iostream>

using namespace std::chrono;

namespace {

double days_of(seconds time) {
    return duration<double, days::period>{time}.count();
}

}  // namespace

int main(int argc, char** argv) {
    ogi::crawler::YearSettings settings{.hosts = 100'000, .asking_max = 64};
    if (argc > 1) settings.hosts = std::strtoull(argv[1], nullptr, 10);
    if (argc > 2) settings.asking_max = std::strtoull(argv[2], nullptr, 10);
    const auto begin = steady_clock::now();
    const auto year = ogi::crawler::simulate_year(settings);
    const auto took = duration<double>{steady_clock::now() - begin}.count();
    const auto hosts = static_cast<double>(settings.hosts);
    std::cout << "hosts " << settings.hosts << ", requests " << year.requests << " ("
              << static_cast<double>(year.requests) / hosts << " a host), simulated in " << took << " s\n"
              << "requests a day: mean " << year.mean_day << ", busiest " << year.busiest_day << " ("
              << static_cast<double>(year.busiest_day) / hosts << " a host)\n"
              << "busiest hour " << year.busiest_hour << " of " << year.capacity_hour << " that "
              << settings.asking_max << " requests under way allow\n"
              << "least pause beyond a host's delay: " << year.least_gap.count() << " ms\n"
              << "reports published " << year.published << ", seen " << year.seen << ", later than promised "
              << year.out_of_bound << "; slowest " << days_of(year.slowest_in_peak) << " days in the peak, "
              << days_of(year.slowest) << " in the year\n"
              << "changes of known reports " << year.changes << ", seen " << year.changes_seen << '\n'
              << "longest wait of a due page " << year.longest_wait.count() << " s; starved hosts "
              << year.starved_hosts << '\n';
    const bool kept = year.least_gap >= milliseconds{0} && year.seen >= year.published &&
                      year.changes_seen == year.changes && year.out_of_bound == 0 && year.starved_hosts == 0 &&
                      static_cast<double>(year.busiest_hour) < year.capacity_hour;
    std::cout << (kept ? "every promise was kept\n" : "a promise was broken\n");
    return kept ? 0 : 1;
}
