#pragma once

#include <chrono>
#include <optional>
#include <string>

// What the service is told to systemd (sd_notify(3)), and by it. Where no systemd started this process,
// nothing is told.
namespace ogi::daemon::supervisor {

// The store is open and the sockets are listened on.
void tell_ready();
// It has not come so far, and goes on: the time for a start begins anew.
void tell_still_starting(const std::string& doing);
// A line for `systemctl status`.
void tell_status(const std::string& doing);
// The configuration is read again; until tell_ready().
void tell_reloading();
void tell_stopping();

// Within which time it wants to be told that all is alive; none: it does not.
std::optional<std::chrono::microseconds> watchdog_time();
void tell_alive();

}  // namespace ogi::daemon::supervisor
