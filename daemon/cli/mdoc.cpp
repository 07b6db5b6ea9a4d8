#include "daemon/cli/mdoc.h"

#include "base/utf8.h"

#include <array>
#include <cstdio>
#include <utility>

namespace ogi::daemon {

namespace {

std::string escaped(char32_t c) {
    static constexpr std::array<std::pair<char32_t, std::string_view>, 4> known = {
        {{U'\\', "\\e"}, {U'-', "\\-"}, {U'…', "\\&..."}, {U'—', "\\(em"}}};
    for (const auto& [of, escape] : known)
        if (c == of) return std::string{escape};
    if (c < 0x80) return std::string(1, static_cast<char>(c));
    std::array<char, 16> number{};
    std::snprintf(number.data(), number.size(), "\\[u%04X]", static_cast<unsigned>(c));
    return number.data();
}

// A dot or quote at the beginning of a line would be a macro.
std::string as_line(std::string text) {
    return text.starts_with('.') || text.starts_with('\'') ? "\\&" + text : text;
}

// A sentence ends with a full stop, question mark or bracket behind one, and a blank.
std::string sentence_lines(std::string_view text) {
    std::string lines;
    while (!text.empty()) {
        std::size_t end = 0;
        do {
            end = text.find(". ", end);
            if (end == std::string_view::npos) break;
            ++end;
        } while (end + 1 < text.size() && text[end + 1] >= 'a' && text[end + 1] <= 'z');
        const auto sentence = text.substr(0, end == std::string_view::npos ? text.size() : end);
        lines += as_line(mdoc_words(sentence)) + "\n";
        text.remove_prefix(std::min(text.size(), sentence.size() + 1));
    }
    return lines;
}

}  // namespace

std::string mdoc_words(std::string_view text) {
    std::string out;
    bool literal = false;
    while (!text.empty()) {
        const auto [c, length] = base::decode_utf8(text);
        text.remove_prefix(length);
        if (c == U'`') {
            out += literal ? "\\fP" : "\\fB";
            literal = !literal;
        } else {
            out += escaped(c);
        }
    }
    return out;
}

std::string mdoc_text(std::string_view text) {
    std::string out;
    bool example = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(text.size(), end + 1));
        if (line.starts_with("  ")) {
            if (!example) out += ".Bd -literal -offset indent -compact\n";
            example = true;
            out += as_line(mdoc_words(line.substr(2))) + "\n";
            continue;
        }
        if (example) out += ".Ed\n";
        example = false;
        out += line.empty() ? ".Pp\n" : sentence_lines(line);
    }
    return out + (example ? ".Ed\n" : "");
}

}  // namespace ogi::daemon
