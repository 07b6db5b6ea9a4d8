#pragma once

#include <string_view>

namespace ogi::parser {

// Sentences of the forms' instructions (国办公开办函〔2019〕60号, 〔2021〕30号), not of any report.
inline constexpr std::string_view template_phrases =
    "这一项主要报告|该部分以表格形式报告|此项主要报告|重在聚焦主题主线|宋体加粗小四号|仿宋_GB2312三号|"
    "（此处填写|"
    "请在此处|XXXX年|××年|XX局|××局";

}  // namespace ogi::parser
