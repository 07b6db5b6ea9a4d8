#include "daemon/web/states.h"

#include <algorithm>
#include <array>

namespace ogi::daemon {

namespace {

constexpr std::array looks = {
    StateLook{"verified", "=", "v"},     StateLook{"consistent", "~", "c"},
    StateLook{"unverifiable", "-", "u"}, StateLook{"inconsistent", "!", "i"},
    StateLook{"withdrawn", "x", "w"},    StateLook{"missing", "o", "m"},
    StateLook{"not_due", ".", "n"},      StateLook{"in_doubt", "?", "d"},
};
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
