#pragma once

#include <cstddef>
#include <string_view>

namespace ogi::crawler {

// So many bytes tell it.
inline constexpr std::size_t beginning_bytes = 8;

// Whether a body begins as documents and archives do (PDF, Office of both kinds, RTF, ZIP, RAR, images) and
// as no page does. Names and Content-Type say it too, but not reliably.
bool begins_as_document(std::string_view body);

}  // namespace ogi::crawler
