#pragma once

#include "daemon/answers/question.h"

#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

enum class OutputFormat { table, json, ndjson, csv, tsv, json_patch };

// By the words of -o; json-patch is only of `ogi diff`.
const std::map<std::string, OutputFormat>& output_formats();

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

// One line of TSV: tab, line feed, carriage return and backslash within a value are written as \t, \n, \r and
// \\, so that every line is a record and every tab ends a value.
void write_tsv_row(std::ostream& out, const std::vector<std::string>& values);

// A record of `format`, which is csv or tsv.
void write_record(std::ostream& out, OutputFormat format, const std::vector<std::string>& values);

// Names and values as "name=value …", as CSV or TSV one record under its titles.
void write_members(std::ostream& out, OutputFormat format, const std::vector<std::string>& names,
                   const std::vector<std::string>& values);

// What came of a command, an object of JSON: in a table's place "name=value …", or where `words` is not empty
// those; as CSV or TSV one record under its titles, without lists.
void write_outcome(std::string_view object, OutputFormat format, std::ostream& out,
                   const std::string& words = {});

// Control characters as spaces: line ends would break a table, others would reach the terminal from a
// stranger's page.
std::string on_one_line(std::string text);

// Places a terminal gives to `text`.
std::size_t display_width(std::string_view text);

}  // namespace ogi::daemon
