#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ogi::extract {

enum class XmlKind { start_tag, end_tag, text };

struct XmlPiece {
    XmlKind kind = XmlKind::text;
    std::string_view prefix;      // "news" of <news:title>; empty where there is none.
    std::string_view name;        // As written, without prefix.
    std::string_view attributes;  // As written.
    bool is_empty = false;        // A start tag that is its own end: <link/>.
    std::string text;             // Of XmlKind::text, references resolved.
};

// Cuts XML into tags and text, however broken it is: nothing is matched, declared or expanded, so that what
// stands behind a mistake is read like what stands before it. References are those of XML itself and numbers;
// an entity that a document declares is text. Comments, instructions and declarations are left out.
class XmlPieces {
  public:
    explicit XmlPieces(std::string_view text_utf8) : rest_{text_utf8} {}

    // The next piece; nullopt at the end. Its views point into the text.
    std::optional<XmlPiece> next();

  private:
    std::optional<XmlPiece> read_tag();
    XmlPiece read_cdata();
    bool skip_markup();

    std::string_view rest_;
    // Whether what begins so ends anywhere in the rest; looked for in vain once only.
    bool cdata_is_closed_ = true;
    bool comment_is_closed_ = true;
};

// The value of the attribute `name` (in lower case) among those of a tag, references resolved; nullopt if it
// has none.
std::optional<std::string> xml_attribute(std::string_view attributes, std::string_view name);

// Whether a name is `lower`, whatever its case.
bool is_xml_name(std::string_view name, std::string_view lower);

}  // namespace ogi::extract
