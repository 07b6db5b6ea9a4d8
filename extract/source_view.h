#pragma once

#include "base/result.h"
#include "extract/read_document.h"
#include "model/document.h"

#include <string>
#include <string_view>

namespace ogi::extract {

// How much of a page is shown; what lies behind is left out.
inline constexpr std::size_t view_bytes_max = 6u << 20;
// What nests deeper is shown without further structure. Browsers give up at about five hundred.
inline constexpr std::size_t view_depth_max = 200;

// A page or a text as a reader saw it, made anew from its words: tables, lines and paragraphs, headings as
// <p class="heading">, and nothing else. Nothing of what its author wrote stands in it but escaped text, and
// the numbers of its spans: it asks for nothing, runs nothing, and looks as our own style says.
struct SourceView {
    std::string html{};
    std::string marked{};  // The text within <mark>, the first of which has the id "cell".
    bool found = false;    // Something is marked: text, or a cell that is empty.
    bool cut = false;      // view_bytes_max was reached.
};

// `marked`: of the bytes of `body`, as model::Place has them; empty: nothing is marked.
// Fails as read_document does for pages; with `malformed` where the body is neither page nor text.
base::Result<SourceView> view_source(std::string_view body, std::string_view content_type,
                                     model::ByteRange marked, const Limits& limits = {});

}  // namespace ogi::extract
