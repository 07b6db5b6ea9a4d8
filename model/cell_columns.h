#pragma once

#include "model/record_reader.h"
#include "model/record_writer.h"
#include "model/report.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

// What a report has many of, written by columns: first all names, then all kinds and so on. The names of a
// form are the same in every report and lie in a row, where a dictionary finds them. Private to model/.
namespace ogi::model {

using NamedCells = std::map<std::string, Cell, std::less<>>;

void write_named_cells(RecordWriter& record, const NamedCells& cells);
NamedCells read_named_cells(RecordReader& record);

// Without how many there are.
void write_cells(RecordWriter& record, const std::vector<const Cell*>& cells);
void read_cells(RecordReader& record, const std::vector<Cell*>& cells);

void write_checks(RecordWriter& record, const std::vector<Check>& checks);
std::vector<Check> read_checks(RecordReader& record);

void write_statements(RecordWriter& record, const std::vector<Statement>& statements);
std::vector<Statement> read_statements(RecordReader& record);

void write_decimal(RecordWriter& record, const Decimal& number);
Decimal read_decimal(RecordReader& record);

}  // namespace ogi::model
