#include "extract/discovery/read_list.h"

#include "extract/charset.h"
#include "extract/discovery/families/families.h"

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
        reading.is_sitemap = false;
        return true;
    }
    return false;
}

void read_page(std::string_view text, ListedLinks& links, ListReading& reading) {
    for (const auto* const family : families()) {
        if (family->read_page == nullptr) continue;
        const auto before = links.size();
        family->read_page(text, links);
        if (links.size() > before) reading.families.push_back(family->name);
    }
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
    if (snapshot.body.starts_with(gzip)) {
        read_answer(snapshot.body, links, reading);
    } else {
        const auto decoded = decode_body(snapshot.body, snapshot.content_type);
        const bool answered =
            may_be_answer(snapshot.body) && read_answer(without_space(decoded.text), links, reading);
        if (!answered) read_page(decoded.text, links, reading);
    }
    if (links.cut()) reading.limits.emplace_back("list_links_max");
    reading.links = links.take();
    return reading;
}

}  // namespace ogi::extract
