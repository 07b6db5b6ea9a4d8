#pragma once

#include "model/report.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace ogi::parser {

// For each new section the old one that it is: of the same text, else the same title, else the same number,
// else one with which it shares at least half of its sentences. Each once.
std::vector<std::optional<std::size_t>> pair_sections(const std::vector<model::Section>& before,
                                                      const std::vector<model::Section>& after);

}  // namespace ogi::parser
