#pragma once

#include "tests/fuzz/promise.h"

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What the fuzzers of office documents share.
namespace ogi::fuzz {

// An element that a document is made of. "#" as attribute value: a number is drawn for it.
struct OfficeElement {
    std::string_view name;
    std::string_view attribute = {};
    std::span<const std::string_view> values = {};
};

struct DrawnXml {
    std::string xml;
    std::set<std::string> figures;  // Every text is a figure of its own.
};

// XML that is well formed, of the elements given; every `text` element holds a figure that no other holds.
DrawnXml draw_xml(Choices choices, std::span<const OfficeElement> elements, std::string_view text);

// The figures in blocks, grids and what is outside, each with how often it is there.
std::map<std::string, std::size_t> figures_in(const model::Document& document);

// Zero bytes part the parts of a document.
std::vector<std::string> split_parts(std::string_view bytes);

}  // namespace ogi::fuzz
