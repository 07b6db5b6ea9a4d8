#include "extract/attachments.h"

#include "reading.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace ogi::extract {
namespace {

std::string attachments_of(std::string_view body) {
    std::string found;
    for (const auto& link : read("<html><body>" + std::string{body} + "</body></html>").attachments)
        found +=
            link.url.substr(std::string_view{"http://www.example.gov.cn"}.size()) + " " + link.text + "\n";
    return found;
}

TEST(Attachments, AreToldByTheEndingOfAddressOrName) {
    EXPECT_EQ(attachments_of("<a href=/f/a.PDF>年报</a><a href=/f/b.docx?v=1>b</a><a href=/c.html>c</a>"),
              "/f/a.PDF 年报\n/f/b.docx?v=1 b\n");
    EXPECT_EQ(attachments_of("<a href='/download.jsp?id=7'>2023年年报.wps</a>"),
              "/download.jsp?id=7 2023年年报.wps\n");
    EXPECT_EQ(attachments_of("<a href=/doc>.doc</a><a href=/pdf>pdf</a>"), "");
}

TEST(Attachments, AppearOnce) {
    EXPECT_EQ(attachments_of("<a href=/a.pdf>一</a><a href=/a.pdf>二</a>"), "/a.pdf 一\n");
}

TEST(Attachments, AreSeenThroughViewersAndObjects) {
    EXPECT_EQ(attachments_of("<iframe src='/pdfjs/web/viewer.html?file=%2Ff%2Fa.pdf'></iframe>"),
              "/f/a.pdf \n");
    EXPECT_EQ(attachments_of("<embed src=/f/b.pdf><object data=/f/c.pdf></object>"),
              "/f/b.pdf \n/f/c.pdf \n");
    EXPECT_EQ(attachments_of("<a href='/search?file=readme.txt'>x</a>"), "");
    EXPECT_EQ(
        attachments_of("<a href='/module/download/downfile.jsp?classid=0&filename=2403.pdf'>点击下载</a>"),
        "/module/download/downfile.jsp?classid=0&filename=2403.pdf 点击下载\n");
}

}  // namespace
}  // namespace ogi::extract
