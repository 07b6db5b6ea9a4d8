#include "extract/discovery/sitemap.h"
#include "tests/fuzz/promise.h"

#include <algorithm>
#include <set>

// A body read as a sitemap: every location is a URL of its site, each once, within the limits.

using namespace ogi;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto place = base::Url::parse("http://www.example.gov.cn/map/sitemap.xml").value();
    constexpr extract::SitemapLimits limits{.bytes_max = 64u << 10, .urls_max = 50};
    const auto body = fuzz::as_text(data, size);
    const auto sitemap = extract::read_sitemap(body, "", place, extract::SitemapScope::same_site, limits);
    fuzz::promise(sitemap.entries.size() <= limits.urls_max, "no more URLs than allowed");
    std::set<std::string> seen;
    for (const auto& entry : sitemap.entries) {
        fuzz::promise(entry.url.same_site(place), "a sitemap speaks for its own site");
        fuzz::promise(seen.insert(entry.url.text()).second, "a sitemap names a page once");
    }
    const bool is_none = sitemap.kind == extract::SitemapKind::none;
    fuzz::promise(!is_none || sitemap.entries.empty(), "what is no sitemap has no entries");
    const auto folder = extract::read_sitemap(body, "", place, extract::SitemapScope::same_folder, limits);
    fuzz::promise(folder.entries.size() <= sitemap.entries.size(), "a folder is a part of its site");
    fuzz::promise(
        std::ranges::all_of(folder.entries,
                            [](const auto& entry) { return entry.url.path().starts_with("/map/"); }),
        "a folder's locations lie in it");
    return 0;
}
