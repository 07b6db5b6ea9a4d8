#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// A figure of the prose may count something else than the tables of the report do: the sum of several years
// ("累计"), a part of the year ("1至6月"), what was sent on from above, the requests of other agencies
// ("指导各单位办理…"), every case of a court. Such a figure can agree with a table, never contradict it.
namespace ogi::parser {

// Where in `text`, which ends with a figure, the words begin that leave open what it counts; npos for none.
std::size_t find_doubt(std::string_view text);

// The same, of the words that go on to hold for the figures behind the next one: "上半年收到3件，答复2件".
std::size_t find_lasting_doubt(std::string_view text);

// Without a word of the first there is no lasting doubt; without one of either, and without several agencies,
// none. Written "甲|乙|丙".
const std::string& lasting_doubt_words();
const std::string& counting_doubt_words();

// What the names of agencies end in that stand before figures of their own.
inline constexpr std::string_view agency_words = "局|厅|委|办公室|政府|镇|乡|街道|中心|部门|单位";

// Does an agency whose name ends at `agency_end` do something there, or has it a figure? Where the word or
// the figure's first digit ends; npos if not.
std::size_t end_of_acting(std::string_view text, std::size_t agency_end);

// Where the first of several agencies stands that have figures of their own in one sentence; npos for none:
// "县水利局收到申请7件，县教育局8件".
std::size_t find_several_agencies(std::string_view sentence);

}  // namespace ogi::parser
