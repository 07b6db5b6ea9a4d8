#include "daemon/web/report_form.h"

#include "parser/catalogue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>

namespace ogi::daemon {
namespace {

using model::Generation;

bool is_in(Generation generation, const std::string& id) {
    const auto* cell = parser::find_form_cell(id);
    switch (generation) {
        case Generation::free_form:
            return cell->in_2014;
        case Generation::form_2019:
            return cell->in_2019;
        case Generation::form_2021:
            return cell->in_2021;
        case Generation::mixed:
            return cell->in_2019 || cell->in_2021;
    }
    return false;
}

FormView view_of(Generation generation, Language language = Language::zh) {
    return {.language = language,
            .generation = generation,
            .has = [=](const std::string& id) { return is_in(generation, id); },
            .write =
                [](Html& html, const std::string& id, std::string_view columns) {
                    html.element("td", id, {{"colspan", columns}});
                }};
}

std::vector<std::string> cells_in(const std::string& markup) {
    static const std::regex cell{R"re(<td colspan="\d">([a-z0-9_.]+)</td>)re"};
    std::vector<std::string> ids;
    for (std::sregex_iterator at{markup.begin(), markup.end(), cell}, end; at != end; ++at)
        ids.push_back((*at)[1]);
    return ids;
}

TEST(ReportForm, HasEveryCellOfItsFormOnce) {
    for (const auto generation :
         {Generation::free_form, Generation::form_2019, Generation::form_2021, Generation::mixed}) {
        Html html;
        write_form_tables(html, view_of(generation));
        const auto written = cells_in(html.markup());
        const std::set<std::string> once{written.begin(), written.end()};
        if (generation != Generation::mixed) {
            EXPECT_EQ(written.size(), once.size());
        }
        std::set<std::string> wanted;
        for (const auto& cell : parser::form_cells())
            if (is_in(generation, cell.id)) wanted.insert(cell.id);
        EXPECT_EQ(once, wanted) << static_cast<int>(generation);
    }
}

// Each row of a table is as wide as every other, with what hangs down from the rows above.
void expect_even(const std::string& table) {
    static const std::regex part{R"re(<(tr|td|th)([^>]*)>)re"};
    static const std::regex span{R"re((col|row)span="(\d+)")re"};
    std::vector<int> hanging;  // By column: rows still covered.
    std::size_t column = 0, width = 0;
    const auto end_row = [&] {
        while (column < hanging.size() && hanging[column] > 0) --hanging[column++];
        if (width == 0) width = column;
        EXPECT_EQ(column, width) << table;
    };
    bool first = true;
    for (std::sregex_iterator at{table.begin(), table.end(), part}, end; at != end; ++at) {
        if ((*at)[1] == "tr") {
            if (!first) end_row();
            first = false, column = 0;
            continue;
        }
        const std::string attributes = (*at)[2];
        int columns = 1, rows = 1;
        for (std::sregex_iterator one{attributes.begin(), attributes.end(), span}; one != end; ++one)
            ((*one)[1] == "col" ? columns : rows) = std::stoi((*one)[2]);
        while (column < hanging.size() && hanging[column] > 0) --hanging[column++];
        for (int i = 0; i < columns; ++i, ++column) {
            if (hanging.size() <= column) hanging.resize(column + 1);
            hanging[column] = rows - 1;
        }
    }
    end_row();
}

TEST(ReportForm, MergesHeadsSoThatEveryRowIsAsWide) {
    for (const auto generation : {Generation::free_form, Generation::form_2019, Generation::form_2021}) {
        for (const auto language : {Language::zh, Language::en}) {
            for (const bool series : {false, true}) {
                auto view = view_of(generation, language);
                if (series) view.series = [](const std::string& id) { return "/" + id; };
                Html html;
                write_form_tables(html, view);
                auto rest = html.take();
                for (auto begin = rest.find("<table"); begin != rest.npos; begin = rest.find("<table")) {
                    const auto end = rest.find("</table>", begin);
                    expect_even(rest.substr(begin, end - begin));
                    rest.erase(0, end);
                }
            }
        }
    }
}

// What stands in the heads of tables, with its markup.
std::vector<std::string> heads_in(const std::string& markup) {
    static const std::regex head{R"re(<(th|caption)[^>]*>(.*?)</(th|caption)>)re"};
    std::vector<std::string> heads;
    for (std::sregex_iterator at{markup.begin(), markup.end(), head}, end; at != end; ++at)
        heads.push_back((*at)[2]);
    return heads;
}

TEST(ReportForm, EveryHeadHasEnglishWordsOnEnglishPages) {
    static const std::regex printed{R"re(<span lang="zh-CN" class="printed">[^<]*</span>)re"};
    static const std::regex tag{"<[^>]*>"};
    for (const auto generation :
         {Generation::free_form, Generation::form_2019, Generation::form_2021, Generation::mixed}) {
        Html html;
        write_form_tables(html, view_of(generation, Language::en));
        const auto heads = heads_in(html.markup());
        EXPECT_GT(heads.size(), 30U);
        for (const auto& head : heads) {
            const auto english =
                std::regex_replace(std::regex_replace(head, printed, std::string{}), tag, std::string{});
            EXPECT_TRUE(std::ranges::any_of(english, [](char c) { return c >= 'a' && c <= 'z'; })) << head;
        }
    }
}

TEST(ReportForm, HeadsStandAsPrintedOnChinesePages) {
    Html html;
    write_form_tables(html, view_of(Generation::form_2021));
    EXPECT_EQ(html.markup().find("class=\"printed\""), std::string::npos);
    EXPECT_NE(html.markup().find("<caption>表二“主动公开政府信息情况”</caption>"), std::string::npos);
}

TEST(ReportForm, LeavesOutRowsThatAreNotWanted) {
    auto view = view_of(Generation::form_2021);
    view.wanted = [](const std::string& id) { return id == "requests.denied_process_info.social"; };
    Html html;
    write_form_tables(html, view);
    EXPECT_EQ(cells_in(html.markup()).size(), 7U);
    EXPECT_NE(html.markup().find("（三）不予公开"), std::string::npos);
    EXPECT_EQ(html.markup().find("表四"), std::string::npos);
}

}  // namespace
}  // namespace ogi::daemon
