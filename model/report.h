#pragma once

#include "base/time.h"
#include "model/decimal.h"
#include "model/document.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::model {

// What stands in a cell. Blank is not zero.
enum class CellKind {
    number,
    blank,       // Empty, or only white space.
    slash,       // "/", "／".
    dash,        // "-", "—".
    text,        // Words: "无", "本单位未制作规章".
    unreadable,  // Something is there that cannot be read with certainty.
    absent,      // The form has this cell, the document does not show it.
};

// Where something stands in the source.
struct Place {
    ByteRange bytes;
    int grid = -1;  // Index into Document::grids; -1: not from a grid.
    int row = 0;    // From 0, in that grid.
    int column = 0;
    PageBox box{};  // In a paged document; `bytes` is empty then.

    bool operator==(const Place&) const = default;
};

struct Cell {
    CellKind kind = CellKind::absent;
    std::optional<Decimal> value;  // Set if and only if kind is number.
    std::string raw;               // As printed, white space trimmed; empty for absent.
    std::string unit;  // "件", "项", "万元", "元"; empty: none written and none implied by the form.
    std::optional<Place> at;

    bool operator==(const Cell&) const = default;
};

// A figure in the prose.
struct Statement {
    std::string name;  // Cell id stem or our own term: "requests.new_received", "disclosure.total".
    std::optional<Decimal> value;
    bool approximate = false;  // "60余", "约".
    std::string unit;          // As written: "项", "条", "件次".
    std::string quote;         // The words it was read from.
    std::optional<Place> at;

    bool operator==(const Statement&) const = default;
};

enum class CheckOutcome { holds, violated, not_assessable };

// An accounting identity or a prose-against-table comparison (ids: DOMAIN "requests.balance.total", …).
struct Check {
    std::string id;
    CheckOutcome outcome = CheckOutcome::not_assessable;
    std::optional<Decimal> left;  // Set where outcome is not not_assessable.
    std::optional<Decimal> right;
    std::string note;  // For a person: the operands, the reading that matched; may be empty.

    bool operator==(const Check&) const = default;
};

// A cell that may well be the one that makes identities fail. Its value is never altered.
struct Suspect {
    std::string cell;
    Decimal value;                    // As printed.
    Decimal implied;                  // What would make every check below hold; never negative.
    std::vector<std::string> checks;  // The violated checks the cell stands in.
    int among = 1;                    // 1: no other single cell explains them; else how many might.

    bool operator==(const Suspect&) const = default;
};

// Something a careful reader would remark on.
struct Anomaly {
    std::string code;  // "template_text", "duplicate_section", "glued_cells", …
    std::string quote;

    bool operator==(const Anomaly&) const = default;
};

// A statistics table of the free-form years, as it stands.
struct StatTable {
    std::string title;
    std::vector<std::string> columns;
    std::vector<std::vector<Cell>> rows;  // Cells of kind text keep their words in raw.

    bool operator==(const StatTable&) const = default;
};

struct Section {
    int number = 0;     // 1…6 as printed; 0 where none is.
    std::string title;  // Without its number.
    std::string text;   // Paragraphs joined by '\n', tables left out.

    bool operator==(const Section&) const = default;
};

struct AgencyName {
    std::string name;  // Canonical full name; empty if it cannot be told.
    std::string as_written;
    std::string division;   // GB/T 2260, six digits; empty if unknown.
    double confidence = 0;  // 0 … 1.
    std::string evidence;   // "title", "body", "meta", "source", "url", …
    // What the parser made of it, where a decision or a known twin files the report under another `name`;
    // empty: the same.
    std::string read_as{};

    bool operator==(const AgencyName&) const = default;
};

// A document that a page offers beside the report, or instead of it.
struct Attachment {
    std::string url;
    std::string text;  // What its link says; may be empty.

    bool operator==(const Attachment&) const = default;
};

// A cell whose value a person has put right (model/decision.h). Its raw text and place stay as printed.
struct Correction {
    std::string cell;
    CellKind printed_kind = CellKind::absent;  // What stands in the document, as the parser reads it.
    std::optional<Decimal> printed;
    std::string decision;  // Decision::id.
    std::string by;
    std::string reason;

    bool operator==(const Correction&) const = default;
};

// What to think of a report whose text was recognised in an image.
struct Recognition {
    int confidence = 0;  // Percent: of its least certain figure.
    std::vector<std::string>
        repaired;  // Cells whose figure was put right because the identities leave one answer.

    bool operator==(const Recognition&) const = default;
};

enum class Generation { free_form, form_2019, form_2021, mixed };

enum class Verdict {
    verified,      // Every identity of the form could be assessed and holds.
    consistent,    // What could be assessed holds.
    inconsistent,  // One is violated.
    unverifiable,  // None could be assessed.
};

// The normalised content of one agency's annual report for one year. A pure function of a Document, and where
// the report is stored of the decisions of people in force (corrections, AgencyName::read_as).
struct Report {
    bool is_report = false;
    std::string reason;  // Why it is not one; empty if it is.
    AgencyName agency;
    int year = 0;  // The year reported on; 0 if it cannot be told.
    std::string title;
    std::optional<base::Date> published;
    Generation generation = Generation::free_form;
    bool official = true;            // False for a copy on a mirror.
    std::vector<std::string> noise;  // Codes of noise removed: "pinyin_glosses", "traditional_script", …
    std::map<std::string, Cell, std::less<>> cells;  // Every id of the generation, absent ones too.
    std::vector<Statement> statements;
    std::vector<Check> checks;
    std::vector<Suspect> suspects;
    std::vector<Anomaly> anomalies;
    std::vector<StatTable> stat_tables;
    std::vector<Section> sections;
    std::vector<Attachment> attachments;
    Verdict verdict = Verdict::unverifiable;
    Format format = Format::html;           // Of the document.
    std::optional<Recognition> ocr{};       // Set where the text was recognised in an image.
    std::vector<Correction> corrections{};  // In order of cell; the parser makes none.

    bool operator==(const Report&) const = default;
};

}  // namespace ogi::model
