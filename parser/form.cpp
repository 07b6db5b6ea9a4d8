#include "parser/form.h"

#include <array>

namespace ogi::parser {

namespace {

constexpr FormColumn items_prev_year{"items_prev_year", FigureKind::count, "项", U"上一年"};
constexpr FormColumn items_delta{"items_delta", FigureKind::signed_count, "项", U"本年增"};
constexpr FormColumn decisions{"decisions", FigureKind::count, "件", U"处理决定"};
constexpr FormColumn made{"made", FigureKind::count, "件", U"新制作"};
constexpr FormColumn disclosed{"disclosed", FigureKind::count, "件", U"新公开"};
constexpr FormColumn total_disclosed{"total_disclosed", FigureKind::count, "件", U"对外公开总"};
constexpr FormColumn issued{"issued", FigureKind::count, "件", U"制发"};
constexpr FormColumn repealed{"repealed", FigureKind::count, "件", U"废止"};
constexpr FormColumn in_force{"in_force", FigureKind::count, "件", U"现行有效"};

const std::vector<DisclosureItem>& item_table() {
    static const std::vector<DisclosureItem> table = {
        {"regulation", 1, {U"规章"}, {made, disclosed, total_disclosed}, {issued, repealed, in_force}},
        {"normative_document",
         1,
         {U"行政规范性文件", U"规范性文件"},
         {made, disclosed, total_disclosed},
         {issued, repealed, in_force}},
        {"license", 5, {U"行政许可"}, {items_prev_year, items_delta, decisions}, {decisions}},
        {"other_service",
         5,
         {U"其他对外管理服务事项", U"其它对外管理服务事项", U"其他对外管理服务"},
         {items_prev_year, items_delta, decisions},
         {}},
        {"penalty", 6, {U"行政处罚"}, {items_prev_year, items_delta, decisions}, {decisions}},
        {"coercion", 6, {U"行政强制"}, {items_prev_year, items_delta, decisions}, {decisions}},
        {"fee",
         8,
         {U"行政事业性收费"},
         {items_prev_year, items_delta},
         {{"amount", FigureKind::amount, "万元", U"收费金额"}}},
        {"procurement",
         9,
         {U"政府集中采购"},
         {{"items", FigureKind::count, "项", U"采购项目"}, {"amount", FigureKind::amount, "", U"采购总"}},
         {}},
    };
    return table;
}

const std::vector<RequestRow>& row_table() {
    static const std::vector<RequestRow> table = {
        {"new_received",
         true,
         true,
         0,
         {U"本年新收政府信息公开申请数量", U"本年新收政府信息公开申请", U"本年新收"},
         U"一、本年新收政府信息公开申请数量"},
        {"carried_in",
         true,
         true,
         0,
         {U"上年结转政府信息公开申请数量", U"上年度结转政府信息公开申请", U"上年结转", U"上年转结",
          U"上年度结转"},
         U"二、上年结转政府信息公开申请数量"},
        {"granted", true, true, 0, {U"予以公开"}, U"(一)予以公开"},
        {"partially_granted",
         true,
         true,
         0,
         {U"部分公开"},
         U"(二)部分公开(区分处理的,只计这一情形,不计其他情形)"},
        {"denied_state_secret", true, true, U'1', {U"属于国家秘密"}, U"1.属于国家秘密"},
        {"denied_other_law",
         true,
         true,
         U'2',
         {U"其他法律行政法规禁止公开", U"其他法律、行政法规禁止公开", U"行政法规禁止公开"},
         U"2.其他法律行政法规禁止公开"},
        {"denied_three_security_one_stability",
         true,
         true,
         U'3',
         {U"危及三安全一稳定", U"三安全一稳定"},
         U"3.危及三安全一稳定"},
        {"denied_third_party",
         true,
         true,
         U'4',
         {U"保护第三方合法权益", U"保护第三方"},
         U"4.保护第三方合法权益"},
        {"denied_internal_affairs",
         true,
         true,
         U'5',
         {U"属于三类内部事务信息", U"三类内部事务", U"三类内部管理"},
         U"5.属于三类内部事务信息"},
        {"denied_process_info",
         true,
         true,
         U'6',
         {U"属于四类过程性信息", U"四类过程性"},
         U"6.属于四类过程性信息"},
        {"denied_enforcement_file",
         true,
         true,
         U'7',
         {U"属于行政执法案卷", U"行政执法案卷"},
         U"7.属于行政执法案卷"},
        {"denied_admin_inquiry",
         true,
         true,
         U'8',
         {U"属于行政查询事项", U"行政查询事项"},
         U"8.属于行政查询事项"},
        {"unable_not_held",
         true,
         true,
         U'1',
         {U"本机关不掌握相关政府信息", U"不掌握相关政府信息", U"本机关不掌握"},
         U"1.本机关不掌握相关政府信息"},
        {"unable_needs_creation",
         true,
         true,
         U'2',
         {U"没有现成信息需要另行制作", U"没有现成信息"},
         U"2.没有现成信息需要另行制作"},
        {"unable_unclear_after_correction",
         true,
         true,
         U'3',
         {U"补正后申请内容仍不明确", U"补正后申请内容"},
         U"3.补正后申请内容仍不明确"},
        {"rejected_petition_complaint",
         true,
         true,
         U'1',
         {U"信访举报投诉类申请", U"信访举报投诉"},
         U"1.信访举报投诉类申请"},
        {"rejected_duplicate", true, true, U'2', {U"重复申请"}, U"2.重复申请"},
        {"rejected_public_publication",
         true,
         true,
         U'3',
         {U"要求提供公开出版物", U"公开出版物"},
         U"3.要求提供公开出版物"},
        {"rejected_mass_repeated",
         true,
         true,
         U'4',
         {U"无正当理由大量反复申请", U"大量反复申请"},
         U"4.无正当理由大量反复申请"},
        {"rejected_confirm_or_reissue",
         true,
         true,
         U'5',
         {U"要求行政机关确认或重新出具已获取信息", U"要求行政机关确认或重新出具", U"要求行政机关确认",
          U"确认或重新出具"},
         U"5.要求行政机关确认或重新出具已获取信息"},
        {"other", true, false, 0, {U"其他处理", U"其它处理"}, U"(六)其他处理"},
        {"other_no_correction",
         false,
         true,
         U'1',
         {U"申请人无正当理由逾期不补正", U"无正当理由逾期不补正", U"逾期不补正"},
         U"1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"},
        {"other_fee_unpaid",
         false,
         true,
         U'2',
         {U"申请人逾期未按收费通知", U"逾期未按收费通知", U"逾期未按收费", U"逾期不缴费"},
         U"2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"},
        {"other_other", false, true, U'3', {U"3.其他", U"3.其它", U"(3)其他", U"(3).其他"}, U"3.其他"},
        {"total_processed",
         true,
         true,
         0,
         {U"(七)总计", U"(七)合计", U"七总计", U"七、总计", U"()总计", U"(七)、总计", U"总计"},
         U"(七)总计"},
        {"carried_out",
         true,
         true,
         0,
         {U"结转下年度继续办理", U"结转下一年度继续办理", U"结转下一年度", U"结转下年度", U"转结下年",
          U"结转下年"},
         U"四、结转下年度继续办理"},
    };
    return table;
}

constexpr std::array<std::string_view, applicant_count> applicant_names = {
    "natural_person", "commercial", "research", "social", "legal_service", "other_org", "total"};
constexpr std::array<ApplicantHeader, applicant_count> applicant_words = {{{U"自然人", U"个人"},
                                                                           {U"商业", U"企业"},
                                                                           {U"科研", {}},
                                                                           {U"公益", U"社会"},
                                                                           {U"法律", {}},
                                                                           {U"其他", {}},
                                                                           {U"总计", U"合计"}}};
constexpr std::array<std::string_view, 3> dispute_names = {"reconsideration", "litigation.direct",
                                                           "litigation.after_reconsideration"};
constexpr std::array<std::string_view, 5> outcome_names = {"upheld", "corrected", "other", "pending",
                                                           "total"};

constexpr std::array<HeaderMark, 15> marks = {{
    {1, FormYear::form_2019, U"新制作"},
    {1, FormYear::form_2019, U"新公开"},
    {1, FormYear::form_2019, U"对外公开总"},
    {1, FormYear::form_2021, U"制发"},
    {1, FormYear::form_2021, U"废止"},
    {1, FormYear::form_2021, U"现行有效"},
    {5, FormYear::form_2019, U"上一年项目"},
    {5, FormYear::form_2019, U"本年增"},
    {5, FormYear::form_2021, U"本年处理决定"},
    {6, FormYear::form_2019, U"上一年项目"},
    {6, FormYear::form_2019, U"本年增"},
    {6, FormYear::form_2021, U"本年处理决定"},
    {8, FormYear::form_2019, U"上一年项目"},
    {8, FormYear::form_2021, U"收费金额"},
    {9, FormYear::form_2019, U"采购"},
}};

// Longest first where one holds another.
constexpr std::array<std::u32string_view, 14> groups = {
    U"三、本年度办理结果", U"本年度办理结果",
    U"(三)不予公开",       U"(四)无法提供",
    U"(五)不予处理",       U"(六)其他处理",
    U"不予公开",           U"无法提供",
    U"不予处理",           U"(区分处理的,只计这一情形,不计其他情形)",
    U"信息内容",           U"(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)",
    U"申请人情况",         U"法人或其他组织"};

}  // namespace

std::span<const DisclosureItem> disclosure_items() {
    return item_table();
}
std::span<const RequestRow> request_rows() {
    return row_table();
}
std::span<const std::string_view> applicants() {
    return applicant_names;
}
std::span<const ApplicantHeader> applicant_headers() {
    return applicant_words;
}
std::span<const std::string_view> disputes() {
    return dispute_names;
}
std::span<const std::string_view> dispute_outcomes() {
    return outcome_names;
}
std::span<const HeaderMark> header_marks() {
    return marks;
}
std::span<const std::u32string_view> group_labels() {
    return groups;
}

}  // namespace ogi::parser
