#include "daemon/logging/logging.h"

#include "daemon/logging/journal_sink.h"
#include "daemon/logging/log_levels.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <memory>
#include <mutex>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace ogi::daemon {

namespace {

// Lets through what the levels want of every event.
class LeveledSink final : public spdlog::sinks::sink {
  public:
    explicit LeveledSink(spdlog::sink_ptr next) : next_{std::move(next)} {}

    void log(const spdlog::details::log_msg& line) override {
        if (wanted(line)) next_->log(line);
    }
    void flush() override { next_->flush(); }
    void set_pattern(const std::string& pattern) override { next_->set_pattern(pattern); }
    void set_formatter(std::unique_ptr<spdlog::formatter> formatter) override {
        next_->set_formatter(std::move(formatter));
    }
    void set_levels(LogLevels levels) {
        const std::scoped_lock lock{mutex_};
        levels_ = std::move(levels);
    }

  private:
    bool wanted(const spdlog::details::log_msg& line) {
        const std::scoped_lock lock{mutex_};
        return levels_.wants({line.payload.data(), line.payload.size()}, line.level);
    }

    spdlog::sink_ptr next_;
    std::mutex mutex_;
    LogLevels levels_;
};

bool standard_error_is_the_journal() {
    const char* told = std::getenv("JOURNAL_STREAM");
    struct stat facts {};
    return told != nullptr && fstat(STDERR_FILENO, &facts) == 0 &&
           names_stream(told, facts.st_dev, facts.st_ino);
}

}  // namespace

void set_up_logging(std::string_view levels) {
    auto to_stderr = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    spdlog::sink_ptr last = to_stderr;
    if (standard_error_is_the_journal()) last = std::make_shared<JournalSink>(std::move(to_stderr));
    auto logger = std::make_shared<spdlog::logger>("ogid", std::make_shared<LeveledSink>(std::move(last)));
    logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    spdlog::set_default_logger(std::move(logger));
    set_log_levels(levels);
}

void set_log_levels(std::string_view text) {
    const auto read = LogLevels{}.changed(text);  // The configuration has been through it already.
    const auto levels = read ? *read : LogLevels{};
    auto* logger = spdlog::default_logger_raw();
    // What no event wants costs nothing.
    logger->set_level(levels.lowest());
    for (const auto& sink : logger->sinks()) {
        if (auto* leveled = dynamic_cast<LeveledSink*>(sink.get())) leveled->set_levels(levels);
    }
}

}  // namespace ogi::daemon
