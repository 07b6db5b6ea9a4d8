#include "parser/statement_rules.h"

#include "parser/prose_doubts.h"
#include "parser/template_phrases.h"

#include <algorithm>

namespace ogi::parser {

namespace {

using namespace std::literals;

constexpr std::string_view decision_units = "件|宗|起|件次";
constexpr std::string_view document_units = "件|份|个|部|项";
constexpr std::string_view any_units = "件|宗|条|项|起|份|次|个|件次|条次|篇";

struct WrittenRule {
    std::string_view name;
    std::string_view clause;    // One of these in the clause,
    std::string_view sentence;  // one of these in the sentence up to the figure,
    std::string_view not_in;    // none of these in the clause,
    std::string_view behind;    // one of these right behind the measure word,
    std::string_view units;     // measured so.
};

constexpr WrittenRule written_rules[] = {
#include "parser/tables/statement_rules.inc"
};

constexpr auto difference_words = "较|比上|同比|增加|减少|增长|下降|上升|环比|去年|上年同期|多了|少了|比20"sv;
constexpr auto part_words =
    "市本级|县本级|区本级|市政府本级|其中，市政府|其中市政府|市政府办公室受理|县政府办公室受理|"
    "区政府办公室受理|各部门受理|市直部门|县直部门|区直部门|乡镇受理|街道受理|其中部门"sv;

}  // namespace

const StatementRules& StatementRules::all() {
    static const StatementRules rules;
    return rules;
}

StatementRules::StatementRules() {
    const auto add = [&](std::string_view list) { return list.empty() ? no_list : lists_.add(list); };
    for (const auto& rule : written_rules) {
        rules_.push_back({.name = rule.name,
                          .clause = add(rule.clause),
                          .sentence = add(rule.sentence),
                          .not_in = add(rule.not_in),
                          .behind = rule.behind,
                          .units = rule.units});
    }
    words_ = {.difference = add(difference_words),
              .part = add(part_words),
              .own_part = add("本级"),
              .part_opening = add("其中"),
              .disclosure = add("信息公开|政府信息|依申请|公开申请|申请公开|答复申请"),
              .breakdown = add("其中|其他应主动公开"),
              .dispute = add("行政复议|行政诉讼|直接起诉|复议后起诉|直接提起诉讼|复议后提起诉讼"),
              .dispute_part = add("申请公开|驳回|撤回|确认"),
              .about_disclosure = add("信息公开|政府信息|依申请公开"),
              .disclosure_heading = add("复议|诉讼|信息公开|申请"),
              .request_heading = add("依申请公开|公开申请|申请公开"),
              .template_text = add(template_phrases),
              .negation = add(negation_words),
              .agency = add(agency_words),
              .lasting_doubt = add(lasting_doubt_words()),
              .counting_doubt = add(counting_doubt_words()),
              .upheld = add("维持"),
              .corrected = add("纠正"),
              .pending = add("尚未审结|未审结|审理中|正在审理"),
              .other = add("其他结果|其他")};
    lists_.build();
}

// Where the clause has the rule's words.
bool StatementRules::fits(const Rule& rule, std::string_view unit, const WordsAround& around) const {
    if (rule.sentence != no_list && !around.sentence[rule.sentence]) return false;
    if (rule.not_in != no_list && around.clause[rule.not_in]) return false;
    if (!is_one_of(unit, rule.units)) return false;
    const auto starts = [&](std::string_view word) { return around.behind.starts_with(word); };
    if (!rule.behind.empty() && !any_word(rule.behind, starts)) return false;
    return !rule.name.starts_with("requests."sv) || around.sentence[words_.disclosure];
}

std::string_view StatementRules::name_of(std::string_view unit, const WordsAround& around) const {
    const auto rule = std::ranges::find_if(rules_, [&](const Rule& r) {
        return (r.clause == no_list || around.clause[r.clause]) && fits(r, unit, around);
    });
    if (rule == rules_.end()) return {};
    if (rule->name == "disclosure.total"sv && around.sentence[words_.breakdown]) return {};
    return rule->name;
}

bool is_one_of(std::string_view unit, std::string_view units) {
    return any_word(units, [&](std::string_view word) { return word == unit; });
}

}  // namespace ogi::parser
