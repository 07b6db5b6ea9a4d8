#include "daemon/exports/atom_feed.h"

#include "daemon/answers/name_segment.h"
#include "daemon/exports/change_words.h"
#include "daemon/exports/xml_characters.h"
#include "model/change_json.h"
#include "model/names.h"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

namespace ogi::daemon {

using base::Result;
using model::Change;

namespace {

constexpr std::string_view path = "/v1/changes.atom";

// Markup as text, and what no XML document can hold left out.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : xml_characters(text)) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string element(std::string_view name, std::string_view text) {
    return "<" + std::string{name} + ">" + escaped(text) + "</" + std::string{name} + ">\n";
}

std::string link(std::string_view relation, std::string_view type, std::string_view to) {
    return "<link rel=\"" + std::string{relation} + "\" type=\"" + std::string{type} + "\" href=\"" +
           escaped(to) + "\"/>\n";
}

std::string category(std::string_view term, std::string_view label) {
    return "<category term=\"" + escaped(term) + "\" label=\"" + escaped(label) + "\"/>\n";
}

std::string encoded(std::string_view text) {
    return boost::urls::encode(text, boost::urls::unreserved_chars);
}

base::UtcTime updated(const Change& change) {
    return change.recorded_at.value_or(change.observed_at);
}

std::string cursor_of(const AtomDocument& document, std::uint64_t sequence) {
    return model::to_text(document.cursor_at(sequence));
}

std::string target_of(const AtomDocument& document, std::uint64_t through) {
    std::string query = document.query;
    if (through != 0) query += (query.empty() ? "" : "&") + ("through=" + cursor_of(document, through));
    return std::string{path} + (query.empty() ? "" : "?") + query;
}

std::string entry_text(const AtomDocument& document, const Change& change) {
    const auto agency = encoded(segment_of(change.key.agency));
    const auto report = "/v1/reports/" + agency + "/" + std::to_string(change.key.year);
    const auto summary = change_summary(change);
    const auto title = change_title(change);
    auto text = "<entry>\n" + element("id", document.source + ":" + cursor_of(document, change.sequence)) +
                element("title", title) + element("updated", base::to_iso(updated(change))) +
                element("published", base::to_iso(change.observed_at)) + "<author>" +
                element("name", change.key.agency) + "</author>\n" +
                link("alternate", "text/html", change.source_url) +
                link("related", "application/x-ndjson", report) +
                category(model::name_of(change.type), words_of(change.type));
    if (change.change_class) text += category(model::name_of(*change.change_class), "变动深度");
    return text + "<summary type=\"text\">" + escaped(summary.empty() ? title : summary) +
           "</summary>\n</entry>\n";
}

}  // namespace

Result<AtomPage> atom_page(const ReadLog& log, const Wanted& wanted, std::uint64_t through) {
    AtomPage page{.entries = {}, .older = through};
    std::uint64_t looked_at = 0;
    while (page.older != 0 && page.entries.size() < atom_block && looked_at < atom_looked_at_max) {
        const auto until = page.older;
        page.older = (until - 1) / atom_block * atom_block;
        std::vector<Change> block;
        Result<void> understood;
        TRY_VOID(log(page.older, until, [&](std::string_view line) {
            ++looked_at;
            auto change = model::parse_change_json(line);
            const auto is_wanted = change ? wanted(*change) : change.error();
            if (!is_wanted) {
                understood = is_wanted.error();
            } else if (*is_wanted) {
                block.push_back(*std::move(change));
            }
        }));
        TRY_VOID(understood);
        page.entries.insert(page.entries.end(), std::move_iterator{block.rbegin()},
                            std::move_iterator{block.rend()});
    }
    return page;
}

std::string atom_text(const AtomDocument& document, const AtomPage& page) {
    const auto newest = page.entries.empty() ? base::UtcTime{} : updated(page.entries.front());
    const bool archive = document.archive_through != 0;
    auto text =
        std::string{
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
            "xmlns:fh=\"http://purl.org/syndication/history/1.0\" xml:lang=\"zh-CN\">\n"} +
        element("id", document.source + ":changes" + (document.query.empty() ? "" : "?") + document.query) +
        element("title", "政府信息公开工作年度报告的变动") + element("updated", base::to_iso(newest)) +
        "<author>" + element("name", "ogid") + "</author>\n" +
        link("self", "application/atom+xml", target_of(document, document.archive_through));
    if (archive) text += "<fh:archive/>\n" + link("current", "application/atom+xml", target_of(document, 0));
    if (page.older != 0)
        text += link("prev-archive", "application/atom+xml", target_of(document, page.older));
    text += link("alternate", "application/x-ndjson", "/v1/changes?since=0");
    for (const auto& change : page.entries) text += entry_text(document, change);
    return text + "</feed>\n";
}

}  // namespace ogi::daemon
