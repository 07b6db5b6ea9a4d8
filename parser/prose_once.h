#pragma once

#include "parser/prose.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ogi::parser {

// The running text of a document, put together once, when it is first asked for. What it is given must
// outlive it.
class ProseOnce {
  public:
    ProseOnce(const model::Document& document, const std::vector<bool>& table_blocks,
              std::vector<bool> noiseless = {})
        : document_{document}, table_blocks_{table_blocks}, noiseless_{std::move(noiseless)} {}

    const Prose& prose() const {
        if (!prose_) prose_ = join_prose(document_, table_blocks_, noiseless_);
        return *prose_;
    }
    const std::string& text() const { return prose().text; }

  private:
    const model::Document& document_;
    const std::vector<bool>& table_blocks_;
    std::vector<bool> noiseless_;
    mutable std::optional<Prose> prose_;
};

}  // namespace ogi::parser
