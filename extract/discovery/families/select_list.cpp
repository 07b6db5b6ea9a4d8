#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"
#include "extract/discovery/families/markup.h"
#include "extract/discovery/paging.h"
#include "extract/discovery/script_text.h"
#include "extract/discovery/words.h"

#include "base/utf8.h"

#include <algorithm>
#include <optional>

// Links that a reader chooses from a list: pages, years, agencies.
//   <select onchange="location=this.value"><option value="/nb/2020.html">2020年</option>…
//   <select onchange="location.href='list.jsp?year='+this.value"><option value="2020">2020年</option>…
namespace ogi::extract {
namespace {

constexpr std::size_t selects_max = 100;
constexpr std::size_t options_max = 5'000;  // Of one page.

// How a chosen value becomes an address.
struct Around {
    std::string before, after;
};

bool is_chosen_value(std::string_view piece) {
    piece = base::trim(piece);
    return piece == "value" || (piece.starts_with("this") && piece.ends_with("value")) ||
           (piece.find("elected") != std::string_view::npos && piece.ends_with("value"));
}

// Of a script that goes where the value says; nullopt where it does something else with it.
std::optional<Around> read_onchange(std::string_view script, std::string_view text) {
    for (std::string_view verb : {"location", "open"}) {
        const auto at = script.find(verb);
        if (at == std::string_view::npos) continue;
        const auto sign = script.find_first_of("=(", at);
        if (sign == std::string_view::npos || script.substr(sign).starts_with("==")) continue;
        Around around;
        bool chosen = false, understood = true;
        for (const auto piece : pieces_of(script.substr(sign + 1))) {
            if (!chosen && is_chosen_value(piece)) {
                chosen = true;
            } else {
                understood = understood && append_piece(chosen ? around.after : around.before, piece, text);
            }
        }
        if (chosen && understood) return around;
    }
    return {};
}

// The options of one list; returns how many.
std::size_t read_options(std::string_view options, const Around& around, ListedLinks& links) {
    constexpr std::string_view opening = "<option";
    const bool in_address = !around.before.empty() || !around.after.empty();
    std::size_t count = 0;
    for (auto at = find_tag(options, opening); at != std::string_view::npos && count < options_max;
         at = find_tag(options, opening, at + 1), ++count) {
        const auto tag = tag_at(options.substr(at + opening.size()));
        const auto value = attribute_of(tag.attributes, "value");
        if (value.empty()) continue;
        const auto said = said_at(tag.behind);
        if (in_address) {
            links.add(around.before + value + around.after, said);
        } else if (is_address(value) || (is_page_number(squeeze(said)) && !is_digits(value))) {
            links.add(value, said);
        }
    }
    return count;
}

void read_page(std::string_view text, ListedLinks& links) {
    constexpr std::string_view opening = "<select";
    std::size_t selects = 0, options = 0;
    for (auto at = find_tag(text, opening);
         at != std::string_view::npos && ++selects <= selects_max && options < options_max;
         at = find_tag(text, opening, at + 1)) {
        const auto tag = tag_at(text.substr(at + opening.size()));
        const auto end =
            std::min({find_tag(tag.behind, "</select"), find_tag(tag.behind, opening), tag.behind.size()});
        const auto onchange = attribute_of(tag.attributes, "onchange");
        const auto around = read_onchange(onchange, text);
        options += read_options(tag.behind.substr(0, end), around.value_or(Around{}), links);
    }
}

}  // namespace

const Family select_list{.name = "select lists", .read_page = read_page};

}  // namespace ogi::extract
