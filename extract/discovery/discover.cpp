#include "extract/discovery/discover.h"

#include "extract/discovery/aliases.h"
#include "extract/discovery/families/family.h"
#include "extract/discovery/link_judge.h"
#include "extract/discovery/paging.h"

#include <algorithm>
#include <optional>
#include <set>

namespace ogi::extract {
namespace {

using model::PageRole;

constexpr std::size_t siblings_max = 20'000;  // Of one page.

// A link under judgement.
struct Candidate {
    base::Url url;
    std::string_view text;
    std::string_view rel;
    std::string_view form;
    LinkJudge::Verdict verdict;
};

bool is_column(LinkReason reason) {
    return reason == LinkReason::column_by_words || reason == LinkReason::column_by_address ||
           reason == LinkReason::column_by_catalogue;
}

// All of a page's links, those that scripts make behind the others.
std::vector<Candidate> candidates_of(const LinkingPage& page) {
    std::vector<Candidate> candidates;
    candidates.reserve(page.document.links.size() + page.listing.links.size());
    for (const auto& link : page.document.links) {
        if (auto url = base::Url::parse(link.url))
            candidates.push_back({*std::move(url), link.text, link.rel, {}, {{}, LinkReason::not_annual}});
    }
    for (const auto& link : page.listing.links)
        candidates.push_back({link.url, link.text, link.rel, link.form, {{}, LinkReason::not_annual}});
    return candidates;
}

// That a page lists reports makes further pages of links that else lead on, or nowhere.
bool depends_on_the_list(LinkReason reason) {
    return reason == LinkReason::not_annual || reason == LinkReason::gateway;
}

void judge_all(LinkJudge& judge, std::vector<Candidate>& candidates) {
    for (auto& link : candidates) link.verdict = judge.judge(link.url, link.text, link.rel);
    const auto reports = std::ranges::count_if(
        candidates, [](const auto& link) { return link.verdict.reason == LinkReason::report_by_words; });
    if (reports < reports_of_list_min) return;
    judge.set_lists_reports();
    for (auto& link : candidates) {
        if (depends_on_the_list(link.verdict.reason))
            link.verdict = judge.judge(link.url, link.text, link.rel);
    }
}

// Of the gateways the nearest ones, and none where there is a column.
void choose_gateways(const LinkingPage& page, std::vector<Candidate>& candidates) {
    std::vector<Candidate*> gateways;
    for (auto& link : candidates) {
        if (link.verdict.role == PageRole::gateway) gateways.push_back(&link);
    }
    const bool column =
        std::ranges::any_of(candidates, [](const auto& link) { return is_column(link.verdict.reason); });
    std::ranges::stable_sort(gateways, std::greater{},
                             [](const auto* link) { return link->verdict.nearness; });
    std::set<base::Url> followed;
    for (auto* const link : gateways) {
        const bool more = page.depth < gateway_steps_max &&
                          (followed.size() < gateways_max || followed.contains(link->url));
        if (column)
            link->verdict = {{}, LinkReason::column_is_known};
        else if (!more)
            link->verdict = {{}, LinkReason::too_many};
        else
            followed.insert(link->url);
    }
}

// An index may name tens of thousands of sitemaps; the reports of a site fit into the first few.
void limit_sitemaps(std::vector<Candidate>& candidates) {
    std::size_t followed = 0;
    for (auto& link : candidates) {
        if (link.verdict.reason == LinkReason::sitemap && ++followed > index_sitemaps_max)
            link.verdict = {{}, LinkReason::too_many};
    }
}

// Of two forms of one address only the plain one.
void leave_out_copies(std::vector<Candidate>& candidates) {
    std::set<std::string_view> followed;
    for (const auto& link : candidates) {
        if (link.verdict.role) followed.insert(link.url.text());
    }
    for (auto& link : candidates) {
        if (!link.verdict.role) continue;
        const auto plain = plain_form(link.url);
        if (plain != link.url && followed.contains(plain.text())) link.verdict = {{}, LinkReason::other_form};
    }
}

// What the links that are followed say of others beside them.
class Siblings {
  public:
    explicit Siblings(const LinkingPage& page) : page_{page}, links_{page.url} {}

    void add_beside(const Discovered& found) {
        for (const auto* const family : families()) {
            if (family->add_siblings == nullptr || page_.last_year == 0) continue;
            family->add_siblings(found.url, page_.last_year, links_);
            take(found);
        }
    }

    // The pages of a list that lie between those it links to.
    void add_between(const std::vector<Discovered>& found) {
        const Discovered* before = nullptr;
        std::vector<const Discovered*> pages;
        for (const auto& link : found) {
            const bool counts = link.reason == LinkReason::further_page && link.form.empty();
            if (counts && number_of_page(link.url.path_and_query()) > 0) pages.push_back(&link);
        }
        std::ranges::stable_sort(pages, {},
                                 [](const auto* link) { return number_of_page(link->url.path_and_query()); });
        for (const auto* const link : pages) {
            if (before != nullptr) {
                for (const auto& address : pages_between(before->url, link->url))
                    links_.add(address, {}, next_rel);
            }
            before = link;
        }
        if (before != nullptr) take(*before);
    }

    std::vector<Discovered> take_all() { return std::move(siblings_); }

  private:
    void take(const Discovered& found) {
        for (auto& link : links_.take()) {
            if (siblings_.size() >= siblings_max) return;
            const bool further = link.rel == next_rel;
            siblings_.push_back({std::move(link.url),
                                 further ? PageRole::list : PageRole::report,
                                 link.text.empty() ? found.text : std::move(link.text),
                                 {},
                                 LinkReason::sibling});
        }
        links_ = ListedLinks{page_.url};
    }

    const LinkingPage& page_;
    ListedLinks links_;
    std::vector<Discovered> siblings_;
};

std::vector<Discovered> discovered_of(const LinkingPage& page, std::vector<Candidate> candidates) {
    std::vector<Discovered> found;
    std::set<std::string> seen;
    for (auto& link : candidates) {
        if (!link.verdict.role || !seen.insert(link.url.text()).second) continue;
        found.push_back({std::move(link.url), *link.verdict.role, std::string{link.text},
                         std::string{link.form}, link.verdict.reason});
    }
    Siblings siblings{page};
    siblings.add_between(found);
    for (const auto& link : found) siblings.add_beside(link);
    for (auto& sibling : siblings.take_all()) {
        if (sibling.url != page.url && sibling.url.same_site(page.url) &&
            seen.insert(sibling.url.text()).second)
            found.push_back(std::move(sibling));
    }
    return found;
}

std::vector<Candidate> judged_candidates(const LinkingPage& page) {
    auto candidates = candidates_of(page);
    LinkJudge judge{page};
    judge_all(judge, candidates);
    choose_gateways(page, candidates);
    limit_sitemaps(candidates);
    leave_out_copies(candidates);
    return candidates;
}

}  // namespace

std::vector<Discovered> discover(const LinkingPage& page) {
    if (page.role == PageRole::report) return {};
    return discovered_of(page, judged_candidates(page));
}

std::vector<JudgedLink> judge_links(const LinkingPage& page) {
    auto candidates = judged_candidates(page);
    std::vector<JudgedLink> judged;
    std::set<std::string> seen;
    // Followed ones first: a link that stands twice is followed if one of its texts says so.
    for (const bool followed : {true, false}) {
        for (const auto& link : candidates) {
            if (link.verdict.role.has_value() != followed || !seen.insert(link.url.text()).second) continue;
            judged.push_back({link.url.text(), std::string{link.text}, std::string{link.form},
                              link.verdict.role, link.verdict.reason});
        }
        if (!followed) break;
        for (auto& found : discovered_of(page, candidates)) {
            if (seen.insert(found.url.text()).second)
                judged.push_back({found.url.text(), found.text, found.form, found.role, found.reason});
        }
    }
    return judged;
}

}  // namespace ogi::extract
