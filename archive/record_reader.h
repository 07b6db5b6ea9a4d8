#pragma once

#include "archive/archive_bytes.h"
#include "archive/record.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>

namespace ogi::archive {

// Reads WARC and ARC files record by record, plain or gzipped. Its memory is bounded, whatever the file's
// size.
class RecordReader {
  public:
    static constexpr std::size_t head_bytes_max = std::size_t{64} << 10;
    static constexpr std::size_t block_bytes_max_default = std::size_t{64} << 20;

    // `file` must outlive it.
    explicit RecordReader(std::istream& file, std::size_t block_bytes_max = block_bytes_max_default)
        : bytes_{file}, block_bytes_max_{block_bytes_max} {}

    // The next record; nothing at the end of the file. Fails with `malformed` for what is no record, or
    // breaks off, and with `too_large`, naming the limit and the place; the call after that gives the record
    // behind.
    base::Result<std::optional<Record>> next();

  private:
    struct Head;

    base::Result<std::optional<Head>> read_head();
    base::Result<Head> read_warc_head();
    base::Result<Head> read_arc_head();
    base::Result<Record> read_block(Head head);
    base::Error broken(std::string_view what) const;
    void find_next_head();

    ArchiveBytes bytes_;
    std::size_t block_bytes_max_;
    std::uint64_t offset_ = 0;  // Of the record that is read.
};

}  // namespace ogi::archive
