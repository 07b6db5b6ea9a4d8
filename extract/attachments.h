#pragma once

#include "model/document.h"

#include <string_view>
#include <vector>

namespace ogi::extract {

// Link::rel of what a page shows from elsewhere.
inline constexpr std::string_view frame_rel = "frame";
inline constexpr std::string_view embed_rel = "embed";

// Whether a link leads to a document, by the ending of its path or of the name it says: PDF, Word, WPS,
// Excel, OFD, or an archive of such.
bool is_attachment(const model::Link& link);

// The documents among a page's links, each URL once, in document order. A viewer that is given the document
// in its address (viewer.html?file=/a.pdf) counts as the document.
std::vector<model::Link> find_attachments(const std::vector<model::Link>& links);

}  // namespace ogi::extract
