#include "daemon/visit/carried.h"

#include "parser/title.h"
#include "storage/store.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ogi::daemon {

namespace {

bool names_a_report(std::string_view text) {
    constexpr std::array words{std::string_view{"年度报告"}, std::string_view{"年报"}};
    return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
}

// "附件2：下属单位政府信息公开统计表": figures, but not those of the page's agency.
bool speaks_of_others(std::string_view text) {
    constexpr std::array words{
        std::string_view{"下属"}, std::string_view{"所属"},   std::string_view{"直属"},
        std::string_view{"下级"}, std::string_view{"各单位"}, std::string_view{"各部门"},
        std::string_view{"各区"}, std::string_view{"各县"},   std::string_view{"乡镇"},
        std::string_view{"街道"}, std::string_view{"汇总"},   std::string_view{"参考"}};
    return std::ranges::any_of(words, [&](auto word) { return text.find(word) != text.npos; });
}

bool has_figures(const model::Report& report) {
    return report.is_report &&
           std::ranges::any_of(report.cells, [](const auto& cell) { return cell.second.value.has_value(); });
}

bool is_reports_page(const model::Report& report) {
    return report.is_report || (report.year != 0 && parser::is_report_title(report.title));
}

// The first year whose report has the tables of the form.
constexpr int form_year_first = 2019;
// What says less is no report in prose.
constexpr std::size_t prose_bytes_min = 1'500;

std::size_t text_bytes(const model::Document& document) {
    std::size_t bytes = 0;
    for (const auto& block : document.blocks) bytes += block.text.size();
    return bytes;
}

// "/download?id=7", "/attach/show/7": addresses that do not say what they give.
bool may_be_download(const base::Url& url) {
    constexpr std::array words{std::string_view{"download"}, std::string_view{"attach"},
                               std::string_view{"upload"}};
    std::string address{url.path_and_query()};
    std::ranges::transform(address, address.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::ranges::any_of(words, [&](auto word) { return address.find(word) != address.npos; });
}

// Pages of two years carry it: which year it is for only the document itself can tell.
bool is_contested(const model::Carrier& carrier) {
    return carrier.year == 0 && carrier.title.empty();
}

void contest(model::Carrier& carrier) {
    carrier.year = 0;
    carrier.title.clear();
}

// What `page` says of the document it links; `before`: what is known.
model::Carrier carrier_of(const std::optional<model::Carrier>& before, const model::Carrier& told) {
    if (!before || !before->links) return told;
    auto now = before->url == told.url ? told : *before;
    const bool another_year = before->url != told.url && before->year != told.year && told.year != 0;
    if (another_year || is_contested(*before)) contest(now);
    return now;
}

bool reads_the_same(const std::optional<model::Carrier>& before, const model::Carrier& now) {
    return before && before->agency == now.agency && before->year == now.year && before->title == now.title;
}

}  // namespace

std::vector<Carried> find_carried(const model::Document& document, const model::Report& report,
                                  const base::Url& page) {
    std::vector<Carried> found;
    if (!is_reports_page(report)) return found;
    const model::Carrier carrier{.url = page.text(),
                                 .title = report.title,
                                 .agency = report.agency.name,
                                 .year = report.year,
                                 .published = report.published};
    const auto add = [&](const std::string& address, const std::string& text) {
        auto url = base::Url::parse(address);
        if (!url || !url->same_site(page) || *url == page) return;
        if (std::ranges::find(found, *url, &Carried::url) != found.end()) return;
        found.push_back({*std::move(url), text, carrier});
        // It may be the report on another year; then the page's title does not speak of it.
        const int year = parser::year_of_title(text);
        if (year == 0 || year == report.year) return;
        found.back().carrier.title.clear();
        found.back().carrier.year = year;
    };
    // Where the page has no figures and no attachment calls itself a report, each may be it.
    const bool any = !has_figures(report) &&
                     std::ranges::none_of(report.attachments, names_a_report, &model::Attachment::text);
    for (const auto& attachment : report.attachments) {
        const bool may_be_it = any && !speaks_of_others(attachment.text);
        if (may_be_it || names_a_report(attachment.text)) add(attachment.url, attachment.text);
    }
    for (const auto& link : document.links) {
        if (!names_a_report(link.text)) continue;
        const auto url = base::Url::parse(link.url);
        if (url && may_be_download(*url)) add(link.url, link.text);
    }
    if (found.size() > carried_max) found.clear();
    return found;
}

bool may_be_pictured(const model::Document& document, const model::Report& report) {
    if (!is_reports_page(report) || has_figures(report) || !document.grids.empty()) return false;
    return report.year >= form_year_first || text_bytes(document) < prose_bytes_min;
}

std::vector<std::string> urls_of(const std::vector<Carried>& carried) {
    std::vector<std::string> urls;
    for (const auto& one : carried) urls.push_back(one.url.text());
    return urls;
}

std::vector<model::Page> tell_carried(const base::Url& page, const std::vector<Carried>& carried,
                                      std::vector<model::Page> known, base::UtcTime due_at) {
    std::erase_if(known, [&](model::Page& one) {
        const auto before = one.carrier;
        const auto linked = std::ranges::find(carried, one.url, &Carried::url);
        if (linked == carried.end()) {
            if (before && before->url == page.text()) one.carrier->links = false;
            return one.carrier == before;
        }
        one.carrier = carrier_of(before, linked->carrier);
        if (!reads_the_same(before, *one.carrier)) {
            one.etag.clear(), one.last_modified.clear(), one.snapshot.clear();
            if (one.due_at != storage::due_never) one.due_at = std::min(one.due_at, due_at);
        }
        return one.carrier == before;
    });
    return known;
}

}  // namespace ogi::daemon
