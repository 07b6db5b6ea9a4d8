#include "daemon/cli/diff_text.h"

#include "daemon/cli/output.h"
#include "daemon/columns/column_makers.h"

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace ogi::daemon {

namespace {

constexpr std::string_view red = "\x1B[31m", green = "\x1B[32m", plain = "\x1B[0m";

std::string heading_of(const json::object& section) {
    const auto number = text_at(section, "number");
    const auto title = text_at(section, "title");
    return (number == "0" ? "" : number + " ") + (title.empty() ? "(no heading)" : title);
}

}  // namespace

Colour colour_of(const std::ostream& out) {
    const auto* no_color = std::getenv("NO_COLOR");
    const auto* terminal = std::getenv("TERM");
    const bool dumb = terminal == nullptr || std::string_view{terminal} == "dumb";
    const bool refused = no_color != nullptr && *no_color != '\0';
    return &out == &std::cout && isatty(STDOUT_FILENO) == 1 && !refused && !dumb ? Colour::yes : Colour::no;
}

void DiffText::add(const json::object& line) {
    if (text_at(line, "op") != "repetition") {
        add_change(line);
        return;
    }
    const auto percent = text_at(line, "percent");
    const auto what = text_at(line, "section").empty()
                          ? "all text"
                          : heading_of({{"number", line.at("section")}, {"title", line.at("title")}});
    text_ += "repeated   " + (percent.empty() ? "too little text" : percent + " %") + "  " +
             on_one_line(what) + '\n';
}

void DiffText::begin_section(const json::object& line) {
    const auto* section = object_in(line, "new_section");
    if (section == nullptr) section = object_in(line, "old_section");
    const auto heading = section == nullptr ? std::string{} : heading_of(*section);
    if (heading == section_ && !text_.empty()) return;
    section_ = heading;
    text_ += "\n" + on_one_line(heading) + '\n';
}

void DiffText::add_change(const json::object& line) {
    begin_section(line);
    const auto change = text_at(line, "change");
    const auto put = [&](std::string_view sign, const std::string& words) {
        text_ += std::string{sign} + on_one_line(words) + '\n';
    };
    const auto old_text = text_at(line, "old"), new_text = text_at(line, "new");
    if (change == "whole") {
        put("  ~ ", "differs in more than is compared sentence by sentence");
    } else if (change == "moved") {
        const auto* from = object_in(line, "old_section");
        put("  > ", new_text + "  (from " + (from == nullptr ? "" : heading_of(*from)) + ")");
    } else if (change == "heading") {
        put("  ~ ",
            "heading: " + (old_text.empty() ? "-" : old_text) + " → " + (new_text.empty() ? "-" : new_text));
    } else {
        // Marked where words within the sentence changed.
        if (!old_text.empty()) text_ += "  - " + marked(line, false) + '\n';
        if (!new_text.empty()) text_ += "  + " + marked(line, true) + '\n';
    }
}

std::string DiffText::marked(const json::object& line, bool after) const {
    const auto* parts = array_in(line, "parts");
    const auto side = after ? "new" : "old";
    const auto mark = [&](const std::string& words) {
        if (words.empty()) return std::string{};
        if (colour_ == Colour::yes) return std::string{after ? green : red} + words + std::string{plain};
        return after ? "{+" + words + "+}" : "[-" + words + "-]";
    };
    if (parts == nullptr || parts->empty()) {
        const auto words = on_one_line(text_at(line, side));
        return colour_ == Colour::yes ? mark(words) : words;
    }
    std::string text;
    for (const auto& value : *parts) {
        const auto& part = value.as_object();
        text += part.contains("same") ? on_one_line(text_at(part, "same"))
                                      : mark(on_one_line(text_at(part, side)));
    }
    return text;
}

}  // namespace ogi::daemon
