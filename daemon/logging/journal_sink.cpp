#include "daemon/logging/journal_sink.h"

#include "daemon/logging/log_line.h"

#define SD_JOURNAL_SUPPRESS_LOCATION  // The line of this file would say nothing.
#include <systemd/sd-journal.h>

#include <utility>
#include <vector>

#include <sys/uio.h>
#include <syslog.h>

namespace ogi::daemon {

namespace {

int priority_of(spdlog::level::level_enum level) {
    switch (level) {
        case spdlog::level::trace:
        case spdlog::level::debug:
            return LOG_DEBUG;
        case spdlog::level::info:
            return LOG_INFO;
        case spdlog::level::warn:
            return LOG_WARNING;
        case spdlog::level::err:
            return LOG_ERR;
        case spdlog::level::critical:
        case spdlog::level::off:
        case spdlog::level::n_levels:
            return LOG_CRIT;
    }
    return LOG_CRIT;
}

}  // namespace

bool names_stream(std::string_view told, dev_t device, ino_t inode) {
    return told == std::to_string(device) + ":" + std::to_string(inode);
}

JournalSink::JournalSink(spdlog::sink_ptr instead) : instead_{std::move(instead)} {}

void JournalSink::set_formatter(std::unique_ptr<spdlog::formatter> formatter) {
    instead_->set_formatter(std::move(formatter));
}

void JournalSink::log(const spdlog::details::log_msg& line) {
    const std::string text{line.payload.data(), line.payload.size()};
    std::vector<std::string> entries = {
        "MESSAGE=" + text, "PRIORITY=" + std::to_string(priority_of(line.level)), "SYSLOG_IDENTIFIER=ogid"};
    for (const auto& [name, value] : log_fields(text)) entries.push_back(name + "=" + value);
    std::vector<iovec> pieces;
    for (auto& entry : entries) pieces.push_back({entry.data(), entry.size()});
    if (sd_journal_sendv(pieces.data(), static_cast<int>(pieces.size())) < 0) instead_->log(line);
}

}  // namespace ogi::daemon
