#pragma once

#include "parser/number.h"

#include <span>
#include <string_view>
#include <vector>

// The two forms of the annual report as tables of facts: 国办公开办函〔2019〕60号 (reports of 2019 and 2020)
// and 〔2021〕30号 (since 2021). Names are the parts of cell ids; `keys` are the words a label is found by,
// folded (fold.h), most telling first, with the variants seen in real reports.
namespace ogi::parser {

enum class FormYear { form_2019, form_2021 };

struct FormColumn {
    std::string_view name;
    FigureKind kind = FigureKind::count;
    std::string_view unit;            // What the form implies; empty: as written in the cell.
    std::u32string_view header = {};  // What its header is known by, folded.
};

// A row of the second table: disclosure.<name>.<column>.
struct DisclosureItem {
    std::string_view name;
    int paragraph;  // 第二十条第(n)项, which is the sub-table it stands in.
    std::vector<std::u32string_view> keys;
    std::vector<FormColumn> columns_2019;  // Empty: not in that form.
    std::vector<FormColumn> columns_2021;

    const std::vector<FormColumn>& columns(FormYear year) const {
        return year == FormYear::form_2019 ? columns_2019 : columns_2021;
    }
};

// A row of the third table: requests.<name>.<applicant>.
struct RequestRow {
    std::string_view name;
    bool in_2019;
    bool in_2021;
    char32_t ordinal;  // "2." before the label; 0 where the form has no such number.
    std::vector<std::u32string_view> keys;
    std::u32string_view label;  // The whole label as the form prints it, folded.
};

inline constexpr std::size_t applicant_count = 7;
inline constexpr std::size_t dispute_cell_count = 15;

std::span<const DisclosureItem> disclosure_items();
std::span<const RequestRow> request_rows();  // In the order of the form.
std::span<const std::string_view> applicants();
std::span<const std::string_view> disputes();          // "reconsideration", "litigation.direct", …
std::span<const std::string_view> dispute_outcomes();  // upheld … total.

// The headers of the third table are known by these, one an applicant; the second word is another for the
// same.
struct ApplicantHeader {
    std::u32string_view word;
    std::u32string_view variant;
};
std::span<const ApplicantHeader> applicant_headers();

// Words of a sub-table's header that tell its generation.
struct HeaderMark {
    int paragraph;
    FormYear year;
    std::u32string_view word;
};
std::span<const HeaderMark> header_marks();

// Labels of groups and headers: found among values where a merged cell was flattened, they are never a value.
std::span<const std::u32string_view> group_labels();

}  // namespace ogi::parser
