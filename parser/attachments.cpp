#include "parser/attachments.h"

#include "parser/prose.h"
#include "parser/title.h"

#include <algorithm>

namespace ogi::parser {

namespace {

using namespace std::literals;

// A page of one report offers it as PDF and Word, and a table or two. With more it is a list.
constexpr std::size_t own_attachments_max = 4;

constexpr std::string_view says_report = "年度报告|年报|信息公开|附件"sv;

}  // namespace

std::vector<model::Attachment> find_attachments(const model::Document& document, std::string_view title) {
    const bool own_page = is_report_title(title) && document.attachments.size() <= own_attachments_max;
    std::vector<model::Attachment> found;
    for (const auto& link : document.attachments) {
        if (own_page || contains_any(link.text, says_report)) found.push_back({link.url, link.text});
    }
    return found;
}

std::string why_elsewhere(const model::Document& document, const model::Report& report) {
    if (!is_report_title(report.title) || report.year == 0) return {};
    if (!report.attachments.empty()) {
        const auto& [url, text] = report.attachments.front();
        return "the report is in an attachment: " + url + (text.empty() ? "" : " (" + text + ")");
    }
    const auto frame = std::ranges::find(document.links, "frame", &model::Link::rel);
    return frame == document.links.end() ? std::string{} : "the report is in a frame: " + frame->url;
}

}  // namespace ogi::parser
