#pragma once

#include <gumbo.h>

#include <string>

namespace ogi::conformance {

// The children of a document node as html5lib's tests write trees down: one node a line behind "| ", indented
// by two a level, attributes in order of name.
std::string tree_dump(const GumboNode& document);

}  // namespace ogi::conformance
