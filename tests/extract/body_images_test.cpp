#include "extract/body_images.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::extract {
namespace {

std::string images(std::string_view body) {
    model::Snapshot page;
    page.url = page.final_url = base::Url::parse("http://www.example.gov.cn/a/t1.html").value();
    page.body = "<html><meta charset=utf-8><body>" + std::string{body} + "</body></html>";
    std::string found;
    for (const auto& url : find_body_images(page).urls)
        found += (found.empty() ? "" : " ") + std::string{url.path_and_query()};
    return found;
}

TEST(BodyImages, AreThoseThatMayBeSheetsOfTheText) {
    struct Case {
        std::string_view what;
        std::string_view page;
        std::string_view found;
    };
    const Case cases[] = {
        {"in order, each once", "<p><img src=1.png><img src='/b/2.JPG'></p><img src=1.png>",
         "/a/1.png /b/2.JPG"},
        {"by the page's base", "<base href=/x/><img src=1.png>", "/x/1.png"},
        {"without an ending", "<img src='/show?id=1&amp;k=2'>", "/show?id=1&k=2"},
        {"shown late", "<img src=/s/grey.png data-original='2.png'>", "/a/2.png"},
        {"of another kind", "<img src=a.gif><img src=a.svg><img src='data:image/png;base64,AA=='><img>", ""},
        {"of another site", "<img src='http://www.other.example/1.png'>", ""},
        {"declared small",
         "<img width=32 src=1.png><img src=2.png height='199px'><img style='width: 90px' src=3.png>", ""},
        {"declared large",
         "<img width=600 height='800px' src=1.png><img style='max-width:100%;width:90%' src=2.png>",
         "/a/1.png /a/2.png"},
        {"called something else",
         "<img src=/img/logo.png><img src=ewm_2.jpg><img alt=扫一扫 src=3.png><img class=share-icon "
         "src=4.png>",
         ""},
        {"beside the content",
         "<img src=head.png><div class=TRS_Editor><img src=1.png></div><div class=footer><img "
         "src=4.png></div>",
         "/a/1.png"},
        {"in navigation and footers",
         "<nav><img src=1.png></nav><img src=2.png><footer><img src=3.png></footer>", "/a/2.png"},
        {"hidden", "<div style=display:none><img src=1.png></div>", ""},
        {"of a link to another page",
         "<a href=/b.html><img src=1.png></a><a href=1_large.png><img src=2.png></a>", "/a/2.png"},
    };
    for (const auto& [what, page, found] : cases) EXPECT_EQ(images(page), found) << what;
}

TEST(BodyImages, AreBounded) {
    const auto page = [](std::size_t count) {
        model::Snapshot snapshot;
        snapshot.url = snapshot.final_url = base::Url::parse("http://www.example.gov.cn/").value();
        for (std::size_t i = 0; i < count; ++i) snapshot.body += "<img src=" + std::to_string(i) + ".png>";
        return find_body_images(snapshot);
    };
    EXPECT_EQ(page(body_images_max).urls.size(), body_images_max);
    EXPECT_FALSE(page(body_images_max).cut);
    EXPECT_EQ(page(body_images_max + 1).urls.size(), body_images_max);
    EXPECT_TRUE(page(body_images_max + 1).cut);
    EXPECT_TRUE(find_body_images({}).urls.empty());
}

}  // namespace
}  // namespace ogi::extract
