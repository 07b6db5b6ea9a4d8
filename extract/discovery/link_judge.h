#pragma once

#include "extract/discovery/discover.h"

#include <string_view>

namespace ogi::extract {

// What one link of a page leads to, by its words and its address alone.
class LinkJudge {
  public:
    struct Verdict {
        std::optional<model::PageRole> role;
        LinkReason reason;
        int nearness = 0;  // Of a gateway.
    };

    explicit LinkJudge(const LinkingPage& page);

    // `rel` as model::Link::rel or ListedLink::rel.
    Verdict judge(const base::Url& target, std::string_view link_text, std::string_view rel) const;

    // The page lists reports: its further pages are followed. Told from its links, once they have been
    // judged.
    void set_lists_reports() { lists_reports_ = true; }

  private:
    Verdict judge_frame(const base::Url& target) const;
    Verdict judge_entry_of_sitemap(const base::Url& target, std::string_view text,
                                   std::string_view rel) const;
    std::optional<Verdict> judge_words(const base::Url& target, std::string_view text) const;
    bool is_in_folder(std::string_view path) const;
    bool is_below_page(std::string_view path) const;

    const LinkingPage& page_;
    bool in_column_;
    bool lists_reports_;
    bool may_lead_on_;  // Its gateways are followed.
};

}  // namespace ogi::extract
