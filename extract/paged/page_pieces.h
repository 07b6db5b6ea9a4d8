#pragma once

#include "extract/paged/table.h"

#include <string>
#include <variant>
#include <vector>

namespace ogi::extract::paged {

// A line of text outside of tables.
struct ProseLine {
    std::string text{};
    Box box{};
    float size = 0;
    model::PageBox place{};
};

using Piece = std::variant<ProseLine, Table>;

// One page from the top down, upright.
struct PagePieces {
    std::uint16_t number = 0;
    float width = 0;
    float height = 0;
    std::vector<Piece> pieces{};
};

PagePieces read_page(const Page& page);

const Box& box_of(const Piece& piece);

}  // namespace ogi::extract::paged
