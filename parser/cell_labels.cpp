#include "parser/cell_labels.h"

#include "parser/catalogue.h"
#include "parser/national_form.h"

#include <span>
#include <utility>

namespace ogi::parser {

namespace {

using namespace std::literals;

using Words = std::pair<std::string_view, std::string_view>;

// As 国办公开办函〔2021〕30号 and, for what only it has, 〔2019〕60号 print them.
constexpr Words rows[] = {
    {"new_received", "一、本年新收政府信息公开申请数量"},
    {"carried_in", "二、上年结转政府信息公开申请数量"},
    {"granted", "（一）予以公开"},
    {"partially_granted", "（二）部分公开"},
    {"denied_state_secret", "（三）不予公开1.属于国家秘密"},
    {"denied_other_law", "（三）不予公开2.其他法律行政法规禁止公开"},
    {"denied_three_security_one_stability", "（三）不予公开3.危及“三安全一稳定”"},
    {"denied_third_party", "（三）不予公开4.保护第三方合法权益"},
    {"denied_internal_affairs", "（三）不予公开5.属于三类内部事务信息"},
    {"denied_process_info", "（三）不予公开6.属于四类过程性信息"},
    {"denied_enforcement_file", "（三）不予公开7.属于行政执法案卷"},
    {"denied_admin_inquiry", "（三）不予公开8.属于行政查询事项"},
    {"unable_not_held", "（四）无法提供1.本机关不掌握相关政府信息"},
    {"unable_needs_creation", "（四）无法提供2.没有现成信息需要另行制作"},
    {"unable_unclear_after_correction", "（四）无法提供3.补正后申请内容仍不明确"},
    {"rejected_petition_complaint", "（五）不予处理1.信访举报投诉类申请"},
    {"rejected_duplicate", "（五）不予处理2.重复申请"},
    {"rejected_public_publication", "（五）不予处理3.要求提供公开出版物"},
    {"rejected_mass_repeated", "（五）不予处理4.无正当理由大量反复申请"},
    {"rejected_confirm_or_reissue", "（五）不予处理5.要求行政机关确认或重新出具已获取信息"},
    {"other", "（六）其他处理"},
    {"other_no_correction", "（六）其他处理1.申请人无正当理由逾期不补正"},
    {"other_fee_unpaid", "（六）其他处理2.申请人逾期未按收费通知要求缴纳费用"},
    {"other_other", "（六）其他处理3.其他"},
    {"total_processed", "（七）总计"},
    {"carried_out", "四、结转下年度继续办理"},
};
constexpr Words applicant_columns[] = {
    {"natural_person", "自然人"},
    {"commercial", "商业企业"},
    {"research", "科研机构"},
    {"social", "社会公益组织"},
    {"legal_service", "法律服务机构"},
    {"other_org", "其他"},
    {"total", "总计"},
};
constexpr Words dispute_kinds[] = {
    {"reconsideration", "行政复议"},
    {"litigation.direct", "行政诉讼（未经复议直接起诉）"},
    {"litigation.after_reconsideration", "行政诉讼（复议后起诉）"},
};
constexpr Words outcomes[] = {
    {"upheld", "结果维持"},  {"corrected", "结果纠正"}, {"other", "其他结果"},
    {"pending", "尚未审结"}, {"total", "总计"},
};
constexpr Words items[] = {
    {"regulation", "第二十条第（一）项规章"},    {"normative_document", "第二十条第（一）项行政规范性文件"},
    {"license", "第二十条第（五）项行政许可"},   {"other_service", "第二十条第（五）项其他对外管理服务事项"},
    {"penalty", "第二十条第（六）项行政处罚"},   {"coercion", "第二十条第（六）项行政强制"},
    {"fee", "第二十条第（八）项行政事业性收费"}, {"procurement", "第二十条第（九）项政府集中采购"},
};
constexpr Words item_columns[] = {
    {"made", "本年新制作数量"},
    {"disclosed", "本年新公开数量"},
    {"total_disclosed", "对外公开总数量"},
    {"issued", "本年制发件数"},
    {"repealed", "本年废止件数"},
    {"in_force", "现行有效件数"},
    {"decisions", "处理决定数量"},
    {"items_prev_year", "上一年项目数量"},
    {"items_delta", "本年增/减"},
    {"amount", "金额"},
    {"items", "采购项目数量"},
};

std::string_view find(std::span<const Words> table, std::string_view name) {
    for (const auto& [key, words] : table) {
        if (key == name) return words;
    }
    return {};
}

}  // namespace

std::string CellLabel::text() const {
    return table + "“" + row + "”行“" + column + "”列";
}

CellLabel label_of(std::string_view cell) {
    if (find_form_cell(cell) == nullptr) return {};
    if (const auto* national = find_national_row(cell)) {
        const auto* whole = find_national_row(national->parent);
        const auto label = std::string{whole == nullptr ? ""sv : whole->label}.append(national->label);
        return {std::string{national_table}, label, "统计数"};
    }
    const auto last = cell.rfind('.');
    const auto row = cell.substr(0, last), column = cell.substr(last + 1);
    if (row.starts_with("requests."sv)) {
        return {std::string{request_table}, std::string{row_label(row.substr("requests."sv.size()))},
                std::string{applicant_label(column)}};
    }
    if (row.starts_with("disclosure."sv)) {
        return {std::string{disclosure_table}, std::string{find(items, row.substr("disclosure."sv.size()))},
                std::string{find(item_columns, column)}};
    }
    return {std::string{dispute_table}, std::string{dispute_label(row)}, std::string{outcome_label(column)}};
}

std::string row_text(std::string_view stem) {
    if (stem == "disclosure"sv) return std::string{disclosure_table};
    if (stem == "requests"sv) return std::string{request_table};
    // Every row of a form has one of these columns.
    for (const auto column :
         {".total"sv, ".decisions"sv, ".issued"sv, ".made"sv, ".amount"sv, ".items_delta"sv}) {
        const auto label = label_of(std::string{stem} + std::string{column});
        if (!label.table.empty()) return label.table + "“" + label.row + "”行";
    }
    return {};
}

std::string_view row_label(std::string_view request_row) {
    return find(rows, request_row);
}
std::string_view applicant_label(std::string_view applicant) {
    return find(applicant_columns, applicant);
}
std::string_view dispute_label(std::string_view dispute) {
    return find(dispute_kinds, dispute);
}
std::string_view outcome_label(std::string_view outcome) {
    return find(outcomes, outcome);
}

}  // namespace ogi::parser
