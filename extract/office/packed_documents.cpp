#include "extract/office/packed_documents.h"

#include "extract/office/zip_archive.h"
#include "extract/sniff.h"

#include <algorithm>

namespace ogi::extract {
namespace {

using namespace std::string_view_literals;

// What archivers of some systems add: no document, and not worth a word.
bool is_residue(std::string_view name) {
    const auto base_name = name.substr(name.rfind('/') + 1);
    return name.starts_with("__MACOSX/"sv) || base_name.starts_with("._"sv) || base_name == ".DS_Store"sv ||
           base_name == "Thumbs.db"sv || base_name == "desktop.ini"sv;
}

// Why a member is no document; empty if it is one.
std::string why_no_document(std::string_view body) {
    if (body.empty()) return "empty";
    const auto told = sniff(body);
    switch (told.kind) {
        case BodyKind::text:
        case BodyKind::docx:
        case BodyKind::xlsx:
        case BodyKind::pdf:
        case BodyKind::compound:
        case BodyKind::rtf:
        case BodyKind::image:
            return {};
        case BodyKind::archive:
            return "an archive in an archive is not opened";
        case BodyKind::other:
            break;
    }
    return std::string{told.words};
}

}  // namespace

bool holds_documents(std::string_view body) {
    return sniff(body).words == zip_archive_words;
}

base::Result<PackedDocuments> list_documents(std::string_view body, const Limits& limits) {
    if (!holds_documents(body))
        return base::fail(base::ErrorCode::malformed, "not a ZIP archive of documents");
    TRY(archive, ZipArchive::open(body, limits));
    PackedDocuments found;
    for (const auto& member : archive.members()) {
        if (member.folder || is_residue(member.name)) continue;
        auto unpacked = archive.read(member);
        if (!unpacked) {
            found.left_out.push_back(unpacked.error().context);
        } else if (const auto why = why_no_document(*unpacked); !why.empty()) {
            found.left_out.push_back(member.name + ": " + why);
        } else {
            found.documents.push_back({member.name, *std::move(unpacked)});
        }
    }
    std::ranges::stable_sort(found.documents, {}, &PackedDocument::name);
    return found;
}

}  // namespace ogi::extract
