#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <istream>
#include <memory>
#include <string>
#include <string_view>

namespace ogi::archive {

// The bytes of an archive file without its compression: plain, or any number of gzip members one after the
// other. Holds a window of the file, whatever the file's size.
class ArchiveBytes {
  public:
    // `file` must outlive it.
    explicit ArchiveBytes(std::istream& file);
    ~ArchiveBytes();
    ArchiveBytes(const ArchiveBytes&) = delete;
    ArchiveBytes& operator=(const ArchiveBytes&) = delete;

    // What comes next: `wanted` bytes or more; fewer only before the end and before damage. Valid until the
    // next call.
    std::string_view peek(std::size_t wanted);
    // Drops so many bytes, or all that are left. Returns how many there were.
    std::uint64_t skip(std::uint64_t count);

    // A gzip member is broken, or breaks off, behind what peek() gave last.
    bool damaged() const { return damaged_; }
    // Drops what is left of the damaged member and goes on with the next one that can be found.
    void resume();

    // Where the next byte lies in the file; compressed, where its gzip member begins.
    std::uint64_t offset() const;

  private:
    struct Inflate;
    struct Member {
        std::uint64_t decoded;  // Decoded bytes before it.
        std::uint64_t offset;   // Of its first byte in the file.
    };

    bool read_more();
    void decode_more();
    void inflate_more();
    bool begin_member();

    std::istream& file_;
    std::unique_ptr<Inflate> inflate_;  // Of a compressed file.
    std::string input_;                 // Read and not decoded.
    std::uint64_t input_offset_ = 0;
    std::string window_;  // Decoded; the first skipped_ bytes are done with.
    std::size_t skipped_ = 0;
    std::uint64_t window_begin_ = 0;  // Decoded bytes before the window.
    std::deque<Member> members_;      // Those that reach into the window.
    bool damaged_ = false;
    bool over_ = false;
};

}  // namespace ogi::archive
