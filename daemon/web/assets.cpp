#include "daemon/web/assets.h"

#include "base/digest.h"

#include <array>

namespace ogi::daemon {

namespace {

#include "daemon/web_assets.inc"

constexpr std::size_t name_digits = 12;

struct Stored {
    std::string path;
    AssetBytes asset;
};

Stored stored(std::string_view name, std::string_view ending, std::string_view type, std::string_view bytes) {
    return {"/assets/" + std::string{name} + "." + base::sha256_hex(bytes).substr(0, name_digits) +
                std::string{ending},
            {type, bytes}};
}

const std::array<Stored, 3>& all() {
    static const std::array<Stored, 3> assets = {
        stored("style", ".css", "text/css; charset=utf-8", style_css),
        stored("page", ".js", "text/javascript; charset=utf-8", page_js),
        stored("icon", ".svg", "image/svg+xml", icon_svg),
    };
    return assets;
}

}  // namespace

const std::string& asset_path(Asset asset) {
    return all()[static_cast<std::size_t>(asset)].path;
}

std::optional<AssetBytes> find_asset(std::string_view path) {
    for (const auto& known : all())
        if (known.path == path) return known.asset;
    return std::nullopt;
}

}  // namespace ogi::daemon
