#include "extract/attachments.h"

#include "base/url.h"
#include "base/utf8.h"

#include <algorithm>
#include <string>

namespace ogi::extract {
namespace {

constexpr std::string_view document_endings[] = {"pdf", "doc", "docx", "wps", "xls", "xlsx", "et",
                                                 "ofd", "rtf", "ceb",  "zip", "rar", "7z"};
constexpr std::size_t ending_bytes_max = 4;
constexpr std::string_view viewer_parameters[] = {"file=", "src=", "url=", "fileurl="};

bool ends_as_document(std::string_view name) {
    name = base::trim(name);
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || name.size() - dot - 1 > ending_bytes_max) return false;
    const auto written = name.substr(dot + 1);
    const auto same = [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    };
    return std::ranges::any_of(document_endings, [&](std::string_view ending) {
        return ending.size() == written.size() && std::ranges::equal(written, ending, same);
    });
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
                            hex_digit(text[i + 2]) >= 0;
        out += escape ? static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
        if (escape) i += 2;
    }
    return out;
}

std::string_view without_query(std::string_view url) {
    return url.substr(0, std::min(url.find('?'), url.find('#')));
}

std::vector<std::string_view> query_items(std::string_view url) {
    std::vector<std::string_view> items;
    const auto mark = url.find('?');
    if (mark == std::string_view::npos) return items;
    for (auto rest = url.substr(mark + 1); !rest.empty();) {
        const auto end = std::min(rest.find('&'), rest.size());
        items.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return items;
}

// "downfile.jsp?classid=0&filename=2403.pdf": the program gives what it names.
bool asks_for_document(std::string_view url) {
    return std::ranges::any_of(query_items(url), [](std::string_view item) {
        const auto equals = item.find('=');
        return equals != item.npos && ends_as_document(percent_decoded(item.substr(equals + 1)));
    });
}

// The document that a viewer's address names; empty if none.
std::string viewed_document(std::string_view url) {
    for (const auto item : query_items(url)) {
        for (const auto parameter : viewer_parameters) {
            if (!item.starts_with(parameter)) continue;
            const auto name = percent_decoded(item.substr(parameter.size()));
            if (!ends_as_document(without_query(name))) continue;
            const auto viewer = base::Url::parse(url);
            const auto resolved = viewer ? viewer->resolve(name) : base::Url::parse(name);
            if (resolved) return resolved->text();
        }
    }
    return {};
}

}  // namespace

bool is_attachment(const model::Link& link) {
    return ends_as_document(without_query(link.url)) || ends_as_document(link.text) ||
           !viewed_document(link.url).empty() || asks_for_document(link.url);
}

std::vector<model::Link> find_attachments(const std::vector<model::Link>& links) {
    std::vector<model::Link> found;
    for (const auto& link : links) {
        if (!is_attachment(link)) continue;
        auto attachment = link;
        if (auto viewed = viewed_document(link.url); !viewed.empty()) attachment.url = std::move(viewed);
        const auto same = [&](const model::Link& other) { return other.url == attachment.url; };
        if (std::ranges::none_of(found, same)) found.push_back(std::move(attachment));
    }
    return found;
}

}  // namespace ogi::extract
