#include "daemon/web/frame.h"

#include "daemon/web/assets.h"
#include "daemon/web/links.h"

#include <array>

namespace ogi::daemon {

namespace {

struct Section {
    Word word;
    std::string_view path;
};
constexpr std::array sections = {
    Section{Word::overview, "/overview"}, Section{Word::coverage, "/coverage"},
    Section{Word::overdue, "/overdue"},   Section{Word::changes, "/changes"},
    Section{Word::review, "/review"},     Section{Word::sources, "/sources"},
    Section{Word::crawl, "/crawl"},
};

void write_head(Html& html, const Frame& frame) {
    const auto site = say(frame.language, Word::site);
    html.raw("<head><meta charset=\"utf-8\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">");
    html.element("title", frame.title + " · " + std::string{site});
    html.open("link", {{"rel", "stylesheet"}, {"href", asset_path(Asset::style)}});
    html.open("link", {{"rel", "icon"}, {"href", asset_path(Asset::icon)}});
    html.open("script", {{"src", asset_path(Asset::script)}, {"defer", ""}}).close("script");
    if (frame.twins == Twins::json_and_csv) {
        const auto path = page_link(frame.language, frame.path);
        html.open(
            "link",
            {{"rel", "alternate"}, {"type", "application/json"}, {"href", path + ".json" + frame.query}});
        html.open("link",
                  {{"rel", "alternate"}, {"type", "text/csv"}, {"href", path + ".csv" + frame.query}});
    }
    html.raw("</head>");
}

void write_header(Html& html, const Frame& frame) {
    const auto language = frame.language;
    html.element("a", say(language, Word::skip), {{"class", "skip"}, {"href", "#main"}});
    html.raw("<header>");
    html.element("a", say(language, Word::site),
                 {{"class", "site"}, {"href", page_link(language, "/overview")}});
    html.open("nav", {{"aria-label", say(language, Word::sections_of_the_site)}}).raw("<ul>");
    for (const auto& [word, path] : sections) {
        html.raw("<li>");
        if (frame.path == path) {
            html.element("a", say(language, word),
                         {{"href", page_link(language, path)}, {"aria-current", "page"}});
        } else {
            html.link(page_link(language, path), say(language, word));
        }
        html.raw("</li>");
    }
    html.raw("</ul></nav>");
    html.open("form", {{"role", "search"}, {"method", "get"}, {"action", page_link(language, "/search")}});
    html.open("input", {{"type", "search"},
                        {"name", "q"},
                        {"aria-label", say(language, Word::search_label)},
                        {"placeholder", say(language, Word::search_label)}});
    html.element("button", say(language, Word::search)).raw("</form></header>");
}

void write_footer(Html& html, const Frame& frame) {
    const auto language = frame.language;
    const auto other = language == Language::zh ? Language::en : Language::zh;
    html.raw("<footer><p>");
    if (frame.twins == Twins::json_and_csv) {
        const auto path = page_link(language, frame.path);
        html.text(say(language, Word::same_data_as)).raw(" ");
        html.link(path + ".json" + frame.query, "JSON").raw(" ");
        html.link(path + ".csv" + frame.query, "CSV").raw(" · ");
    }
    html.element("a", say(language, Word::other_language),
                 {{"href", page_link(other, frame.path) + frame.query},
                  {"hreflang", tag_of(other)},
                  {"lang", tag_of(other)}});
    html.raw("</p><p>").text(say(language, Word::times_are)).raw(" ");
    html.text(say(language, Word::made_by)).raw("</p></footer>");
}

}  // namespace

std::string whole_page(const Frame& frame, const Html& main) {
    Html html;
    html.raw("<!doctype html>\n").open("html", {{"lang", tag_of(frame.language)}});
    write_head(html, frame);
    html.raw("<body>");
    write_header(html, frame);
    html.raw("<main id=\"main\" tabindex=\"-1\">").element("h1", frame.title);
    if (!frame.lead.empty()) html.element("p", frame.lead, {{"class", "lead"}});
    html.add(main).raw("</main>");
    write_footer(html, frame);
    html.raw("</body></html>\n");
    return html.take();
}

}  // namespace ogi::daemon
