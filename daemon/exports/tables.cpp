#include "daemon/exports/tables.h"

#include <vector>

namespace ogi::daemon {

namespace {

using enum FieldType;
constexpr auto required = Need::required;
constexpr auto optional = Need::optional;

const std::vector<std::string> kinds = {"number", "blank", "slash", "dash", "text", "unreadable", "absent"};
const std::vector<std::string> generations = {"free", "2019", "2021", "mixed"};

const std::vector<Field> key_fields = {
    {"agency", text, required, "机关", "Canonical full name of the agency that the report stands under"},
    {"year", whole, required, "年度", "Year reported on"},
};
const ForeignKey of_a_report = {{"agency", "year"}, "reports"};

std::vector<Field> with_key(std::vector<Field> more) {
    auto fields = key_fields;
    fields.insert(fields.end(), more.begin(), more.end());
    return fields;
}

const Field withdrawn_at = {"withdrawn_at", moment, optional, "撤下时间",
                            "Set where the report is on the web no more"};

const std::vector<Field> of_reports = with_key({
    {"agency_id", text, required, "机关编号", "Stands for the agency whatever it is called"},
    {"division", text, optional, "行政区划代码", "GB/T 2260, six digits"},
    {"generation", text, required, "报告格式", "Form of the report; mixed: parts of 2019 and 2021",
     generations},
    {"title", text, optional, "标题", "Title of the report"},
    {"published", date, optional, "发布日期", "Day of publication, Asia/Shanghai"},
    {"verdict",
     text,
     required,
     "勾稽结论",
     "Whether the accounting identities of the form hold",
     {"verified", "consistent", "inconsistent", "unverifiable"}},
    {"official", truth, required, "官方页面", "False where it was read from a mirror"},
    {"format",
     text,
     required,
     "文件格式",
     "Format of the document",
     {"html", "text", "word", "spreadsheet", "pdf", "image", "unsupported"}},
    {"ocr_confidence", whole, optional, "识别可信度",
     "Percent; only where the text was recognised in an image"},
    {"agency_as_written", text, optional, "机关原文", "The agency as the report prints it"},
    {"source_url", text, required, "来源网址", "The page or document it was read from"},
    {"revision", whole, required, "修订号", "Number of the revision"},
    {"observed_at", moment, required, "采集时间", "When this revision was seen"},
    withdrawn_at,
    {"corrections", whole, required, "人工更正数", "How many cells a person put right"},
    {"corrected_cells", text, optional, "人工更正的指标", "Ids of those cells, with a blank between"},
    {"suspect_cells", text, optional, "存疑的指标",
     "Ids of cells that failed checks point at, with a blank between"},
    {"snapshot", text, optional, "快照摘要", "SHA-256 of the body it was read from"},
    {"parser_version", text, optional, "解析器版本", "What read it"},
});

const std::vector<Field> of_a_cell = {
    {"value", decimal, optional, "数值", "The figure; nothing unless kind is number (blank is not zero)"},
    {"kind", text, required, "类别", "What stands in the cell", kinds},
    {"unit", text, optional, "单位", "As written, or as the form implies"},
    {"raw", text, optional, "原文", "As printed, or as it was before a person put it right"},
    {"place", json, optional, "位置", "Where it stands in the source (docs/formats.md, member at)"},
    {"corrected", truth, required, "人工更正", "Whether a person put it right"},
    {"suspect", truth, required, "存疑", "Whether failed checks point at it; its value is as printed"},
    {"implied", decimal, optional, "校验所示数值",
     "Of a suspect cell: the figure with which all checks that point at it would hold"},
};

std::vector<Field> with_cell(std::vector<Field> fields) {
    fields.insert(fields.end(), of_a_cell.begin(), of_a_cell.end());
    return fields;
}

const std::vector<Table> tables = {
    {"dictionary",
     "指标字典",
     "What the ids of cells mean",
     {{"cell", text, required, "指标", "Id of the cell"},
      {"table", text, optional, "表", "The table of the form, as printed"},
      {"row", text, optional, "行", "The row, as printed"},
      {"column", text, optional, "列", "The column, as printed"},
      {"english", text, optional, "英文", "The same in English"},
      {"kind",
       text,
       optional,
       "数值类型",
       "Whole, whole with a sign, or with decimals",
       {"count", "signed", "amount"}},
      {"unit", text, optional, "单位", "Unit of the form; nothing: as written in the cell"},
      {"generations", text, optional, "报告格式", "Forms that have the cell, with blanks between"},
      {"identities", text, optional, "勾稽关系", "Ids of the checks that it stands in, with blanks between"}},
     {"cell"}},
    {"agencies",
     "机关",
     "The agencies of the reports",
     {{"agency_id", text, required, "机关编号", "Stands for the agency whatever it is called"},
      {"name", text, required, "名称", "Name of its newest report"},
      {"other_names", text, optional, "其他名称", "Further names that reports stand under, with ； between"},
      {"level",
       text,
       optional,
       "层级",
       "Of the agency",
       {"central", "province", "prefecture", "county", "township", "unknown"}},
      {"kind",
       text,
       optional,
       "性质",
       "People's government or department",
       {"government", "department", "unknown"}},
      {"division", text, optional, "行政区划代码", "GB/T 2260, six digits"},
      {"division_name", text, optional, "行政区划", "Name of that division"}},
     {"agency_id"}},
    {"reports",
     "年度报告",
     "A row a report, as it was at the cursor",
     of_reports,
     {"agency", "year"},
     {{{"agency_id"}, "agencies"}}},
    {"cells",
     "指标数值",
     "A row a cell of a report's form",
     with_cell(with_key({{"cell", text, required, "指标", "Id of the cell"}, withdrawn_at})),
     {"agency", "year", "cell"},
     {of_a_report, {{"cell"}, "dictionary"}}},
    {"checks",
     "勾稽校验",
     "Accounting identities and comparisons with the prose, with their outcome",
     with_key(
         {{"number", whole, required, "序号", "Place in the report's list of checks, from 1"},
          {"check", text, required, "校验", "Id of the check (docs/formats.md)"},
          {"outcome", text, required, "结果", "What came of it", {"holds", "violated", "not_assessable"}},
          {"left", decimal, optional, "左边", "Sum of its one side"},
          {"right", decimal, optional, "右边", "Sum of its other side"},
          {"note", text, optional, "说明", "The operands, in words"}}),
     {"agency", "year", "number"},
     {of_a_report}},
    {"statements",
     "正文数字",
     "Figures in the prose",
     with_key({{"number", whole, required, "序号", "Place in the report's list of statements, from 1"},
               {"name", text, required, "名称", "What it tells of"},
               {"value", decimal, optional, "数值", "The figure; nothing where none can be read"},
               {"approximate", truth, required, "约数", "Whether it is said to be about so many"},
               {"unit", text, optional, "单位", "As written"},
               {"quote", text, optional, "引文", "The words it was read from"},
               {"place", json, optional, "位置", "Where it stands in the source"}}),
     {"agency", "year", "number"},
     {of_a_report}},
    {"changes",
     "变动",
     "Entries of the change feed up to the cursor, of the reports of the export",
     {{"sequence", whole, required, "序号", "Of the entry; rises by one in the whole feed"},
      key_fields[0],
      key_fields[1],
      {"type",
       text,
       required,
       "类型",
       "What happened",
       {"added", "revised", "withdrawn", "restored", "reinterpreted"}},
      {"cause", text, required, "原因", "Why we say it", {"source", "reparse", "decision"}},
      {"class",
       text,
       optional,
       "深度",
       "How deep it goes",
       {"transport", "template", "editorial", "value", "structure", "withdrawn", "restored"}},
      {"revision", whole, required, "修订号", "The revision it leads to"},
      {"observed_at", moment, required, "发现时间", "When it was seen on the web"},
      {"recorded_at", moment, optional, "记录时间", "When the store came to say it"},
      {"source_url", text, optional, "来源网址", "Where it was seen"},
      {"aspects", text, optional, "其他变动", "What else differs, with blanks between"},
      {"reason", text, optional, "撤下方式", "Of a withdrawal: how the page is gone"}},
     {"sequence"},
     {of_a_report}},
    {"changed_cells",
     "变动的指标",
     "The cells that an entry of the feed changed",
     {{"sequence", whole, required, "序号", "Of the entry"},
      {"cell", text, required, "指标", "Id of the cell"},
      {"old_value", decimal, optional, "旧值", "Nothing unless its kind is number"},
      {"old_kind", text, required, "旧类别", "What stood there", kinds},
      {"old_unit", text, optional, "旧单位",
       "Of the old value: money may be given in another one than the form asks for"},
      {"new_value", decimal, optional, "新值", "Nothing unless its kind is number"},
      {"new_kind", text, required, "新类别", "What stands there", kinds},
      {"new_unit", text, optional, "新单位", "Of the new value, likewise"},
      {"severity", text, optional, "程度", "How much it matters", {"minor", "notable", "grave"}}},
     {"sequence", "cell"},
     {{{"sequence"}, "changes"}, {{"cell"}, "dictionary"}}},
};

}  // namespace

std::span<const Table> export_tables() {
    return tables;
}

const Table& table_of(Which which) {
    return tables[static_cast<std::size_t>(which)];
}

const Table& cells_for_people() {
    static const Table table = {
        "cells",
        "指标数值",
        "A row a cell of a report's form",
        with_cell(with_key({{"agency_id", text, required, "机关编号", "Stands for the agency"},
                            {"division", text, optional, "行政区划代码", "GB/T 2260, six digits"},
                            {"generation", text, required, "报告格式", "Form of the report", generations},
                            {"cell", text, required, "指标", "Id of the cell"},
                            {"label", text, optional, "指标名称", "Where it stands in the printed form"},
                            {"revision", whole, required, "修订号", "Number of the revision"},
                            {"source_url", text, required, "来源网址", "Where it was read"},
                            withdrawn_at})),
        {"agency", "year", "cell"}};
    return table;
}

std::span<const Field> report_fields() {
    return of_reports;
}

}  // namespace ogi::daemon
