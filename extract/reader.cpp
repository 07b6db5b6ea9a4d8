#include "extract/reader.h"

#include <algorithm>

namespace ogi::extract {
namespace {

constexpr std::string_view meta_name = "ogi:reader";

}  // namespace

void set_reader(model::Document& document, std::string reader) {
    if (!reader.empty()) document.metas.emplace_back(meta_name, std::move(reader));
}

std::string_view reader_of(const model::Document& document) {
    // A page names its metas as it likes; it is read by nobody else.
    if (document.format == model::Format::html) return {};
    const auto meta =
        std::ranges::find(document.metas, meta_name, [](const auto& each) { return each.first; });
    return meta == document.metas.end() ? std::string_view{} : std::string_view{meta->second};
}

}  // namespace ogi::extract
