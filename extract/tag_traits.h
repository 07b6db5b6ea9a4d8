#pragma once

#include <gumbo.h>

#include <array>
#include <cstdint>
#include <initializer_list>

namespace ogi::extract {

// What the rules of tree construction ask of a tag (WHATWG HTML §13.2.4.2 and §13.2.6), a bit each.
using Traits = std::uint32_t;

namespace trait {
inline constexpr Traits special = 1U << 0;       // Category "special", as Gumbo has it.
inline constexpr Traits implied_end = 1U << 1;   // "generate implied end tags" closes it.
inline constexpr Traits scope = 1U << 2;         // Ends "element in scope".
inline constexpr Traits list_scope = 1U << 3;    // Ends "in list item scope" beside those of scope.
inline constexpr Traits button_scope = 1U << 4;  // Ends "in button scope" beside those of scope.
inline constexpr Traits table_scope = 1U << 5;   // Ends "in table scope".
inline constexpr Traits block = 1U << 6;         // Closes a <p>; its end tag closes it in scope.
inline constexpr Traits heading = 1U << 7;
inline constexpr Traits formatting = 1U << 8;
inline constexpr Traits void_inline = 1U << 9;  // <br>: has no content, stands in a line.
inline constexpr Traits void_plain = 1U << 10;  // <param>: has no content, is inserted as it stands.
inline constexpr Traits of_head = 1U << 11;     // Treated "using the rules for in head".
inline constexpr Traits head_void = 1U << 12;   // Of those the ones without content.
inline constexpr Traits raw_text = 1U << 13;    // Its content is text, whatever it looks like.
inline constexpr Traits marker = 1U << 14;      // <object>: formatting does not reach in or out.
inline constexpr Traits table_part = 1U << 15;  // <td>: means nothing outside of a table.
inline constexpr Traits group = 1U << 16;       // <tbody>, <thead>, <tfoot>.
inline constexpr Traits cell = 1U << 17;
inline constexpr Traits list_stop = 1U
                                    << 18;  // Special, but no stop when a list item looks for the last one.
inline constexpr Traits foster = 1U << 19;  // What is misplaced in it belongs before its table.
inline constexpr Traits left = 1U << 20;    // Not known to the tree builder.
}  // namespace trait

inline constexpr auto traits_of_tag = [] {
    std::array<Traits, GUMBO_TAG_LAST + 1> table{};
    const auto mark = [&](Traits trait, std::initializer_list<GumboTag> tags) {
        for (const auto tag : tags) table[static_cast<std::size_t>(tag)] |= trait;
    };
#define OGI_TAGS(trait_name, ...) mark(trait::trait_name, {__VA_ARGS__});
#include "extract/tag_traits.inc"
#undef OGI_TAGS
    return table;
}();

// <span>, <o:p>: no rule names it.
constexpr bool is_ordinary(GumboTag tag) {
    return traits_of_tag[static_cast<std::size_t>(tag)] == 0;
}

constexpr bool has(GumboTag tag, Traits traits) {
    return (traits_of_tag[static_cast<std::size_t>(tag)] & traits) != 0;
}

}  // namespace ogi::extract
