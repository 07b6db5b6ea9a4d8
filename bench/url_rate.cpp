// What URLs cost: nanoseconds of CPU time to resolve a link of a page, and to parse an absolute URL.
//
//     url_rate [--rounds N] FILE…      every href and src of the files, as links of one page
//
// Compare two builds over the same files, in turns.
#include "base/url.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using ogi::base::Url;

double cpu_ns() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

void add_links(const char* path, std::vector<std::string>& links) {
    std::ostringstream bytes;
    bytes << std::ifstream{path, std::ios::binary}.rdbuf();
    const auto text = bytes.str();
    for (std::string_view attribute : {"href=\"", "src=\""}) {
        for (auto at = text.find(attribute); at != std::string::npos; at = text.find(attribute, at)) {
            at += attribute.size();
            links.push_back(text.substr(at, text.find('"', at) - at));
        }
    }
}

// The median over the rounds of what one call costs.
template <class Call>
double cost(int rounds, std::size_t calls, Call call) {
    std::vector<double> costs;
    for (int round = 0; round < rounds; ++round) {
        const auto begin = cpu_ns();
        for (std::size_t i = 0; i < calls; ++i) call(i);
        costs.push_back((cpu_ns() - begin) / static_cast<double>(calls));
    }
    std::ranges::nth_element(costs, costs.begin() + rounds / 2);
    return costs[static_cast<std::size_t>(rounds) / 2];
}

}  // namespace

int main(int argc, char** argv) {
    int rounds = 201;
    std::vector<std::string> links;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view{argv[i]} == "--rounds" && i + 1 < argc) {
            rounds = std::max(std::atoi(argv[++i]), 1);
        } else {
            add_links(argv[i], links);
        }
    }
    const auto page = Url::parse("http://www.example.gov.cn/zwgk/zfxxgknb/index_2.html").value();
    std::vector<std::string> absolute;
    for (const auto& link : links) {
        if (const auto url = page.resolve(link)) absolute.push_back(url->text());
    }
    if (absolute.empty()) {
        std::fprintf(stderr, "url_rate: no links in the files\n");
        return 1;
    }
    std::size_t read = 0;
    const auto resolving =
        cost(rounds, links.size(), [&](std::size_t i) { read += page.resolve(links[i]).has_value(); });
    const auto parsing =
        cost(rounds, absolute.size(), [&](std::size_t i) { read += Url::parse(absolute[i]).has_value(); });
    std::printf("links=%zu absolute=%zu resolve_ns=%.0f parse_ns=%.0f read=%zu\n", links.size(),
                absolute.size(), resolving, parsing, read);
}
