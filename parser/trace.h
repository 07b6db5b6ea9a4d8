#pragma once

#include "model/document.h"
#include "model/report.h"
#include "parser/aligner.h"
#include "parser/catalogue.h"
#include "parser/row_values.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

// What the parser decided about rows of tables, for a person who asks how a figure was found. It is told of
// only while a Tracing lives in the thread; ordinary reading keeps nothing of it.
namespace ogi::parser {

struct RowTrace {
    std::string stem;       // "requests.granted"
    std::string printed{};  // Its label as the source has it, its numbers included; empty: told by its place.
    std::string wording{};  // The form's label, folded, that stood for.
    std::string columns{};  // How its columns were told: "by_heads", "as_in_form", "uncertain".
    RowRule rule = RowRule::none;
    std::vector<std::string> ids{};  // Of its cells, in the order of the source's columns …
    std::vector<model::Cell>
        cells{};               // … and what was read of each, before tables were held against another.
    std::size_t document = 0;  // Index into Trace::documents.

    // What was read of a cell; nullptr where the row has none of that id.
    const model::Cell* cell(std::string_view id) const;
};

struct Trace {
    std::vector<model::Document> documents{};  // In the order in which they were read.
    std::vector<RowTrace> rows{};              // Of every table looked at, also those that were not taken.
};

// Has everything that is read in this thread told to `trace`, until it goes.
class Tracing {
  public:
    explicit Tracing(Trace& trace);
    ~Tracing();
    Tracing(const Tracing&) = delete;
    Tracing& operator=(const Tracing&) = delete;
};

// For the readers; they do nothing where nobody asked.
void note_document(const model::Document& document);
// Of the row that is told of next.
void note_label(const TokenStream& stream, const LabelSequence& labels, const Anchor& anchor);
void note_columns(std::string_view how);  // Of the rows that follow.
void note_row(std::span<const FormCell* const> forms, const RowReading& row, std::string_view stem);

// How the text of a cell became a figure, a word for each thing that was done to it: "plain_digits"; "folded"
// (full width, notes), "sign", "grouped", "unit", "fraction", "nothing_written", "words", "not_certain".
std::vector<std::string_view> figure_steps(std::string_view cell_utf8, FigureKind kind);

}  // namespace ogi::parser
