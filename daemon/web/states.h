#pragma once

#include "daemon/web/html.h"
#include "daemon/web/words.h"

#include <span>
#include <string_view>

namespace ogi::daemon {

// What is known of a report, and how a page shows it: by a sign, a word and a colour, never by colour alone.
struct StateLook {
    std::string_view name;   // As in data: "verified"; also that of its word.
    std::string_view sign;   // One column wide.
    std::string_view style;  // Class of its colours.
};

// In the order of legends: the best first, and last "in_doubt", which a report is beside another state.
std::span<const StateLook> state_looks();
// Without that one: a report is in one of these.
std::span<const StateLook> exclusive_looks();
const StateLook& look_of(std::string_view name);

// <span class="state …"><b>=</b>word</span>
void write_state(Html& html, Language language, std::string_view name);
// What the signs of a page mean.
void write_legend(Html& html, Language language);
// Of states that are counted, without doubt, which a report is in beside another.
void write_exclusive_legend(Html& html, Language language);
// Of the map, where a place may also be empty.
void write_map_legend(Html& html, Language language);

}  // namespace ogi::daemon
