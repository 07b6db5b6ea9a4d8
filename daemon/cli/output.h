#pragma once

#include "daemon/answers/question.h"

#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

enum class OutputFormat { table, json, ndjson, csv, json_patch };

// Writes the lines of an answer in one of the formats. Nothing is cut off.
class Output {
  public:
    virtual ~Output() = default;
    // One line of the answer, an object of JSON. False once the reader has gone (a closed pipe).
    virtual bool line(std::string_view json) = 0;
    // After the last line.
    virtual void finish() = 0;
};

std::unique_ptr<Output> make_output(OutputFormat format, About about, std::ostream& out);

// Rows under titles, in columns as wide as their widest text (Han characters take two places). Control
// characters are written as spaces.
void write_table(std::ostream& out, const std::vector<std::string>& titles,
                 std::vector<std::vector<std::string>> rows);

// One record of CSV (RFC 4180, but with \n line ends).
void write_csv_row(std::ostream& out, const std::vector<std::string>& values);

// Control characters as spaces: line ends would break a table, others would reach the terminal from a
// stranger's page.
std::string on_one_line(std::string text);

// An error for standard error: "ogi: " before every line, and a line end behind the last.
std::string told_error(const base::Error& error);

// Places a terminal gives to `text`.
std::size_t display_width(std::string_view text);

}  // namespace ogi::daemon
