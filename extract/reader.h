#pragma once

#include "model/document.h"

#include <string>
#include <string_view>

// By which program a document was read, in its version: "poppler 22.12.0", "LibreOffice 7.4.7.2". It stands
// among the metas, where no page can put it. What it says of itself is all that is known: another version may
// read otherwise.
namespace ogi::extract {

void set_reader(model::Document& document, std::string reader);

// Empty where none but this process read it.
std::string_view reader_of(const model::Document& document);

}  // namespace ogi::extract
