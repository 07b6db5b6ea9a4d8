#pragma once

#include <string>
#include <string_view>

namespace ogi::parser {

// Where a cell stands in the printed form, in the words of the form, for people.
struct CellLabel {
    std::string table;  // "表三“收到和处理政府信息公开申请情况”"; empty for an id that no form has.
    std::string row;  // "（三）不予公开2.其他法律行政法规禁止公开", "第二十条第（五）项行政许可", "行政复议".
    std::string column;  // "自然人", "本年处理决定数量", "结果维持".

    // "表三“…”“（一）予以公开”行“自然人”列".
    std::string text() const;
};

CellLabel label_of(std::string_view cell);

// A table or a row without its column, "requests.granted", "disclosure.penalty", "requests"; empty for
// another.
std::string row_text(std::string_view stem);

// The parts of it: the label of a request row or an applicant's column, the name of a kind of dispute
// ("litigation.direct") or of its outcome. Empty for an unknown name.
std::string_view row_label(std::string_view request_row);
std::string_view applicant_label(std::string_view applicant);
std::string_view dispute_label(std::string_view dispute);
std::string_view outcome_label(std::string_view outcome);

inline constexpr std::string_view disclosure_table = "表二“主动公开政府信息情况”";
inline constexpr std::string_view request_table = "表三“收到和处理政府信息公开申请情况”";
inline constexpr std::string_view national_table = "政府信息公开情况统计表";
inline constexpr std::string_view dispute_table = "表四“政府信息公开行政复议、行政诉讼情况”";

}  // namespace ogi::parser
