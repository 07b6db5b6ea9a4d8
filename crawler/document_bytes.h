#pragma once

#include <string_view>

namespace ogi::crawler {

// Whether a body begins as documents and archives do (PDF, Office of both kinds, RTF, ZIP, RAR, images) and
// as no page does. Names and Content-Type say it too, but not reliably.
bool begins_as_document(std::string_view body);

}  // namespace ogi::crawler
