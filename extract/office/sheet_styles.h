#pragma once

#include "extract/office/number_format.h"

#include <pugixml.hpp>

#include <string>
#include <vector>

namespace ogi::extract {

// What the style of a cell says of what is read here.
struct CellStyle {
    std::string number_format = "General";
    bool bordered = false;  // A line at one side at least: a blank cell of a table has some.
    bool struck = false;
    bool pale = false;  // In the colour of paper, and not filled with another.
};

class SheetStyles {
  public:
    SheetStyles() = default;
    // `sheet`: the element styleSheet.
    explicit SheetStyles(pugi::xml_node sheet);

    // By the number that a cell names its style with.
    const CellStyle& find(long index) const;

  private:
    std::vector<CellStyle> styles_;
};

}  // namespace ogi::extract
