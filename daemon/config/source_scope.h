#pragma once

#include "base/url.h"
#include "model/page.h"
#include "model/source.h"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::daemon {

// What the sources of the configuration want to have visited.
class SourceScope {
  public:
    explicit SourceScope(std::vector<model::Source> sources);

    // A page is wanted while its source is configured. Where the source was removed, another source on the
    // same site takes over what was found there, but not the pages that the removed one named as its entries.
    bool wants(const model::Page& page) const;

    // The source on whose site `url` lies; of several the one whose entry shares the longest path with it.
    // nullptr if there is none.
    const model::Source* source_of(const base::Url& url) const;

    const std::vector<model::Source>& sources() const { return sources_; }
    bool has(std::string_view name) const { return names_.contains(name); }

  private:
    struct Entry {
        std::size_t source = 0;  // Index into sources_.
        base::Url url;
    };

    std::vector<model::Source> sources_;
    std::set<std::string, std::less<>> names_;
    std::set<base::Url> entries_;
    std::multimap<std::string, Entry, std::less<>> by_host_;  // Hosts without a leading "www.".
};

}  // namespace ogi::daemon
