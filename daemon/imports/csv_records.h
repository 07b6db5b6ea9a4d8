#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

struct CsvRecord {
    std::size_t line = 0;  // Where it begins, from 1.
    std::vector<std::string> cells;
    bool unclosed = false;  // A quote that is never closed swallowed the rest of the file.
};

// Cuts a text into records (RFC 4180); a quoted cell may hold commas, quotes and line ends. Blanks around a
// cell are taken off. `text` must outlive it.
class CsvCutter {
  public:
    explicit CsvCutter(std::string_view text) : rest_{text} {}

    std::optional<CsvRecord> next();

  private:
    bool take(char c);
    std::string cell(CsvRecord& record);

    std::string_view rest_;
    std::size_t line_ = 1;
};

}  // namespace ogi::daemon
