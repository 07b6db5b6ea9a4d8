#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The national statistics table of the reports before 2019, 政府信息公开情况统计表 (国办发〔2014〕32号), as a
// table of facts: one figure a row.
namespace ogi::parser {

struct NationalRow {
    enum class Parts { none, sum_up };

    std::string_view id;        // "s14.app_fax"; empty: a heading, which has no figure.
    std::string_view parent;    // Id of the row it is a part of; empty if of none.
    Parts parts = Parts::none;  // sum_up: the rows it is the parent of sum up to it.
    std::string_view unit;
    std::string_view label;     // As the form prints it, numbering included.
    std::string_view variants;  // Keys of other labels: "甲|乙".
};

// So many of a hundred rows have labels of the form, or it is another table.
inline constexpr std::size_t national_percent_min = 60;

std::span<const NationalRow> national_rows();  // In the order of the form.
const NationalRow* find_national_row(std::string_view id);

// What a label is known by: its Chinese characters without numbering, 其中, what stands in brackets, and 数
// at the end.
std::string national_key(std::string_view label_utf8);

// The rows that a label may name: several for the few labels that the form prints twice, none for another.
std::span<const NationalRow* const> national_rows_of(std::string_view label_utf8);

// The number before the label in the form: 2 for "2.传真申请数"; 0 where it has none.
int ordinal_of(const NationalRow& row);

}  // namespace ogi::parser
