#pragma once

#include "parser/prose.h"

#include <optional>
#include <string>
#include <vector>

namespace ogi::parser {

// The running text of a document, put together when it is first asked for: most reports are told by their
// title and their form alone. What it is given must outlive it.
class ProseOnce {
  public:
    ProseOnce(const model::Document& document, const std::vector<bool>& table_blocks)
        : document_{document}, table_blocks_{table_blocks} {}

    const std::string& text() const {
        if (!text_) text_ = join_prose(document_, table_blocks_).text;
        return *text_;
    }

  private:
    const model::Document& document_;
    const std::vector<bool>& table_blocks_;
    mutable std::optional<std::string> text_;
};

}  // namespace ogi::parser
