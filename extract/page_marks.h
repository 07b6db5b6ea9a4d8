#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

// The words and names by which the parts of a government page are told apart. Facts only; main_body uses
// them.
namespace ogi::extract {

// id or class of a content container, whatever its case.
bool names_body_container(std::string_view id_or_class_token);

enum class ChromeKind : std::uint8_t { none, breadcrumb, other };

// What an id, or one word of a class attribute, says of an element.
ChromeKind names_chrome(std::string_view id_or_class_token);

// Which section of an annual report a line opens ("三、收到和处理政府信息公开申请情况"): a bit a section, 0
// for none.
std::uint32_t section_bit(std::string_view line);

// A line that belongs to the page, not to its content: "上一篇：…", "浏览次数：12", "分享到".
bool is_page_tool(std::string_view line);

// What follows a line in the container that is no part of the content.
enum class Followers {
    none,
    links,     // "相关阅读", "上一篇：": links to other pages, with their dates.
    comments,  // "网友评论（3条）": what visitors wrote.
};
Followers followers_of(std::string_view line);

// What stands behind "下一篇：" where there is none: "没有了".
bool says_no_neighbour(std::string_view line);

// "发布日期：2024-01-13来源：某局浏览次数：3" cut in front of each label. A line with fewer than two labels
// is one piece.
std::vector<std::string_view> split_at_labels(std::string_view line);

}  // namespace ogi::extract
