#pragma once

#include "extract/office/word_styles.h"

#include <pugixml.hpp>

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace ogi::extract {

// The lists of a document. Headings of reports are often numbered by Word, so that "一、" stands nowhere in
// the text, and it must be counted to be read.
class WordNumbering {
  public:
    static constexpr std::size_t levels = 9;

    WordNumbering() = default;
    // `numbering`: the element w:numbering.
    WordNumbering(pugi::xml_node numbering, const WordStyles& styles);

    struct Label {
        std::string text;     // "一、", "1. "; empty for bullets.
        bool bullet = false;  // A list item that is not numbered.
    };
    // What is printed before the next paragraph of that list and level (w:numId, w:ilvl); nullopt if nothing
    // is. Counts on.
    std::optional<Label> next(long list, long level);

    // The level of a list that belongs to a style which names the list but no level.
    long level_of_style(long list, std::string_view style_id) const;

  private:
    struct Level {
        long start = 1;
        std::string format = "decimal";
        std::string text;
        std::string style;
        bool gap = true;  // A tab or space behind it.
        bool legal = false;
        std::optional<long> restarts_after;  // w:lvlRestart; 0: never.
    };
    using Levels = std::array<Level, levels>;
    struct List {
        long shared = 0;  // Lists that are made from one description count together.
        Levels levels;
        std::array<std::optional<long>, WordNumbering::levels> starts_anew;
    };
    using Counts = std::array<std::optional<long>, levels>;

    static Level read_level(pugi::xml_node node);
    static void read_levels(pugi::xml_node parent, Levels& into);

    std::map<long, List> lists_;
    std::map<long, Counts> counts_;                   // By List::shared.
    std::set<std::pair<long, std::size_t>> started_;  // List and level, of those that start anew.
};

}  // namespace ogi::extract
