#pragma once

#include "base/result.h"
#include "extract/read_document.h"

#include <pugixml.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace ogi::extract {

// An XML part of an office document. Elements and attributes of the namespaces that are read here carry the
// prefix everybody gives them ("w:p", "r:id"; none in sheets), whatever the file calls them and whether it
// follows the transitional or the strict standard. Of AlternateContent one choice is left.
class XmlPart {
  public:
    // `name` is for the words of an error.
    // Fails with `malformed` (no XML, a document type, which no office program writes) and `too_large`
    // (xml_bytes_max, xml_nodes_max, xml_depth_max).
    static base::Result<XmlPart> parse(std::string bytes, std::string_view name, const Limits& limits);

    pugi::xml_node root() const { return tree_->document_element(); }

  private:
    // The tree points into the bytes.
    std::unique_ptr<std::string> bytes_;
    std::unique_ptr<pugi::xml_document> tree_;
};

// The value of an attribute; empty where it is absent.
std::string_view attribute(pugi::xml_node node, const char* name);

// A number in an attribute; `otherwise` where there is none or it does not fit.
long number_attribute(pugi::xml_node node, const char* name, long otherwise);

// An on/off property: the child `name` of `properties` is there and does not say "0", "false" or "off".
bool is_on(pugi::xml_node properties, const char* name);

// All text in and below the node, as UTF-8.
std::string text_of(pugi::xml_node node);

}  // namespace ogi::extract
