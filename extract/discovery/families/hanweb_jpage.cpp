#include "extract/discovery/address.h"
#include "extract/discovery/families/families.h"
#include "extract/discovery/script_text.h"

#include "base/utf8.h"

#include <algorithm>

// A list's first records stand in the page, each in CDATA within <script type="text/xml"><datastore>, or as
// strings in an array. The rest comes from dataproxy.jsp (morecolumndataproxy.jsp for several columns) in the
// same XML: page by page as <nextgroup> says, or by POST in ranges of records as jpage's settings say.
namespace ogi::extract {
namespace {

constexpr std::size_t lists_max = 20;  // Looked at in one page.
constexpr int ranges_max = 500;
constexpr int usual_records_a_page = 15;
constexpr int usual_pages_a_range = 3;  // jpage asks for so many of its pages at a time.

bool made_by_jpage(const base::Url& url) {
    const auto path = url.path();
    return path.find("/module/") != std::string_view::npos
               ? path.ends_with("dataproxy.jsp")
               : path.starts_with("/col/col") || path.starts_with("/art/");
}

struct Records {
    std::string html;
    int count = 0;
};

std::string_view cdata_at(std::string_view text) {
    constexpr std::string_view opening = "<![CDATA[";
    text = base::trim(text);
    if (!text.starts_with(opening)) return {};
    text.remove_prefix(opening.size());
    return text.substr(0, std::min(text.find("]]>"), text.size()));
}

Records read_records(std::string_view text) {
    constexpr std::string_view opening = "<record>";
    Records records;
    for (auto at = text.find(opening); at != std::string_view::npos; at = text.find(opening, at + 1)) {
        const auto record = cdata_at(text.substr(at + opening.size()));
        if (record.empty()) continue;
        records.html.append(record).push_back('\n');
        ++records.count;
    }
    return records;
}

void follow_next_groups(std::string_view text, ListedLinks& links) {
    constexpr std::string_view opening = "<nextgroup>";
    std::size_t groups = 0;
    for (auto at = text.find(opening); at != std::string_view::npos && ++groups <= lists_max;
         at = text.find(opening, at + 1)) {
        ListedLinks found{links.page()};
        found.add_html(cdata_at(text.substr(at + opening.size())));
        for (const auto& link : found.take()) {
            const auto page = parameter(link.url.query(), "page");
            links.add(link.url.text(), page, next_rel);
        }
    }
}

// The records that a script keeps as strings: dataStore:InitData49468.
Records read_array(std::string_view text, std::string_view settings) {
    const auto store = scalar_of(settings, "dataStore");
    const auto array = store.empty() ? std::nullopt : after_name(text, store);
    Records records;
    if (!array) return records;
    for (const auto& record : strings_of(bracketed_at(*array))) {
        records.html.append(record).push_back('\n');
        ++records.count;
    }
    return records;
}

// What the records in the page say of all.
int total_in(std::string_view text) {
    constexpr std::string_view opening = "<totalrecord>";
    const auto at = text.find(opening);
    if (at == std::string_view::npos) return 0;
    const auto rest = base::trim(text.substr(at + opening.size(), 20));
    return number_of_digits(rest.substr(0, std::min(rest.find_first_not_of("0123456789"), rest.size())));
}

// The ranges of one list that the page does not hold. Its address repeats what the form says of it, because
// the address alone is what a page is known by.
void add_ranges(std::string_view text, std::string_view settings, int held, ListedLinks& links) {
    auto total = number_of(settings, "totalRecord");
    if (total == 0) total = total_in(text);
    const auto proxy = scalar_of(settings, "proxyUrl");
    auto fields = after_name(settings, "ajaxParam");
    if (!fields) fields = after_name(settings, "proxyParam");
    if (total == 0 || proxy.empty() || !fields) return;
    const auto per_page =
        number_of(settings, "perPage") > 0 ? number_of(settings, "perPage") : usual_records_a_page;
    const auto pages =
        number_of(settings, "groupSize") > 0 ? number_of(settings, "groupSize") : usual_pages_a_range;
    const auto form = scalars_of(bracketed_at(*fields));
    std::string identity;
    for (const auto& field : form) {
        if (field.first == "columnid" || field.first == "unitid" || field.first == "webid")
            identity += "&" + form_of({field});
    }
    const auto size = static_cast<long>(per_page) * pages;
    for (long first = 1, ranges = 0; first <= total && ranges < ranges_max; first += size, ++ranges) {
        const auto last = first + size - 1;
        if (std::min<long>(last, total) <= held) continue;
        auto address = proxy + "?startrecord=" + std::to_string(first) +
                       "&endrecord=" + std::to_string(last) + "&perpage=" + std::to_string(per_page) +
                       identity;
        links.add(address, std::to_string(ranges + 1), next_rel, form_of(form));
    }
}

void read_page(std::string_view text, ListedLinks& links) {
    const auto records = read_records(text);
    links.add_html(records.html);
    const auto before = links.size();
    constexpr std::string_view call = ".jpage(";
    std::size_t lists = 0;
    for (auto at = text.find(call); at != std::string_view::npos && ++lists <= lists_max;
         at = text.find(call, at + 1)) {
        const auto settings = bracketed_at(base::trim(text.substr(at + call.size())));
        const auto array = read_array(text, settings);
        links.add_html(array.html);
        add_ranges(text, settings, std::max(records.count, array.count), links);
    }
    if (links.size() == before) follow_next_groups(text, links);
}

bool is_datastore(std::string_view text) {
    constexpr std::size_t window = 512;
    constexpr std::string_view roots[] = {"<datastore", "<recordset", "<record>", "<totalrecord"};
    text = base::trim(text);
    const bool xml = text.starts_with("<?xml");
    const auto head = text.substr(0, window);
    return std::ranges::any_of(roots, [&](std::string_view root) {
        return xml ? head.find(root) != std::string_view::npos : text.starts_with(root);
    });
}

bool read_answer(std::string_view text, ListedLinks& links) {
    if (!is_datastore(text)) return false;
    links.add_html(read_records(text).html);
    // Ranges are all known from the list's first page.
    const bool is_range = !parameter(links.page().query(), "startrecord").empty();
    if (!is_range) follow_next_groups(text, links);
    return true;
}

}  // namespace

const Family hanweb_jpage{
    .name = "大汉 jpage", .made = made_by_jpage, .read_page = read_page, .read_answer = read_answer};

}  // namespace ogi::extract
