// Fills a store with known URLs, as years of crawling leave them, and asks it what is due.
//
//     frontier_size fill FOLDER PORT [URLS=10000000] [HOSTS=100000]
//     frontier_size look FOLDER [LOOKS=20000]
//
// The hosts are addresses of the loopback from 127.64.0.0 on, so that a daemon can go on with the store
// (frontier_size.py). Paths, titles, validators and digests have the length of real ones. One page in a
// hundred is due.
#include "base/digest.h"
#include "storage/store.h"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

namespace {

using namespace ogi;
using Seconds = std::chrono::duration<double>;

constexpr int pages_a_commit = 2000;
constexpr int due_share = 100;  // One page in so many is due.
constexpr std::chrono::hours longest_period{24 * 28};
constexpr const char* columns[] = {"/zwgk/fdzdgknr/zfxxgknb/", "/xxgk/zfxxgkndbg/bmndbg/", "/gkmlpt/content/",
                                   "/art/", "/zfxxgk/fdzdgknr/ndbg/xzjd/"};

std::string host_of(int number, const std::string& port) {
    const int low = number % 65'536;
    return "127." + std::to_string(64 + number / 65'536) + "." + std::to_string(low / 256) + "." +
           std::to_string(low % 256) + ":" + port;
}

// The page `n` of a host, as it stands after its last visit.
model::Page page_of(const std::string& host, int host_number, int n, base::UtcTime now,
                    std::mt19937_64& chance) {
    const int year = 2009 + n % 17;
    const auto number = std::to_string(1'000'000 + chance() % 9'000'000);
    model::Page page;
    const auto path = columns[host_number % 5] + std::to_string(year) + "03/t" + std::to_string(year) +
                      "0328_" + number + "_" + std::to_string(n) + ".html";
    page.url = base::Url::parse("http://" + host + path).value();
    page.source = "size";
    page.role = n % 20 == 0 ? model::PageRole::list : model::PageRole::report;
    page.depth = 2 + n % 3;
    page.found_on = "http://" + host + columns[host_number % 5] + "index_" + std::to_string(n / 20) + ".html";
    page.link_text = "某市某区住房和城乡建设局" + std::to_string(year) + "年政府信息公开工作年度报告";
    const auto later = std::chrono::milliseconds{
        static_cast<std::int64_t>(chance() % std::chrono::milliseconds{longest_period}.count())};
    page.due_at = n % due_share == 7 ? now - later : now + later;
    page.visited_at = now - later;
    page.outcome = model::VisitOutcome::unchanged;
    page.unchanged = 1 + n % 9;
    page.etag = "\"" + base::sha256_hex(page.url.text()).substr(0, 17) + "\"";
    page.last_modified = "Tue, 28 Mar 2023 07:12:45 GMT";
    page.snapshot = base::sha256_hex(number + host);
    page.reports = {{"某省某市某区住房和城乡建设局", year}};
    return page;
}

int give_up(const base::Error& error) {
    return std::fprintf(stderr, "%s\n", error.context.c_str()), 1;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return Seconds{std::chrono::steady_clock::now() - begin}.count();
}

long resident_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

int fill(const char* folder, const std::string& port, int urls, int hosts) {
    const auto opened = storage::Store::open(folder, storage::OpenMode::read_write);
    if (!opened) return give_up(opened.error());
    auto& store = **opened;
    std::mt19937_64 chance{1};
    const auto now = base::utc_now();
    const int pages_a_host = std::max(1, urls / hosts);
    const auto begin = std::chrono::steady_clock::now();
    storage::Commit commit;
    int written = 0;
    const auto write = [&]() -> base::Result<void> {
        written += static_cast<int>(commit.pages.size());
        TRY_VOID(store.commit(std::exchange(commit, {}), storage::Durability::at_next_sync));
        if (written % 1'000'000 < pages_a_commit) {
            std::printf("%d pages, %.0f a second\n", written, written / seconds_since(begin));
            std::fflush(stdout);
        }
        return {};
    };
    for (int host = 0; host < hosts; ++host) {
        const auto name = host_of(host, port);
        for (int n = 0; n < pages_a_host; ++n) {
            commit.pages.push_back(page_of(name, host, n, now, chance));
            if (commit.pages.size() < pages_a_commit) continue;
            if (const auto done = write(); !done) return give_up(done.error());
        }
    }
    if (const auto done = write(); !done) return give_up(done.error());
    if (const auto done = store.sync(); !done) return give_up(done.error());
    std::printf("filled %d pages of %d hosts in %.0f s, %.0f pages/s, peak %ld MiB\n", written, hosts,
                seconds_since(begin), written / seconds_since(begin), resident_mib());
    return 0;
}

int look(const char* folder, int looks) {
    const auto begin_open = std::chrono::steady_clock::now();
    const auto opened = storage::Store::open(folder, storage::OpenMode::read_write);
    if (!opened) return give_up(opened.error());
    auto& store = **opened;
    std::printf("opened in %.2f s\n", seconds_since(begin_open));
    const auto now = base::utc_now();
    const auto begin_hosts = std::chrono::steady_clock::now();
    std::vector<std::string> hosts;
    const auto read = store.for_each_host([&](std::string_view authority, const model::HostRecord& host) {
        if (host.due_from && *host.due_from <= now) hosts.emplace_back(authority);
        return true;
    });
    if (!read) return give_up(read.error());
    std::printf("due hosts: %zu in %.2f s\n", hosts.size(), seconds_since(begin_hosts));
    if (hosts.empty()) return 0;

    std::mt19937_64 chance{2};
    std::size_t found = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (int n = 0; n < looks; ++n) {
        const auto batch = store.next_batch(hosts[chance() % hosts.size()], {.until = now}, 1, {});
        if (!batch) return give_up(batch.error());
        found += batch->pages.size();
    }
    std::printf("due look-ups: %d found %zu, %.0f a second; peak %ld MiB\n", looks, found,
                looks / seconds_since(begin), resident_mib());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc > 2 ? argv[1] : "";
    const auto number = [&](int at, int otherwise) { return argc > at ? std::atoi(argv[at]) : otherwise; };
    if (what == "fill" && argc > 3) return fill(argv[2], argv[3], number(4, 10'000'000), number(5, 100'000));
    if (what == "look") return look(argv[2], number(3, 20'000));
    return std::fputs("usage: frontier_size fill FOLDER PORT [URLS] [HOSTS] | look FOLDER [LOOKS]\n", stderr),
           2;
}
