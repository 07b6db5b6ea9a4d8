#include "sample_form.h"

#include "documents.h"
#include "parser/catalogue.h"

#include "base/utf8.h"

#include <map>
#include <utility>

namespace ogi::parser {

namespace {

std::string utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) base::append_utf8(out, c);
    return out;
}

const std::map<std::string_view, std::string> item_labels = {
    {"regulation", "规章"},          {"normative_document", "规范性文件"},
    {"license", "行政许可"},         {"penalty", "行政处罚"},
    {"coercion", "行政强制"},        {"fee", "行政事业性收费"},
    {"procurement", "政府集中采购"}, {"other_service", "其他对外管理服务事项"}};
const std::map<std::string_view, std::string> column_labels = {{"made", "本年新制作数量"},
                                                               {"disclosed", "本年新公开数量"},
                                                               {"total_disclosed", "对外公开总数量"},
                                                               {"issued", "本年制发件数"},
                                                               {"repealed", "本年废止件数"},
                                                               {"in_force", "现行有效件数"},
                                                               {"items_delta", "本年增/减"},
                                                               {"items_prev_year", "上一年项目数量"},
                                                               {"items", "采购项目数量"}};
const std::map<int, std::string> numerals = {{1, "一"}, {5, "五"}, {6, "六"}, {8, "八"}, {9, "九"}};

std::string header_of(const FormColumn& column, FormYear year) {
    if (column.name == "decisions") return year == FormYear::form_2019 ? "处理决定数量" : "本年处理决定数量";
    if (column.name == "amount")
        return year == FormYear::form_2019 ? "采购总金额" : "本年收费金额（单位：万元）";
    return column_labels.at(column.name);
}

// Rows are four columns wide; the last cell takes what is left.
std::vector<SampleCell> wide(std::vector<SampleCell> row) {
    row.back().columns = 5 - static_cast<int>(row.size());
    return row;
}

SampleTable disclosure_table(FormYear year, const Printed& printed) {
    SampleTable table;
    int paragraph = 0;
    for (const auto& item : disclosure_items()) {
        const auto& columns = item.columns(year);
        if (columns.empty()) continue;
        std::vector<SampleCell> header = {{"信息内容"}}, row = {{item_labels.at(item.name)}};
        for (const auto& column : columns) {
            header.push_back({header_of(column, year)});
            row.push_back({printed(disclosure_id(item, column))});
        }
        if (item.paragraph != paragraph) {
            table.push_back(wide({{"第二十条第（" + numerals.at(item.paragraph) + "）项"}}));
            table.push_back(wide(header));
        }
        paragraph = item.paragraph;
        table.push_back(wide(row));
    }
    return table;
}

struct Group {
    std::string_view prefix;
    std::string label;
    int rows_2019;
    int rows_2021;
};
const std::vector<Group> groups = {{"denied_", "（三）不予公开", 8, 8},
                                   {"unable_", "（四）无法提供", 3, 3},
                                   {"rejected_", "（五）不予处理", 5, 5},
                                   {"other_", "（六）其他处理", 0, 3}};

SampleTable request_table(FormYear year, const Printed& printed) {
    SampleTable table = {
        {{"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3}, {"申请人情况", 7}},
        {{"自然人", 1, 2}, {"法人或其他组织", 5}, {"总计", 1, 2}},
        {{"商业企业"}, {"科研机构"}, {"社会公益组织"}, {"法律服务机构"}, {"其他"}}};
    const bool first_form = year == FormYear::form_2019;
    std::string_view open_group;
    for (const auto& row : request_rows()) {
        if (!(first_form ? row.in_2019 : row.in_2021)) continue;
        std::vector<SampleCell> cells;
        const bool top_level =
            row.name == "new_received" || row.name == "carried_in" || row.name == "carried_out";
        if (row.name == "granted") cells.push_back({"三、本年度办理结果", 1, first_form ? 20 : 22});
        const Group* group = nullptr;
        for (const auto& candidate : groups) {
            if (row.name.starts_with(candidate.prefix)) group = &candidate;
        }
        if (group != nullptr && open_group != group->prefix) {
            open_group = group->prefix;
            cells.push_back({group->label, 1, first_form ? group->rows_2019 : group->rows_2021});
        }
        cells.push_back({utf8(row.label), top_level ? 3 : group == nullptr ? 2 : 1});
        for (const auto applicant : applicants()) cells.push_back({printed(request_id(row.name, applicant))});
        table.push_back(std::move(cells));
    }
    return table;
}

SampleTable dispute_table(const Printed& printed) {
    SampleTable table = {{{"行政复议", 5}, {"行政诉讼", 10}}, {}, {}, {}};
    const std::vector<std::string> outcomes = {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"};
    for (const auto& outcome : outcomes) table[1].push_back({outcome, 1, 2});
    table[1].push_back({"未经复议直接起诉", 5});
    table[1].push_back({"复议后起诉", 5});
    for (int i = 0; i < 2; ++i) {
        for (const auto& outcome : outcomes) table[2].push_back({outcome});
    }
    for (const auto dispute : disputes()) {
        for (const auto outcome : dispute_outcomes())
            table[3].push_back({printed(dispute_id(dispute, outcome))});
    }
    return table;
}

std::string drawing_of(const SampleTable& table) {
    std::string drawing;
    for (const auto& row : table) {
        std::string line;
        for (const auto& cell : row) {
            if (&cell != row.data()) line += '|';
            line += cell.text;
            if (cell.columns > 1) line += " >>" + std::to_string(cell.columns);
            if (cell.rows > 1) line += " vv" + std::to_string(cell.rows);
        }
        drawing += (line.empty() ? " |" : line) + "\n";
    }
    return drawing;
}

std::string text_of(const SampleTable& table, Flattening flattening) {
    std::string text;
    for (const auto& row : table) {
        std::string line;
        for (const auto& cell : row) {
            const bool first = &cell == row.data();
            switch (flattening) {
                case Flattening::grid:
                    break;
                case Flattening::tabs:
                    line += (first ? "" : "\t") + cell.text;
                    break;
                case Flattening::bars:
                    line += "| " + cell.text + " ";
                    break;
                case Flattening::tabbed_lines:
                    line += "\t" + cell.text + "\n";
                    break;
                case Flattening::barred_lines:
                    line += cell.text + (cell.text.empty() ? "|\n" : " |\n");
                    break;
                case Flattening::lines:
                    line += cell.text.empty() ? "" : "\n" + cell.text + "\n";
                    break;
                case Flattening::spaces:
                    line += (first || cell.text.empty() ? "" : " ") + cell.text;
                    break;
                case Flattening::glued:
                    line += cell.text;
                    break;
            }
        }
        if (flattening == Flattening::bars) line += "|";
        text += line + (flattening == Flattening::glued ? "" : "\n");
    }
    return text;
}

}  // namespace

std::vector<SampleTable> sample_form(FormYear year, const Printed& printed) {
    return {disclosure_table(year, printed), request_table(year, printed), dispute_table(printed)};
}

model::Document flatten(const std::vector<SampleTable>& tables, Flattening flattening) {
    const std::vector<std::string> headings = {"二、主动公开政府信息情况",
                                               "三、收到和处理政府信息公开申请情况",
                                               "四、政府信息公开行政复议、行政诉讼情况"};
    const std::string before = "一、总体情况\n全年办理行政许可12件，行政处罚3件，信息公开申请予以公开2件。\n";
    const std::string after =
        "五、存在的主要问题及改进情况\n公开的内容还不够全面。\n六、其他需要报告的事项\n无。";
    if (flattening != Flattening::grid) {
        const std::string end = flattening == Flattening::glued ? "" : "\n";
        std::string text = before;
        for (std::size_t i = 0; i < tables.size(); ++i)
            text += headings[i] + end + text_of(tables[i], flattening);
        return text_document(text + after);
    }
    model::Document document = text_document(before);
    for (std::size_t i = 0; i < tables.size(); ++i) {
        add_paragraph(document, headings[i]);
        add_grid(document, drawing_of(tables[i]));
    }
    for (const auto& block : text_document(after).blocks) document.blocks.push_back(block);
    return document;
}

}  // namespace ogi::parser
