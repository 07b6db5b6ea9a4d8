#pragma once

#include <string_view>

namespace ogi::extract {

// Why a link is followed, or not.
enum class LinkReason {
    // Followed.
    report_by_words,      // Its text names an annual report on disclosure and a year.
    report_by_year,       // In a column: its text is a year.
    report_by_folder,     // In a column: it lies in the column's folder.
    report_by_address,    // Its address can be nothing else.
    column_by_words,      // Its text names annual reports on disclosure, and no year.
    column_by_address,    // Its folder is named so.
    column_by_catalogue,  // A catalogue of columns names it so.
    column_below,         // A folder below the column.
    further_page,         // Another page of this list.
    frame,                // Shown in a frame of a list.
    sibling,              // Beside another one that the page links to, by the way that system counts.
    sitemap,              // A further sitemap.
    gateway,              // On the way to a column: 政府信息公开, 政务公开.
    // Not followed.
    this_page,
    other_site,
    media,            // An image, a film, a program.
    something_else,   // About reports, or another kind of report: 解读, 通知, 预算.
    not_annual,       // Nothing says that it is an annual report.
    other_form,       // Another address of a page that is linked already.
    column_is_known,  // A gateway, where the page leads to a column.
    too_many,     // A gateway beyond gateways_max or gateway_steps_max, a sitemap beyond sitemap_depth_max or
                  // index_sitemaps_max.
    report_page,  // The page is a report: nothing of it is followed.
};

// "report_by_words".
std::string_view name_of(LinkReason reason);

}  // namespace ogi::extract
