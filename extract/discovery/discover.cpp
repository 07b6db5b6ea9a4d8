#include "extract/discovery/discover.h"

#include "extract/attachments.h"
#include "extract/discovery/paging.h"
#include "extract/discovery/words.h"

#include <algorithm>
#include <optional>
#include <set>

namespace ogi::extract {
namespace {

using model::PageRole;

std::string_view folder_of(std::string_view path) {
    return path.substr(0, path.rfind('/') + 1);
}

// Whether the page itself is a column of annual disclosure reports, by its name or its address.
bool is_annual_column(const model::Document& document, const base::Url& page) {
    if (path_says(page.path()) == PathSays::disclosure_reports) return true;
    const auto names_column = [](std::string_view text) {
        const auto name = squeeze(text);
        return says_annual_report(name) && says_disclosure(name);
    };
    if (names_column(document.title)) return true;
    return std::ranges::any_of(document.metas, [&](const auto& meta) {
        return (meta.first == "columnname" || meta.first == "columntype") && names_column(meta.second);
    });
}

class Judge {
  public:
    Judge(const base::Url& page, bool in_column) : page_{page}, in_column_{in_column} {}

    // What the link leads to, if to anything of ours.
    std::optional<PageRole> role_of(const base::Url& target, std::string_view link_text) const {
        const auto text = squeeze(link_text);
        const auto path = target.path();
        if (says_something_else(text) || is_media_path(path)) return {};
        const auto address = path_says(path);
        const bool annual = says_annual_report(text);
        const bool disclosure = says_disclosure(text) || (annual && address == PathSays::disclosure_reports);
        const int year = std::max(year_in(text), year_of_query(target));
        if (annual && (disclosure || in_column_)) {
            return year != 0 && !is_index_path(path) ? PageRole::report : PageRole::list;
        }
        if (in_column_ && is_only_a_year(text))
            return is_index_path(path) ? PageRole::list : PageRole::report;
        // A column may be named by an image or by a word like "查看"; then its address must say it all.
        const bool named_by_address = address == PathSays::disclosure_reports && is_index_path(path);
        if (named_by_address && !in_column_) return PageRole::list;
        if (in_column_ && is_below_page(path) && is_index_path(path)) return PageRole::list;
        // What lies in a folder that can hold nothing else is a report, whatever its link says ("查看", an
        // agency).
        if (in_column_ && is_in_folder(path) && !is_index_path(path)) return PageRole::report;
        return {};
    }

    // A frame is a part of the page that holds it.
    std::optional<PageRole> role_of_frame(const base::Url& target) const {
        if (is_media_path(target.path())) return {};
        return in_column_ || is_index_path(page_.path()) ? std::optional{PageRole::list} : std::nullopt;
    }

  private:
    // 大汉 xxgkAnnualReport.jsp?area=…&fbtime=2020, 龙讯 ?type=3&action=detail&title=2020.
    static int year_of_query(const base::Url& target) {
        const auto query = target.query();
        for (std::string_view name : {"fbtime=", "title="}) {
            const auto at = query.find(name);
            if (at != std::string_view::npos) return year_in(query.substr(at + name.size(), 4));
        }
        return 0;
    }

    // "2022年", "2022" and nothing else: a folder of that year, or its report.
    static bool is_only_a_year(std::string_view text) {
        constexpr std::size_t year_bytes = 4;
        const auto rest =
            year_in(text) != 0 && text.size() >= year_bytes ? text.substr(year_bytes) : std::string_view{"-"};
        return rest.empty() || rest == "年" || rest == "年度";
    }

    // In the page's folder or below it, where that folder is one for annual disclosure reports.
    bool is_in_folder(std::string_view path) const {
        const auto folder = folder_of(page_.path());
        return path_says(folder) == PathSays::disclosure_reports && path.starts_with(folder) &&
               path.size() > folder.size();
    }

    bool is_below_page(std::string_view path) const {
        return is_in_folder(path) && folder_of(path) != folder_of(page_.path());
    }

    const base::Url& page_;
    bool in_column_;
};

}  // namespace

std::vector<Discovered> discover(const model::Document& document, const base::Url& page, PageRole role) {
    if (role == PageRole::report) return {};
    const bool in_column = is_annual_column(document, page);
    const Judge judge{page, in_column};
    std::vector<Discovered> found;
    std::set<std::string_view> seen;
    for (const auto& link : document.links) {
        const auto url = base::Url::parse(link.url);
        if (!url || !url->same_site(page) || *url == page || seen.contains(link.url)) continue;
        auto leads_to = link.rel == frame_rel ? judge.role_of_frame(*url) : judge.role_of(*url, link.text);
        const bool pages = role == PageRole::list || in_column;
        if (!leads_to && pages && is_further_page(page, *url, link.text)) leads_to = PageRole::list;
        if (!leads_to) continue;
        seen.insert(link.url);
        found.push_back({*url, *leads_to, link.text});
    }
    return found;
}

}  // namespace ogi::extract
