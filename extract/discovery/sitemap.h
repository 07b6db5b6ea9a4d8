#pragma once

#include "base/time.h"
#include "base/url.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// Of a sitemap that robots.txt names 1, of one in its index 2; an index deeper down leads nowhere.
inline constexpr int sitemap_depth_max = 2;

// Which locations count.
enum class SitemapScope {
    same_site,   // All on the site of the sitemap.
    same_folder  // As sitemaps.org has it: only what lies in the sitemap's folder, or below.
};

struct SitemapLimits {
    std::size_t bytes_max = 50u << 20;  // Uncompressed; sitemaps.org allows no more.
    std::size_t urls_max = 50'000;      // The same.
};

enum class SitemapKind {
    none,   // Not a sitemap: a page, a picture, nothing.
    pages,  // <urlset>, a list of lines, RSS or Atom.
    index   // <sitemapindex>: its entries are sitemaps.
};

struct SitemapEntry {
    base::Url url;
    std::optional<base::UtcTime> modified_at;  // As it says.

    bool operator==(const SitemapEntry&) const = default;
};

struct Sitemap {
    SitemapKind kind = SitemapKind::none;
    std::vector<SitemapEntry> entries;  // In the scope, each URL once, in the order of the file.
    std::size_t out_of_scope = 0;       // Locations left out, those that are no URL among them.
    std::vector<std::string> limits;    // "sitemap_bytes_max", "sitemap_urls_max": what was reached.
    bool damaged = false;               // Its compression breaks off.
};

// Reads a sitemap that was found at `place`: XML of sitemaps.org with whatever namespaces, RSS 2.0, Atom, or
// one URL a line; in any charset that a page may have, and compressed by gzip or not. Never fails: what is
// broken is passed over, what stands before and behind it is read. No entity of a document is expanded.
Sitemap read_sitemap(std::string_view body, std::string_view content_type, const base::Url& place,
                     SitemapScope scope = SitemapScope::same_site, const SitemapLimits& limits = {});

}  // namespace ogi::extract
