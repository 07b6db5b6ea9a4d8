#pragma once

#include "model/document.h"
#include "parser/form.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

// The official form filled in, and flattened the way real tools do it.
namespace ogi::parser {

// What is printed in a cell; "" for a blank one.
using Printed = std::function<std::string(const std::string& id)>;

// A cell of a sample table: where it spans several columns the value says how many.
struct SampleCell {
    std::string text;
    int columns = 1;
    int rows = 1;
};
using SampleTable = std::vector<std::vector<SampleCell>>;

// The three tables of a form: disclosure, requests, disputes.
std::vector<SampleTable> sample_form(FormYear year, const Printed& printed);

enum class Flattening {
    grid,          // As HTML has it.
    tabs,          // A row a line, cells between tabs.
    bars,          // "| a | b |".
    tabbed_lines,  // "⇥a" a line, an empty line after a row.
    barred_lines,  // "a |" a line.
    lines,         // A value a line; blank cells are lost.
    spaces,        // A row a line, values between spaces; blank cells are lost.
    glued,         // Everything in one paragraph, nothing between cells.
};

// The tables in a report of six headings.
model::Document flatten(const std::vector<SampleTable>& tables, Flattening flattening);

}  // namespace ogi::parser
