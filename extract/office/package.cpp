#include "extract/office/package.h"

#include "extract/text_line.h"

#include <algorithm>
#include <sstream>

namespace ogi::extract {
namespace {

using base::ErrorCode;
using namespace std::string_view_literals;

std::string lower(std::string_view name) {
    std::string out{name};
    std::ranges::transform(
        out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

// "../media/a.png" as seen from "word/document.xml".
std::string resolved(std::string_view part, std::string_view target) {
    std::string path{target.starts_with('/') ? std::string_view{} : part.substr(0, part.rfind('/') + 1)};
    path += target.substr(target.starts_with('/') ? 1 : 0);
    std::vector<std::string_view> pieces;
    for (std::string_view rest = path; !rest.empty();) {
        const auto piece = rest.substr(0, rest.find('/'));
        rest.remove_prefix(std::min(piece.size() + 1, rest.size()));
        if (piece == ".."sv) {
            if (!pieces.empty()) pieces.pop_back();
        } else if (piece != "."sv && !piece.empty()) {
            pieces.push_back(piece);
        }
    }
    std::string out;
    for (const auto piece : pieces) out.append(out.empty() ? "" : "/").append(piece);
    return out;
}

std::string relationships_part(std::string_view part) {
    const auto folder = part.substr(0, part.rfind('/') + 1);
    return std::string{folder}.append("_rels/").append(part.substr(folder.size())).append(".rels");
}

}  // namespace

base::Result<Package> Package::open_archive(std::string_view body, const Limits& limits) {
    TRY(archive, ZipArchive::open(body, limits));
    Package package{limits};
    const auto members = archive.members();
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i].folder) continue;
        const auto [at, added] = package.members_.emplace(lower(members[i].name), i);
        if (!added) return base::fail(ErrorCode::malformed, "two members are named " + members[i].name);
    }
    package.archive_ = std::move(archive);
    const auto roots = package.relationships({});
    if (const auto* const main = find_type(roots, "officeDocument")) package.main_part_ = main->target;
    return package;
}

base::Result<Package> Package::open_flat(std::string body, const Limits& limits) {
    TRY(flat, XmlPart::parse(std::move(body), "the document", limits));
    Package package{limits};
    for (const auto part : flat.root().children("pkg:part")) {
        std::ostringstream xml;
        part.child("pkg:xmlData").first_child().print(xml, "", pugi::format_raw);
        auto name = attribute(part, "pkg:name");
        name.remove_prefix(name.starts_with('/') ? 1 : 0);
        if (!package.flat_.emplace(lower(name), std::move(xml).str()).second)
            return base::fail(ErrorCode::malformed, "two parts are named " + std::string{name});
    }
    const auto roots = package.relationships({});
    if (const auto* const main = find_type(roots, "officeDocument")) package.main_part_ = main->target;
    return package;
}

std::string Package::main_part(std::string_view usual) const {
    return main_part_.empty() ? std::string{usual} : main_part_;
}

bool Package::has(std::string_view part) const {
    const auto name = lower(part);
    return members_.contains(name) || flat_.contains(name);
}

base::Result<std::string> Package::bytes(std::string_view part) {
    const auto name = lower(part);
    if (const auto flat = flat_.find(name); flat != flat_.end()) return flat->second;
    const auto member = members_.find(name);
    if (member == members_.end())
        return base::fail(ErrorCode::not_found, "the document has no part " + std::string{part});
    return archive_->read(archive_->members()[member->second]);
}

base::Result<XmlPart> Package::xml(std::string_view part) {
    TRY(unpacked, bytes(part));
    return XmlPart::parse(std::move(unpacked), part, limits_);
}

base::Result<std::optional<XmlPart>> Package::xml_if_there(std::string_view part) {
    if (part.empty() || !has(part)) return std::optional<XmlPart>{};
    TRY(read, xml(part));
    return std::optional{std::move(read)};
}

Relationships Package::relationships(std::string_view part) {
    Relationships found;
    const auto read = xml(relationships_part(part));
    if (!read) return found;
    for (const auto each : read->root().children("Relationship")) {
        const auto type = attribute(each, "Type");
        const bool external = attribute(each, "TargetMode") == "External"sv;
        const auto target = attribute(each, "Target");
        found.emplace(attribute(each, "Id"),
                      Relationship{.type = std::string{type.substr(type.rfind('/') + 1)},
                                   .target = external ? std::string{target} : resolved(part, target),
                                   .external = external});
    }
    return found;
}

std::vector<std::pair<std::string, std::string>> Package::metas() {
    static constexpr std::pair<const char*, std::string_view> names[] = {
        {"dc:title", "office:title"},
        {"dc:creator", "office:creator"},
        {"cp:lastModifiedBy", "office:modified_by"},
        {"dcterms:created", "office:created"},
        {"dcterms:modified", "office:modified"},
    };
    std::vector<std::pair<std::string, std::string>> found;
    const auto roots = relationships({});
    const auto* const core = find_type(roots, "core-properties");
    const auto read = xml(core == nullptr ? "docProps/core.xml" : core->target);
    if (!read) return found;
    for (const auto& [element, name] : names) {
        auto content = collapse(text_of(read->root().child(element)));
        if (!content.empty()) found.emplace_back(name, std::move(content));
    }
    return found;
}

std::string Package::application() {
    const auto roots = relationships({});
    const auto* const told = find_type(roots, "extended-properties");
    const auto read = xml(told == nullptr ? "docProps/app.xml" : told->target);
    return read ? collapse(text_of(read->root().child("ep:Application"))) : std::string{};
}

const Relationship* find_type(const Relationships& relationships, std::string_view type) {
    const auto found = std::ranges::find_if(
        relationships, [&](const auto& each) { return each.second.type == type && !each.second.external; });
    return found == relationships.end() ? nullptr : &found->second;
}

}  // namespace ogi::extract
