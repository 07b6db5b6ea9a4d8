#include "daemon/web/source_place.h"

#include "extract/sniff.h"

#include <utility>

namespace ogi::daemon {

using base::Result;

namespace {

bool is_paged(std::string_view body) {
    const auto kind = extract::sniff(body).kind;
    return kind == extract::BodyKind::pdf || kind == extract::BodyKind::image;
}

bool has_bytes(const model::Place& place) {
    return place.bytes.begin < place.bytes.end;
}

// The bodies count as one, each behind the one before it.
Result<SourcePlace> find_bytes(const storage::Store& store, const WhichRevision& which, std::size_t parts,
                               SourcePlace found) {
    auto& bytes = found.place.bytes;
    while (bytes.begin >= found.source.body.size() && static_cast<std::size_t>(found.part) < parts) {
        const auto before = static_cast<std::uint32_t>(found.source.body.size());
        TRY(next, source_bytes(store, which, found.part + 1));
        found.source = std::move(next), ++found.part;
        bytes.begin -= before, bytes.end -= before;
    }
    return found;
}

// The pages of a report whose tables are images of a page are numbered over all of them.
Result<SourcePlace> find_image(const storage::Store& store, const WhichRevision& which, std::size_t parts,
                               SourcePlace found) {
    std::vector<int> images;
    for (std::size_t i = 1; i <= parts; ++i) {
        TRY(source, source_bytes(store, which, static_cast<int>(i)));
        if (is_paged(source.body)) images.push_back(static_cast<int>(i));
    }
    const std::size_t page = found.place.box.page;
    found.certain = images.size() == 1 && page == 1;
    if (images.empty() || page > images.size()) return found;
    found.part = images[page - 1];
    TRY(source, source_bytes(store, which, found.part));
    found.source = std::move(source);
    found.place.box.page = 1;
    return found;
}

}  // namespace

Result<SourcePlace> find_source_place(const storage::Store& store, const WhichRevision& which,
                                      std::size_t parts, const std::optional<model::Place>& place) {
    SourcePlace found;
    TRY(source, source_bytes(store, which, 0));
    found.source = std::move(source);
    if (!place) return found;
    found.place = *place;
    if (place->box.page != 0)
        return is_paged(found.source.body) ? found : find_image(store, which, parts, std::move(found));
    return has_bytes(*place) ? find_bytes(store, which, parts, std::move(found)) : found;
}

}  // namespace ogi::daemon
