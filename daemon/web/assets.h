#pragma once

#include <optional>
#include <string>
#include <string_view>

// The files that pages use, compiled in. Their names carry a digest of their bytes, so that a browser may
// keep them for ever.
namespace ogi::daemon {

enum class Asset { style, script, icon };

// "/assets/style.0123456789ab.css".
const std::string& asset_path(Asset asset);

struct AssetBytes {
    std::string_view content_type;
    std::string_view bytes;
};
// By path; nullopt for what is none of them.
std::optional<AssetBytes> find_asset(std::string_view path);

}  // namespace ogi::daemon
