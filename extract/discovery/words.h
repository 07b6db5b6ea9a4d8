#pragma once

#include <string>
#include <string_view>

// What links and columns of annual reports are called, as data. Sources: real list pages and URLs of Chinese
// government sites. Texts are compared without white space.
namespace ogi::extract {

// Without any white space, so that "年 报" and text broken by <br> compare equal.
std::string squeeze(std::string_view text_utf8);

// "年报", "年度报告" …: says that it is something annual.
bool says_annual_report(std::string_view squeezed);
// "信息公开", "政务公开" …: says that it is about disclosure.
bool says_disclosure(std::string_view squeezed);
// Words of what stands beside annual reports and is none: 解读, 通知, 预算 ….
bool says_something_else(std::string_view squeezed);
// The year a text names (2008 … 2099, "二〇二三" too), 0 if none.
int year_in(std::string_view squeezed);

enum class PathSays {
    nothing,
    reports,            // A folder that holds annual reports of something: ndbg, nianbao.
    disclosure_reports  // One that can hold nothing else: zfxxgknb, xxgkbg.
};
// The strongest word among the folders (and the script name) of a URL's path.
PathSays path_says(std::string_view path);

// Whether the last part of a path is a folder or an index of one: "/a/b/", "index.html", "list_2.shtml".
bool is_index_path(std::string_view path);

// How near to a column of annual reports the words of a link promise to lead (政府信息公开, 信息公开目录,
// 政务公开); 0: not there. An image's or a bare 公开's link is told by its path.
int nearness(std::string_view squeezed, std::string_view path);

// Whether the last part of a path has a number as articles have one: "t20230113_2132112.shtml", "728370.htm".
bool is_article_path(std::string_view path);

// Files that are no page and no document: images, sound, programs.
bool is_media_path(std::string_view path);

}  // namespace ogi::extract
