#include "tests/extract/apart.h"

#include "tests/extract/reading.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <ctime>

namespace ogi::extract {
namespace {

std::string report_of(const model::Snapshot& snapshot, HtmlParser parser) {
    const auto begin = std::clock();
    const auto document = read_document(snapshot, {}, parser);
    const auto seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::ostringstream report;
    report << seconds << " " << usage.ru_maxrss << "\n"
           << (document ? document->unsupported : document.error().context) << "\n";
    if (document) {
        for (const auto& name : document->limits) report << name << " ";
    }
    return report.str();
}

}  // namespace

Outcome read_apart(const std::function<std::string()>& body, HtmlParser parser) {
    std::array<int, 2> pipe_ends{};
    EXPECT_EQ(pipe(pipe_ends.data()), 0);
    const auto child = fork();
    if (child == 0) {
        const auto report = report_of(snapshot_of(body()), parser);
        _exit(write(pipe_ends[1], report.data(), report.size()) < 0);
    }
    close(pipe_ends[1]);
    std::string bytes_read;
    std::array<char, 4096> bytes{};
    for (ssize_t count = 0; (count = ::read(pipe_ends[0], bytes.data(), bytes.size())) > 0;)
        bytes_read.append(bytes.data(), static_cast<std::size_t>(count));
    close(pipe_ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "it crashed";
    Outcome outcome;
    std::istringstream report{bytes_read};
    report >> outcome.cpu_seconds >> outcome.peak_kib;
    report.ignore();
    std::getline(report, outcome.said);
    std::getline(report, outcome.limits);
    return outcome;
}

}  // namespace ogi::extract
