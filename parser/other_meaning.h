#pragma once

#include <string_view>

// Words in front of a label or in a column's head that make it say another thing than the form does: the
// figures of another time, or the opposite.
namespace ogi::parser {

// Does `before`, folded text right before a label, end in such a word? "上年" 总计, "2022年度" 予以公开 in a
// report of another year, "不" 属于国家秘密. `report_year` is 0 where it is not known: then no year is
// another.
bool turns_round(std::u32string_view before, int report_year);

// Does a column's head, folded and without notes, speak of another time: "上年处理决定数量", "2022年",
// "累计制发件数"? "上一年项目数量" is the form's own.
bool names_another_time(std::u32string_view head, int report_year);

}  // namespace ogi::parser
