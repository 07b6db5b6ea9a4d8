#pragma once

#include "base/result.h"
#include "extract/office/package.h"
#include "extract/read_document.h"
#include "model/document.h"

#include <string_view>

namespace ogi::extract {

// Reads a DOCX. What stands in headers, footers and notes is in Document::outside.
// A document of pictures without text is Format::unsupported.
// Fails with `malformed` (damaged, encrypted, no Word document) and `too_large` (a limit; the context names
// it).
base::Result<model::Document> read_docx(std::string_view body, const Limits& limits);

// The same of a package that is open already.
base::Result<model::Document> read_word(Package& package, const Limits& limits);

// Whether a text is one XML file that holds a whole Word document: Flat OPC, or Word 2003.
bool is_word_xml(std::string_view text_utf8);
base::Result<model::Document> read_word_xml(std::string_view body, const Limits& limits);

}  // namespace ogi::extract
