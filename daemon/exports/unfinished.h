#pragma once

#include "base/result.h"

#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>

namespace ogi::daemon {

// A file or folder under a name of its own until it is whole; then it takes its name in one step.
class Unfinished {
  public:
    enum class What {
        file,    // Takes the place of what has the name.
        folder,  // There must be nothing of that name.
    };

    // Removes what a killed process has left of the same target. Fails with `usage` where a folder's name is
    // taken, and with `io`.
    static base::Result<Unfinished> begin(std::filesystem::path target, What what);
    Unfinished(Unfinished&& other) noexcept;
    Unfinished& operator=(Unfinished&&) = delete;
    // What was not finished is removed.
    ~Unfinished();

    const std::filesystem::path& path() const { return path_; }
    // Everything of it lies on the disk before it takes its name. Fails with `io`.
    base::Result<void> finish();

  private:
    Unfinished(std::filesystem::path target, std::filesystem::path path, int held);
    std::filesystem::path target_;
    std::filesystem::path path_;  // Empty once it is finished.
    int held_ = -1;               // Locked as long as somebody works at it.
};

// Has SIGINT and SIGTERM remove what is unfinished before they end the process, as they would have. To be
// called once, by a program's first thread before it has others; never where signals are waited for.
void remove_unfinished_on_signals();

// Text on its way to a file, or to a stream. Errors stay until they are asked for.
class TextOut {
  public:
    explicit TextOut(std::ostream& stream) : stream_{&stream} {}
    explicit TextOut(const std::filesystem::path& file)
        : name_{file.string()}, file_{file, std::ios::binary}, stream_{&file_} {}

    // What is to be written goes here; write_if_full is called now and then.
    std::string& text() { return text_; }
    base::Result<void> write_if_full();
    // Writes the rest and closes the file. Fails with `io`.
    base::Result<void> close();

  private:
    static constexpr std::size_t full_bytes = 1 << 18;
    base::Result<void> write();
    base::Error not_written() const;
    std::string name_{};  // Empty: of a stream.
    std::ofstream file_;
    std::ostream* stream_;
    std::string text_;
};

}  // namespace ogi::daemon
