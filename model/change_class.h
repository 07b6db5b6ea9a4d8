#pragma once

namespace ogi::model {

// Why we say it.
enum class Cause {
    source,    // The agency's pages show it.
    reparse,   // Our parser reads the same pages differently.
    decision,  // A person decided it.
};

// How deep a difference goes. Of all levels on which two captures of a page differ, the deepest names the
// class. Only editorial and above make a Revision.
enum class ChangeClass {
    transport,      // Other bytes, the same visible text.
    page_template,  // Other visible text, the same report.
    editorial,      // Other words of the report, the same figures.
    value,          // The figure or kind of a cell.
    structure,      // Cells appear or vanish: another form, a table more or less.
    withdrawn,
    restored,
};

// How much a changed cell matters (parser/severity.h has the rules).
enum class ChangeSeverity { minor, notable, grave };

}  // namespace ogi::model
