#pragma once

#include "base/result.h"
#include "extract/office/xml_part.h"
#include "extract/office/zip_archive.h"
#include "model/document.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ogi::extract {

// What a part refers to (ECMA-376 part 2 §9.3).
struct Relationship {
    std::string type;    // The last piece of its URI: "styles", "hyperlink", "worksheet".
    std::string target;  // The name of a part; of an external one as written.
    bool external = false;
};
using Relationships = std::map<std::string, Relationship, std::less<>>;  // By id.

// The parts of an office document: the members of its archive, or of one flat XML file.
class Package {
  public:
    // `body` must outlive the package. Fails as ZipArchive::open does, with `malformed` also where two
    // members have one name: which of them is the document would be anybody's guess.
    static base::Result<Package> open_archive(std::string_view body, const Limits& limits);
    // "Flat OPC": all parts in one XML file. Fails as XmlPart::parse does.
    static base::Result<Package> open_flat(std::string body, const Limits& limits);

    // The part that the document begins with ("word/document.xml"); `usual` where the package does not say.
    std::string main_part(std::string_view usual) const;
    bool has(std::string_view part) const;
    // Fails with `not_found`, as ZipArchive::read and as XmlPart::parse do.
    base::Result<XmlPart> xml(std::string_view part);
    // The same for what a document can be read without: an empty tree where there is no such part.
    base::Result<std::optional<XmlPart>> xml_if_there(std::string_view part);
    // None where a part has none or they cannot be read.
    Relationships relationships(std::string_view part);
    // What the program that wrote it says of the document, as Document::metas: "office:title" and so on. Such
    // words are often those of the document that somebody began with, so nothing is concluded from them.
    std::vector<std::pair<std::string, std::string>> metas();
    // The program that wrote it, as it calls itself; empty where it does not say.
    std::string application();

  private:
    explicit Package(const Limits& limits) : limits_{limits} {}
    base::Result<std::string> bytes(std::string_view part);

    Limits limits_;
    std::optional<ZipArchive> archive_;
    std::map<std::string, std::size_t> members_;  // In lower case, for names of parts know no case.
    std::map<std::string, std::string> flat_;     // The same, with their XML.
    std::string main_part_;
};

// The first relationship of a type; nullptr if there is none.
const Relationship* find_type(const Relationships& relationships, std::string_view type);

}  // namespace ogi::extract
