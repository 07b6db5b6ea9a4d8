#include "extract/discovery/link_judge.h"

#include "extract/attachments.h"
#include "extract/discovery/address.h"
#include "extract/discovery/families/family.h"
#include "extract/discovery/paging.h"
#include "extract/discovery/sitemap.h"
#include "extract/discovery/words.h"

#include <algorithm>

namespace ogi::extract {
namespace {

using model::PageRole;

std::string_view folder_of(std::string_view path) {
    return path.substr(0, path.rfind('/') + 1);
}

bool names_column(std::string_view text) {
    const auto name = squeeze(text);
    return says_annual_report(name) && says_disclosure(name);
}

// "2022年", "2022" and nothing else: a folder of that year, or its report.
bool is_only_a_year(std::string_view text) {
    constexpr std::size_t year_bytes = 4;
    const auto rest =
        year_in(text) != 0 && text.size() >= year_bytes ? text.substr(year_bytes) : std::string_view{"-"};
    return rest.empty() || rest == "年" || rest == "年度";
}

bool is_document(const base::Url& target, std::string_view text) {
    return is_attachment({target.text(), std::string{text}, {}});
}

}  // namespace

bool is_annual_column(const LinkingPage& page) {
    if (page.listing.is_sitemap) return false;
    // It was found as one.
    if (page.role == PageRole::list || path_says(page.url.path()) == PathSays::disclosure_reports)
        return true;
    if (role_by_address(page.url) == PageRole::list || names_column(page.document.title)) return true;
    return std::ranges::any_of(page.document.metas, [&](const auto& meta) {
        return (meta.first == "columnname" || meta.first == "columntype") && names_column(meta.second);
    });
}

LinkJudge::LinkJudge(const LinkingPage& page)
    : page_{page},
      in_column_{is_annual_column(page)},
      lists_reports_{in_column_},
      may_lead_on_{!in_column_ && (page.role == PageRole::entry || page.role == PageRole::gateway)} {}

LinkJudge::Verdict LinkJudge::judge(const base::Url& target, std::string_view link_text,
                                    std::string_view rel) const {
    const auto nothing = [](LinkReason reason) { return Verdict{.role = {}, .reason = reason}; };
    if (!target.same_site(page_.url)) return nothing(LinkReason::other_site);
    if (target == page_.url) return nothing(LinkReason::this_page);
    if (is_media_path(target.path()) && !page_.listing.is_sitemap) return nothing(LinkReason::media);
    if (rel == frame_rel) return judge_frame(target);
    const auto text = squeeze(link_text);
    if (page_.listing.is_sitemap) return judge_entry_of_sitemap(target, text, rel);
    if (rel == column_rel) return {PageRole::list, LinkReason::column_by_catalogue};
    if (says_something_else(text)) return nothing(LinkReason::something_else);
    if (auto verdict = judge_words(target, text)) return *verdict;
    const auto further = [&] {
        return rel.find(next_rel) != rel.npos || is_further_page(page_.url, target, link_text);
    };
    if (lists_reports_ && further()) return {PageRole::list, LinkReason::further_page};
    if (!may_lead_on_ || is_article_path(target.path()) || is_document(target, text))
        return nothing(LinkReason::not_annual);
    const int near = nearness(text, target.path());
    if (near == 0) return nothing(LinkReason::not_annual);
    return {PageRole::gateway, LinkReason::gateway, near};
}

std::optional<LinkJudge::Verdict> LinkJudge::judge_words(const base::Url& target,
                                                         std::string_view text) const {
    const auto path = target.path();
    const auto address = path_says(path);
    const bool annual = says_annual_report(text);
    const bool disclosure = says_disclosure(text) || (annual && address == PathSays::disclosure_reports);
    const auto by_family = role_by_address(target);
    if (annual && (disclosure || in_column_)) {
        const bool dated = year_in(text) != 0 || by_family == PageRole::report;
        const bool report = (dated && !is_index_path(path)) || is_document(target, text);
        if (report) return Verdict{PageRole::report, LinkReason::report_by_words};
        return Verdict{PageRole::list, LinkReason::column_by_words};
    }
    if (by_family == PageRole::report) return Verdict{PageRole::report, LinkReason::report_by_address};
    if (by_family == PageRole::list) return Verdict{PageRole::list, LinkReason::column_by_address};
    const bool index = is_index_path(path);
    if (in_column_ && is_only_a_year(text))
        return Verdict{index ? PageRole::list : PageRole::report, LinkReason::report_by_year};
    // A column may be named by an image or by a word like "查看"; then its address must say it all.
    if (address == PathSays::disclosure_reports && index && !in_column_)
        return Verdict{PageRole::list, LinkReason::column_by_address};
    if (in_column_ && index && is_below_page(path)) return Verdict{PageRole::list, LinkReason::column_below};
    // What lies in a folder that can hold nothing else is a report, whatever its link says ("查看", an
    // agency).
    if (in_column_ && !index && is_in_folder(path))
        return Verdict{PageRole::report, LinkReason::report_by_folder};
    return {};
}

// A frame is a part of the page that holds it.
LinkJudge::Verdict LinkJudge::judge_frame(const base::Url& target) const {
    if (in_column_) return {PageRole::list, LinkReason::frame};
    if (may_lead_on_ && is_index_path(page_.url.path()) && !is_document(target, {}))
        return {PageRole::gateway, LinkReason::frame};
    return {{}, LinkReason::not_annual};
}

// A sitemap says no more than addresses; a feed has titles.
LinkJudge::Verdict LinkJudge::judge_entry_of_sitemap(const base::Url& target, std::string_view text,
                                                     std::string_view rel) const {
    if (rel == next_rel) {
        if (page_.depth >= sitemap_depth_max) return {{}, LinkReason::too_many};
        return {PageRole::list, LinkReason::sitemap};
    }
    if (is_media_path(target.path())) return {{}, LinkReason::media};
    if (says_something_else(text)) return {{}, LinkReason::something_else};
    if (auto verdict = judge_words(target, text)) return *verdict;
    if (path_says(folder_of(target.path())) != PathSays::disclosure_reports)
        return {{}, LinkReason::not_annual};
    return {PageRole::report, LinkReason::report_by_address};
}

// In the page's folder or below it, where that folder is one for annual disclosure reports.
bool LinkJudge::is_in_folder(std::string_view path) const {
    const auto folder = folder_of(page_.url.path());
    return path_says(folder) == PathSays::disclosure_reports && path.starts_with(folder) &&
           path.size() > folder.size();
}

bool LinkJudge::is_below_page(std::string_view path) const {
    return is_in_folder(path) && folder_of(path) != folder_of(page_.url.path());
}

}  // namespace ogi::extract
