#pragma once

#include <spdlog/sinks/sink.h>

#include <memory>
#include <string>
#include <string_view>

#include <sys/types.h>

namespace ogi::daemon {

// Whether `told`, the JOURNAL_STREAM that systemd sets, names the file with this device and inode: it is
// inherited by programs whose standard error leads elsewhere.
bool names_stream(std::string_view told, dev_t device, ino_t inode);

// Gives lines to the systemd journal, with their fields (log_fields) and a priority.
class JournalSink final : public spdlog::sinks::sink {
  public:
    // `instead` gets a line where the journal does not take it.
    explicit JournalSink(spdlog::sink_ptr instead);

    void log(const spdlog::details::log_msg& line) override;
    void flush() override { instead_->flush(); }
    void set_pattern(const std::string& pattern) override { instead_->set_pattern(pattern); }
    void set_formatter(std::unique_ptr<spdlog::formatter> formatter) override;

  private:
    spdlog::sink_ptr instead_;
};

}  // namespace ogi::daemon
