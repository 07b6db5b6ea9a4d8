#pragma once

#include "model/document.h"

#include <string_view>
#include <vector>

// What a page shows beside the report and another way at every visit: counters, clocks, the weather, share
// bars, the neighbours of the article, the year of a copyright, random tokens. None of it is a change of the
// report.
namespace ogi::parser {

// A line that is such noise and nothing else: "已有12人浏览", "点赞 3 收藏 1", "页面生成时间：2026-11-02
// 10:00". A sentence that speaks of visitors is none, nor is an item of a numbered list.
bool is_page_noise(std::string_view line);

// `line` up to its noise: a counter behind the last full stop, a counter in brackets, a token of random
// letters and digits. The whole line if there is none.
std::string_view without_noise_tail(std::string_view line);

// `title` without the number of messages that some pages put in front: "(3) 某局…".
std::string_view without_message_count(std::string_view title);

// Takes noise from the blocks of a page and from the lines in them; a block that was nothing else vanishes.
// Plain text keeps its lines, for they may be cells of a table (prose.h leaves those out that are noise).
// One a block: is it known to be neither noise nor to have any at its end?
std::vector<bool> remove_page_noise(model::Document& document);

}  // namespace ogi::parser
