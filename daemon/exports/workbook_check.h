#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ogi::daemon {

// The rows of a sheet as they were written, before they went into the workbook: what it is held against.
class SheetRows {
  public:
    // Of a file that is open; it stays readable when its owner closes it. Fails with `io`.
    static base::Result<SheetRows> keep(int descriptor);
    SheetRows(SheetRows&& other) noexcept;
    SheetRows& operator=(SheetRows&&) = delete;
    ~SheetRows();

    std::uint64_t bytes() const { return bytes_; }
    // Whether `text` stands at `offset`.
    bool holds(std::uint64_t offset, std::string_view text) const;

  private:
    SheetRows(int descriptor, std::uint64_t bytes) : descriptor_{descriptor}, bytes_{bytes} {}
    int descriptor_;
    std::uint64_t bytes_;
};

// Whether a workbook on the disk is whole: every part can be read, and ends as it began; the sheets, in their
// order, hold just these rows. The library that writes it does not look whether its parts reached the disk.
// Fails with `io`.
base::Result<void> check_workbook(const std::filesystem::path& file, const std::vector<SheetRows>& sheets);

}  // namespace ogi::daemon
