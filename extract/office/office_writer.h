#pragma once

#include "extract/read_document.h"
#include "model/document.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace ogi::extract {

// Puts blocks and grids into a Document, within its limits.
class OfficeWriter {
  public:
    OfficeWriter(model::Document& document, const Limits& limits) : document_{document}, limits_{limits} {}

    void add(model::BlockKind kind, std::string text);
    void add_grid(model::Grid grid, bool cut);
    // What stands beside the text: page numbers alone are left out.
    void add_outside(std::string text);
    void name_limit(std::string_view name);

  private:
    bool has_room(std::size_t bytes);

    model::Document& document_;
    const Limits& limits_;
    std::size_t bytes_ = 0;
};

}  // namespace ogi::extract
