#pragma once

#include "model/document.h"
#include "parser/gazetteer.h"
#include "parser/parse_report.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace ogi::parser {

// Which places a page speaks of, to tell apart the districts that share a name and to fill in the place of
// "县教育局".
class PlaceContext {
  public:
    PlaceContext(const model::Document& document, const Hints& hints);

    // How much speaks for a division: mentions of it and of the places above it, and the host's name. 0:
    // nothing.
    int score(const Division& division) const;

    // The one of `divisions` that most speaks for; nullptr where they tie.
    const Division* best_of(const std::vector<const Division*>& divisions) const;

    // The place that "市…局", "县…局", "区…局" or "省…厅" of this page belongs to, by its first character;
    // nullptr where nothing decides.
    const Division* implied(std::string_view kind) const;

  private:
    void count(std::string_view text, int weight);
    int host_score(const Division& division) const;

    std::unordered_map<int, int> mentions_;  // Code → weight of its mentions.
    std::vector<std::string> labels_;        // Of the host, without "www", "gov", "cn".
};

}  // namespace ogi::parser
