#pragma once

#include "extract/read_document.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace ogi::extract {

inline constexpr std::string_view page_address = "http://www.example.gov.cn/zwgk/xxgknb/index.html";

inline model::Snapshot snapshot_of(std::string body, std::string_view address = page_address) {
    model::Snapshot snapshot;
    snapshot.final_url = base::Url::parse(address).value();
    snapshot.body = std::move(body);
    return snapshot;
}

inline model::Document read(std::string body, std::string_view address = page_address) {
    auto document = read_document(snapshot_of(std::move(body), address));
    EXPECT_TRUE(document) << (document ? "" : document.error().context);
    return document ? *std::move(document) : model::Document{};
}

// The texts of blocks, one a line; "#0" stands for grid 0.
inline std::string texts(const std::vector<model::Block>& blocks) {
    std::string out;
    for (const auto& block : blocks) {
        out += block.kind == model::BlockKind::grid ? "#" + std::to_string(block.grid) : block.text;
        out += "\n";
    }
    return out;
}

// The grid as a reader sees it: cells by '|', rows by line ends; a slot that a cell covers without beginning
// there is
// '<' or '^', one without cell '.'.
inline std::string picture(const model::Grid& grid) {
    std::string out;
    for (std::size_t row = 0; row < grid.rows; ++row) {
        for (std::size_t column = 0; column < grid.columns; ++column) {
            const auto* const cell = grid.cell_at(row, column);
            if (column > 0) out += "|";
            if (cell == nullptr) {
                out += ".";
            } else if (cell->row == row && cell->column == column) {
                out += cell->text;
            } else {
                out += cell->row == row ? "<" : "^";
            }
        }
        out += "\n";
    }
    return out;
}

inline std::string file_text(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// The bytes of the body that a range names.
inline std::string_view bytes(std::string_view body, model::ByteRange at) {
    return body.substr(at.begin, at.end - at.begin);
}

}  // namespace ogi::extract
