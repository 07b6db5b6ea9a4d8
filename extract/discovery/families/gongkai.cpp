#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"

// /gongkai/channel_<hex>/ is a column, /gongkai/site_X/channel_<24 hex>/doc_<24 hex>.html a page of it;
// elsewhere /gongkai/show/<32 hex>.html.
namespace ogi::extract {
namespace {

bool made_by_gongkai(const base::Url& url) {
    const auto path = url.path();
    if (path.find("/gongkai/") == std::string_view::npos) return false;
    if (path.find("/channel_") != std::string_view::npos) return true;
    return path.find("/show/") != std::string_view::npos && is_hexadecimal(file_stem(path));
}

}  // namespace

const Family gongkai{.name = "gongkai", .made = made_by_gongkai};

}  // namespace ogi::extract
