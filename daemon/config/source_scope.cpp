#include "daemon/config/source_scope.h"

#include <algorithm>

namespace ogi::daemon {

namespace {

std::string_view bare_host(const base::Url& url) {
    auto host = url.host();
    if (host.starts_with("www.")) host.remove_prefix(4);
    return host;
}

std::size_t shared_path(const base::Url& a, const base::Url& b) {
    const auto left = a.path(), right = b.path();
    const auto [end, unused] = std::ranges::mismatch(left, right);
    return static_cast<std::size_t>(end - left.begin());
}

}  // namespace

SourceScope::SourceScope(std::vector<model::Source> sources) : sources_{std::move(sources)} {
    for (std::size_t i = 0; i < sources_.size(); ++i) {
        names_.insert(sources_[i].name);
        for (const auto& url : sources_[i].entry) {
            entries_.insert(url);
            by_host_.emplace(std::string{bare_host(url)}, Entry{i, url});
        }
    }
}

bool SourceScope::wants(const model::Page& page) const {
    if (names_.contains(page.source) || entries_.contains(page.url)) return true;
    return page.role != model::PageRole::entry && source_of(page.url) != nullptr;
}

const model::Source* SourceScope::source_of(const base::Url& url) const {
    const model::Source* nearest = nullptr;
    std::size_t longest = 0;
    const auto [begin, end] = by_host_.equal_range(bare_host(url));
    for (auto entry = begin; entry != end; ++entry) {
        if (!entry->second.url.same_site(url)) continue;
        const auto shared = shared_path(entry->second.url, url);
        if (nearest != nullptr && shared <= longest) continue;
        nearest = &sources_[entry->second.source];
        longest = shared;
    }
    return nearest;
}

}  // namespace ogi::daemon
