#pragma once

#include "model/document.h"
#include "parser/gazetteer.h"
#include "parser/parse_report.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ogi::parser {

// Which places a page speaks of, to tell apart the districts that share a name and to fill in the place of
// "县教育局". Reads the page when it is first asked; `document` and `hints` must outlive it.
class PlaceContext {
  public:
    // `year` is the one reported on, 0 if unknown: names that were not in use then are passed over.
    PlaceContext(const model::Document& document, const Hints& hints, int year = 0);

    // How much speaks for a division: mentions of it and of the places above it, and the host's name. 0:
    // nothing.
    int score(const Division& division) const;

    // The one of `divisions` that most speaks for, of those whose name was in use; nullptr where they tie.
    const Division* best_of(Divisions divisions) const;

    // The place that "市…局", "县…局", "区…局" or "省…厅" of this page belongs to, by its first character;
    // nullptr where nothing decides.
    const Division* implied(std::string_view kind) const;

    // The only place whose name the host spells, perhaps shortened to initials; nullptr if there is none, if
    // there are several that nothing on the page tells apart, or if the host says more than is understood.
    const Division* of_host() const;

  private:
    using Mentions = std::unordered_map<int, int>;  // Code → weight of its mentions.

    const Mentions& mentions() const;
    int mentioned(int code) const;
    int host_score(const Division& division) const;
    bool bears_name(const Division& division) const;
    bool is_explained(std::string_view label, const Division& place) const;
    std::vector<const Division*> counties_in_host(const Division& city) const;

    const model::Document& document_;
    const Hints& hints_;
    int year_;
    std::vector<std::string> labels_;           // Of the host, without "www", "gov", "cn".
    mutable std::optional<Mentions> mentions_;  // Counted when first asked for.
};

}  // namespace ogi::parser
