#pragma once

#include <string>
#include <vector>

namespace ogi::extract::paged {

// A PDF of these objects, the first of which is the catalogue.
std::string pdf_of(const std::vector<std::string>& objects);

// A stream object; `entries` of its dictionary beside the length.
std::string pdf_stream(const std::string& bytes, const std::string& entries = {});

// One page of A4 that draws `content`; its font is /F. `form` is what its form /X draws, which can draw
// itself.
std::string drawn_pdf(const std::string& content, const std::string& page_entries = {},
                      const std::string& form = {}, const std::string& content_entries = {});

}  // namespace ogi::extract::paged
