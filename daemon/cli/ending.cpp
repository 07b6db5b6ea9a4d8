#include "daemon/cli/ending.h"

#include "daemon/exit_code.h"
#include "daemon/logging/logging.h"

#include <poll.h>
#include <unistd.h>

#include <iostream>

namespace ogi::daemon {

namespace {

// A pipe without a reader says so; SIGPIPE would have told, but a crawl has it ignored.
bool reader_has_gone() {
    pollfd output{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
    return poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

}  // namespace

int give_up(const base::Error& error) {
    std::cerr << told_error(error);
    return exit_code_of(error.code);
}

int finish_output(int code, std::string_view program) {
    std::cout.flush();
    if (std::cout) return code;
    if (reader_has_gone()) return exit_pipe_closed;
    std::cerr << program << ": the output could not be written; is there room where it goes to?\n";
    return exit_code_of(base::ErrorCode::io);
}

int end_with(const base::Result<void>& done, int code) {
    return finish_output(done ? code : give_up(done.error()));
}

std::string told_error(const base::Error& error) {
    std::string told = "ogi: ";
    for (const char c : error.context) told += c == '\n' ? std::string{"\nogi: "} : std::string{c};
    return told + "\n";
}

void be_quiet() {
    std::clog.rdbuf(nullptr);
}

bool is_quiet() {
    return std::clog.rdbuf() == nullptr;
}

void set_up_messages(const std::string& level) {
    // Exceptions for single events are the daemon's.
    const auto everything = level.substr(0, level.find(' '));
    const bool news = everything == "info" || everything == "warn";
    set_up_logging(news ? (is_quiet() ? "error" : "warn") : everything);
}

}  // namespace ogi::daemon
