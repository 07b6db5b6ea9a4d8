#include "daemon/web/states.h"

#include "daemon/answers/coverage_lines.h"

#include <algorithm>
#include <array>

namespace ogi::daemon {

namespace {

// Classes of the style sheet, in the order of coverage_signs.
constexpr std::array<std::string_view, coverage_signs.size()> styles = {"v", "c", "u", "i",
                                                                        "w", "m", "n", "d"};

constexpr auto looks = [] {
    std::array<StateLook, coverage_signs.size()> all{};
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = {coverage_signs[i].state, coverage_signs[i].sign, styles[i]};
    return all;
}();
constexpr StateLook unknown{"", "", ""};

}  // namespace

std::span<const StateLook> state_looks() {
    return looks;
}

std::span<const StateLook> exclusive_looks() {
    return state_looks().first(looks.size() - 1);
}

const StateLook& look_of(std::string_view name) {
    const auto found = std::ranges::find(looks, name, &StateLook::name);
    return found == looks.end() ? unknown : *found;
}

void write_state(Html& html, Language language, std::string_view name) {
    const auto& look = look_of(name);
    html.open("span", {{"class", "state " + std::string{look.style}}});
    html.element("b", look.sign, {{"aria-hidden", "true"}});
    html.text(say_name(language, name)).close("span");
}

namespace {

void write_looks(Html& html, Language language, std::span<const StateLook> shown) {
    for (const auto& look : shown) {
        html.raw("<li>");
        write_state(html, language, look.name);
        html.raw("</li>");
    }
}

}  // namespace

void write_legend(Html& html, Language language) {
    html.raw("<ul class=\"legend\">");
    write_looks(html, language, state_looks());
    html.raw("</ul>");
}

void write_exclusive_legend(Html& html, Language language) {
    html.raw("<ul class=\"legend\">");
    write_looks(html, language, exclusive_looks());
    html.raw("</ul>");
}

void write_map_legend(Html& html, Language language) {
    html.raw("<ul class=\"legend\">");
    write_looks(html, language, state_looks());
    html.raw("<li>").text(say(language, Word::empty_place)).raw("</li></ul>");
}

}  // namespace ogi::daemon
