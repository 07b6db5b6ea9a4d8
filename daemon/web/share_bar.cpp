#include "daemon/web/share_bar.h"

#include "daemon/web/filter_form.h"
#include "daemon/web/links.h"
#include "daemon/web/regions.h"
#include "daemon/web/states.h"

#include <boost/json/parse.hpp>

#include <array>
#include <numeric>

namespace ogi::daemon {

namespace json = boost::json;

namespace {

StateCounts counts_of(const json::object& line) {
    StateCounts counts{};
    const auto looks = exclusive_looks();
    for (std::size_t i = 0; i < looks.size(); ++i) {
        const auto* count = line.if_contains(looks[i].name);
        if (count != nullptr && count->is_int64()) counts[i] = count->get_int64();
    }
    return counts;
}

// Thousandths of a hundred, so that no rounding of a double shows: 33333 → "33.333".
std::string hundredths(std::int64_t thousandths) {
    auto rest = std::to_string(thousandths % 1000);
    rest.insert(0, 3 - rest.size(), '0');
    return std::to_string(thousandths / 1000) + "." + rest;
}

void write_count_cell(Html& html, std::int64_t count) {
    if (count == 0) {
        html.raw("<td class=\"nil\">0</td>");
    } else {
        html.element("td", number_text(count));
    }
}

void write_count_cells(Html& html, const StateCounts& counts) {
    for (const auto count : counts) write_count_cell(html, count);
}

void write_share_row(Html& html, Language language, std::string_view region, const StateCounts& counts,
                     std::int64_t in_doubt) {
    html.raw("<tr><th scope=\"row\">");
    if (region.empty()) {
        html.text(region_name(language, region));
    } else {
        html.link(page_link(language, region_path(region)), region_name(language, region));
    }
    html.raw("</th><td>");
    write_share_bar(html, language, counts);
    html.raw("</td>");
    html.element("td", number_text(std::accumulate(counts.begin(), counts.end(), std::int64_t{0})));
    write_count_cells(html, counts);
    write_count_cell(html, in_doubt);
    html.raw("</tr>");
}

}  // namespace

void write_share_bar(Html& html, Language language, const StateCounts& counts) {
    const auto all = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    const auto looks = exclusive_looks();
    std::string words;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0) continue;
        words += (words.empty() ? "" : language == Language::zh ? "\uff0c" : ", ");
        words += say_name(language, looks[i].name) + " " + number_text(counts[i]);
    }
    if (all == 0) return;
    html.open("svg", {{"class", "bar"},
                      {"role", "img"},
                      {"aria-label", words},
                      {"viewBox", "0 0 100 8"},
                      {"preserveAspectRatio", "none"}});
    std::int64_t before = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0) continue;
        html.open("rect", {{"class", looks[i].style},
                           {"x", hundredths(before * 100'000 / all)},
                           {"width", hundredths(counts[i] * 100'000 / all)},
                           {"height", "8"}});
        html.close("rect");
        before += counts[i];
    }
    html.close("svg");
}

void write_share_table(Html& html, Language language, const Rows& rows) {
    if (rows.lines.empty()) {
        html.element("p", say(language, Word::no_rows));
        return;
    }
    write_narrow(html, language, rows.lines.size());
    html.raw("<div class=\"wide\" tabindex=\"0\"><table class=\"figures\"><thead><tr>");
    html.element("th", say(language, Word::region), {{"scope", "col"}});
    html.element("th", say(language, Word::share), {{"scope", "col"}});
    html.element("th", say(language, Word::total), {{"scope", "col"}});
    for (const auto& look : exclusive_looks())
        html.element("th", say_name(language, look.name), {{"scope", "col"}});
    html.element("th", say(language, Word::of_these_in_doubt), {{"scope", "col"}});
    html.raw("</tr></thead><tbody>");
    StateCounts sum{};
    std::int64_t doubts = 0;
    for (const auto& line : rows.lines) {
        const auto read = json::parse(line);
        const auto& object = read.as_object();
        const auto counts = counts_of(object);
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += counts[i];
        const auto* doubted = object.if_contains("in_doubt");
        const auto in_doubt = doubted != nullptr && doubted->is_int64() ? doubted->get_int64() : 0;
        doubts += in_doubt;
        const auto* region = object.if_contains("region");
        const bool known = region != nullptr && region->is_string();
        write_share_row(html, language, known ? std::string_view{region->get_string()} : "", counts,
                        in_doubt);
    }
    html.raw("</tbody><tfoot><tr>").element("th", say(language, Word::all), {{"scope", "row"}}).raw("<td>");
    write_share_bar(html, language, sum);
    html.raw("</td>");
    html.element("td", number_text(std::accumulate(sum.begin(), sum.end(), std::int64_t{0})));
    write_count_cells(html, sum);
    write_count_cell(html, doubts);
    html.raw("</tr></tfoot></table></div>");
}

}  // namespace ogi::daemon
