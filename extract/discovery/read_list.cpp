#include "extract/discovery/read_list.h"

#include "extract/charset.h"
#include "extract/discovery/families/family.h"
#include "extract/discovery/sitemap.h"
#include "extract/discovery/words.h"

#include <algorithm>

namespace ogi::extract {
namespace {

constexpr std::size_t list_bytes_max = 16u << 20;
constexpr std::string_view gzip = "\x1F\x8B";  // A sitemap may come packed.

std::string_view without_space(std::string_view body) {
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    return body.substr(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
}

bool read_answer(std::string_view text, ListedLinks& links, ListReading& reading) {
    for (const auto* const family : families()) {
        if (family->read_answer == nullptr || !family->read_answer(text, links)) continue;
        reading.families.push_back(family->name);
        reading.is_answer = true;
        return true;
    }
    return false;
}

// Of a sitemap's many addresses only those that may be ours.
bool may_be_ours(const base::Url& url) {
    return path_says(url.path()) == PathSays::disclosure_reports || role_by_address(url).has_value();
}

bool read_as_sitemap(const model::Snapshot& snapshot, ListedLinks& links, ListReading& reading) {
    auto sitemap = read_sitemap(snapshot.body, snapshot.content_type, links.page());
    if (sitemap.kind == SitemapKind::none) return false;
    const bool index = sitemap.kind == SitemapKind::index;
    for (const auto& entry : sitemap.entries) {
        if (index || may_be_ours(entry.url))
            links.add(entry.url.text(), {}, index ? next_rel : std::string_view{});
    }
    reading.is_answer = reading.is_sitemap = true;
    reading.families.emplace_back("sitemap");
    reading.limits = std::move(sitemap.limits);
    if (sitemap.damaged) reading.limits.emplace_back("sitemap_damaged");
    return true;
}

void read_page(std::string_view text, ListedLinks& links, ListReading& reading) {
    for (const auto* const family : families()) {
        if (family->read_page == nullptr) continue;
        const auto before = links.size();
        family->read_page(text, links);
        if (links.size() > before) reading.families.push_back(family->name);
    }
}

void read_body(const model::Snapshot& snapshot, ListedLinks& links, ListReading& reading) {
    const bool may_be = may_be_answer(snapshot.body);
    if (snapshot.body.starts_with(gzip)) {
        read_as_sitemap(snapshot, links, reading);
        return;
    }
    const auto decoded = decode_body(snapshot.body, snapshot.content_type);
    if (may_be && read_answer(without_space(decoded.text), links, reading)) return;
    if (may_be && read_as_sitemap(snapshot, links, reading)) return;
    read_page(decoded.text, links, reading);
}

}  // namespace

bool may_be_answer(std::string_view body) {
    if (body.starts_with(gzip)) return true;
    const auto text = without_space(body);
    constexpr std::string_view beginnings[] = {
        "{",    "[",     "<?xml",   "<datastore", "<record", "<totalrecord", "<urlset", "<sitemapindex",
        "<rss", "<feed", "http://", "https://"};
    return std::ranges::any_of(beginnings, [&](auto beginning) { return text.starts_with(beginning); });
}

ListReading read_list(const model::Snapshot& snapshot) {
    ListReading reading;
    if (snapshot.body.size() > list_bytes_max) {
        reading.limits.emplace_back("list_bytes_max");
        return reading;
    }
    ListedLinks links{snapshot.final_url.empty() ? snapshot.url : snapshot.final_url};
    if (links.page().empty()) return reading;
    read_body(snapshot, links, reading);
    if (links.cut()) reading.limits.emplace_back("list_links_max");
    reading.links = links.take();
    return reading;
}

}  // namespace ogi::extract
