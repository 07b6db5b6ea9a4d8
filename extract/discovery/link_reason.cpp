#include "extract/discovery/link_reason.h"

namespace ogi::extract {

std::string_view name_of(LinkReason reason) {
    switch (reason) {
        case LinkReason::report_by_words:
            return "report_by_words";
        case LinkReason::report_by_year:
            return "report_by_year";
        case LinkReason::report_by_folder:
            return "report_by_folder";
        case LinkReason::report_by_address:
            return "report_by_address";
        case LinkReason::column_by_words:
            return "column_by_words";
        case LinkReason::column_by_address:
            return "column_by_address";
        case LinkReason::column_by_catalogue:
            return "column_by_catalogue";
        case LinkReason::column_below:
            return "column_below";
        case LinkReason::further_page:
            return "further_page";
        case LinkReason::frame:
            return "frame";
        case LinkReason::sibling:
            return "sibling";
        case LinkReason::sitemap:
            return "sitemap";
        case LinkReason::gateway:
            return "gateway";
        case LinkReason::this_page:
            return "this_page";
        case LinkReason::other_site:
            return "other_site";
        case LinkReason::media:
            return "media";
        case LinkReason::something_else:
            return "something_else";
        case LinkReason::not_annual:
            return "not_annual";
        case LinkReason::other_form:
            return "other_form";
        case LinkReason::column_is_known:
            return "column_is_known";
        case LinkReason::too_many:
            return "too_many";
        case LinkReason::report_page:
            return "report_page";
    }
    return "unknown";
}

}  // namespace ogi::extract
