#pragma once

#include "base/url.h"
#include "extract/discovery/link_reason.h"
#include "extract/discovery/read_list.h"
#include "model/document.h"
#include "model/page.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ogi::extract {

// A page worth visiting, and what it is expected to be.
struct Discovered {
    base::Url url;
    model::PageRole role;  // list, report or gateway.
    std::string text{};    // What the link says.
    std::string form{};    // Fields of a POST; empty: GET.
    LinkReason reason = LinkReason::report_by_words;

    bool operator==(const Discovered&) const = default;
};

// What is known of a page when its links are judged.
struct LinkingPage {
    const model::Document& document;
    const ListReading& listing;
    const base::Url& url;
    model::PageRole role = model::PageRole::entry;
    int depth = 0;      // As Page::depth.
    int last_year = 0;  // The newest year that a report can be for; 0: unknown, no address is made up.
};

// From an entry page at most so many gateways are followed in a row, and of one page at most so many.
inline constexpr int gateway_steps_max = 3;
inline constexpr std::size_t gateways_max = 8;
// Of the sitemaps that one index names.
inline constexpr std::size_t index_sitemaps_max = 50;
// Pages that show so many reports are lists of them, whatever they are called.
inline constexpr int reports_of_list_min = 3;

// Which links of a page lead to annual reports: report pages, annual-report columns, further pages of a list;
// where a page leads to no column, the pages on the way to one (gateways). Only links on the same site; each
// URL once, in document order, of several forms of one address the plain one. Report pages lead nowhere
// (`role` report gives an empty vector); news and other columns are never followed.
std::vector<Discovered> discover(const LinkingPage& page);

// The same for people: every link of the page, also those that lead nowhere, with the reason.
struct JudgedLink {
    std::string url;
    std::string text;
    std::string form;
    std::optional<model::PageRole> role;  // Not set: not followed.
    LinkReason reason;
};
std::vector<JudgedLink> judge_links(const LinkingPage& page);

// Whether the page itself is a column of annual disclosure reports, by its role, name or address.
bool is_annual_column(const LinkingPage& page);

}  // namespace ogi::extract
