#include "tests/fuzz/office_words.h"

#include <algorithm>

namespace ogi::fuzz {

DrawnXml draw_xml(Choices choices, std::span<const OfficeElement> elements, std::string_view text) {
    constexpr std::size_t elements_max = 600;
    constexpr std::size_t depth_max = 60;
    DrawnXml drawn;
    std::vector<std::string_view> open;
    const auto close = [&] {
        drawn.xml.append("</").append(open.back()).append(">");
        open.pop_back();
    };
    for (std::size_t count = 0; choices.left() && count < elements_max; ++count) {
        const auto choice = choices.below(elements.size() + 8);
        if (choice >= elements.size()) {
            if (choice % 2 == 0 && !open.empty()) close();
            if (choice % 2 == 1) {
                const auto figure = std::to_string(100'000 + count);
                drawn.figures.insert(figure);
                drawn.xml.append("<")
                    .append(text)
                    .append("> ")
                    .append(figure)
                    .append(" </")
                    .append(text)
                    .append(">");
            }
            continue;
        }
        const auto& element = elements[choice];
        drawn.xml.append("<").append(element.name);
        if (!element.values.empty()) {
            drawn.xml.append(" ")
                .append(element.attribute)
                .append("=\"")
                .append(element.values[choices.below(element.values.size())]);
            drawn.xml += '"';
        }
        const bool leaf = element.attribute == "w:val" || open.size() == depth_max;
        drawn.xml += leaf ? "/>" : ">";
        if (!leaf) open.push_back(element.name);
    }
    while (!open.empty()) close();
    return drawn;
}

std::map<std::string, std::size_t> figures_in(const model::Document& document) {
    std::map<std::string, std::size_t> figures;
    const auto add = [&](std::string_view text) {
        while (!text.empty()) {
            const auto begin = std::min(text.find_first_of("0123456789"), text.size());
            text.remove_prefix(begin);
            const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
            if (end > 0) ++figures[std::string{text.substr(0, end)}];
            text.remove_prefix(end);
        }
    };
    for (const auto& block : document.blocks) add(block.text);
    for (const auto& block : document.outside) add(block.text);
    for (const auto& grid : document.grids) {
        for (const auto& cell : grid.cells) add(cell.text);
    }
    return figures;
}

std::vector<std::string> split_parts(std::string_view bytes) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= bytes.size();) {
        const auto end = std::min(bytes.find('\0', at), bytes.size());
        parts.emplace_back(bytes.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

}  // namespace ogi::fuzz
