#include "parser/cell_labels.h"

#include "parser/catalogue.h"

#include <gtest/gtest.h>

#include <set>

namespace ogi::parser {
namespace {

TEST(CellLabels, EveryCellOfTheFormsHasOneOfItsOwn) {
    std::set<std::string> seen;
    for (const auto& cell : form_cells()) {
        const auto label = label_of(cell.id);
        EXPECT_FALSE(label.table.empty() || label.row.empty() || label.column.empty()) << cell.id;
        EXPECT_TRUE(seen.insert(label.text()).second) << label.text();
    }
}

TEST(CellLabels, SpeakAsTheFormDoes) {
    EXPECT_EQ(label_of("requests.denied_other_law.natural_person").text(),
              "表三“收到和处理政府信息公开申请情况”“（三）不予公开2.其他法律行政法规禁止公开”行“自然人”列");
    EXPECT_EQ(label_of("litigation.direct.pending").text(),
              "表四“政府信息公开行政复议、行政诉讼情况”“行政诉讼（未经复议直接起诉）”行“尚未审结”列");
    EXPECT_EQ(label_of("disclosure.fee.amount").text(),
              "表二“主动公开政府信息情况”“第二十条第（八）项行政事业性收费”行“金额”列");
    EXPECT_EQ(label_of("requests.granted").table, "");
    EXPECT_EQ(row_text("requests.granted"), "表三“收到和处理政府信息公开申请情况”“（一）予以公开”行");
    EXPECT_EQ(row_text("disclosure.fee"), "表二“主动公开政府信息情况”“第二十条第（八）项行政事业性收费”行");
    EXPECT_EQ(row_text("something.else"), "");
}

}  // namespace
}  // namespace ogi::parser
