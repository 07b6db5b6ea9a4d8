#include "extract/discovery/families/families.h"
#include "extract/discovery/families/markup.h"

#include "base/utf8.h"

#include <algorithm>

// Lists that a page writes into itself: document.write('<li><a href="/a/t1.html">…</a></li>').
namespace ogi::extract {
namespace {

constexpr std::size_t calls_max = 5'000;
constexpr std::size_t call_bytes_max = 64 * 1024;
constexpr std::size_t written_bytes_max = 1u << 20;

// The arguments of the call whose bracket `text` begins behind; empty where it has no end.
std::string_view arguments_at(std::string_view text) {
    text = text.substr(0, call_bytes_max);
    int depth = 0;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == '\\') ++i;
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'' || c == '`') {
            quote = c;
        } else if (c == '(') {
            ++depth;
        } else if (c == ')' && depth-- == 0) {
            return text.substr(0, i);
        }
    }
    return {};
}

// What a call writes, where that is all in literals and in variables that hold one.
std::string written_by(std::string arguments, std::string_view text) {
    std::ranges::replace_if(
        arguments, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    std::string written;
    for (const auto piece : pieces_of(arguments)) {
        if (!append_piece(written, piece, text)) return {};
    }
    return written;
}

void read_page(std::string_view text, ListedLinks& links) {
    constexpr std::string_view opening = "document.write";
    std::string written;
    std::size_t calls = 0;
    for (auto at = text.find(opening); at != std::string_view::npos && ++calls <= calls_max;
         at = text.find(opening, at + 1)) {
        auto rest = text.substr(at + opening.size());
        if (rest.starts_with("ln")) rest.remove_prefix(2);
        rest = base::trim(rest);
        if (!rest.starts_with('(')) continue;
        written += written_by(std::string{arguments_at(rest.substr(1))}, text);
        if (written.size() > written_bytes_max) break;
    }
    if (written.find('<') != std::string::npos) links.add_html(written);
}

}  // namespace

const Family written_list{.name = "document.write", .read_page = read_page};

}  // namespace ogi::extract
