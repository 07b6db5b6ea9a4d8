#include "daemon/service/supervisor.h"

#include <systemd/sd-daemon.h>

#include <cstdint>

namespace ogi::daemon::supervisor {

namespace {

// A migration tells how far it is many times in this.
constexpr std::chrono::microseconds start_goes_on = std::chrono::minutes{5};

// It is told as a courtesy: nobody can be told that it was not.
void tell(const std::string& state) {
    static_cast<void>(sd_notify(0, state.c_str()));
}

// One line, whatever a file is called.
std::string in_one_line(std::string words) {
    for (char& c : words)
        if (c == '\n') c = ' ';
    return words;
}

}  // namespace

void tell_ready() {
    tell("READY=1");
}

void tell_still_starting(const std::string& doing) {
    // The watchdog too: a process that began anew is still under it.
    tell("EXTEND_TIMEOUT_USEC=" + std::to_string(start_goes_on.count()) +
         "\nWATCHDOG=1\nSTATUS=" + in_one_line(doing));
}

void tell_status(const std::string& doing) {
    tell("STATUS=" + in_one_line(doing));
}

void tell_reloading() {
    // systemd's clock is CLOCK_MONOTONIC, which is steady_clock here.
    const auto now = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
    tell("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(now.count()));
}

void tell_stopping() {
    tell("STOPPING=1\nSTATUS=Ending the visits that are under way");
}

std::optional<std::chrono::microseconds> watchdog_time() {
    std::uint64_t microseconds = 0;
    if (sd_watchdog_enabled(0, &microseconds) <= 0) return std::nullopt;
    return std::chrono::microseconds{microseconds};
}

void tell_alive() {
    tell("WATCHDOG=1");
}

}  // namespace ogi::daemon::supervisor
