#include "importing.h"

namespace ogi::daemon {
namespace {

TEST_F(Importing, ABodyThatIsShorterThanAnnouncedIsDamaged) {
    auto record = archived(page_2020, on_day(11), report_page(2020, 3));
    const auto length = record.block.find("Content-Length: ");
    const std::string announced = "Content-Length: 9999999\r\n";
    if (length == std::string::npos) {
        record.block.insert(record.block.find("\r\n") + 2, announced);
    } else {
        record.block.replace(length, record.block.find("\r\n", length) + 2 - length, announced);
    }
    std::erase_if(record.fields, [](const auto& field) { return field.first.ends_with("-Digest"); });
    const auto summary = import_records({record});
    EXPECT_EQ(summary.damaged, 1u);
    EXPECT_EQ(summary.captures, 0u);
}

TEST_F(Importing, ADocumentFromTheFutureIsDamaged) {
    write_text(file("财政局.html"), report_page(2020, 3));
    write_text(file("t.csv"), "File,URL,Date\n财政局.html,http://b.example/t2020.html,2999-01-05\n");
    const auto summary = import({file("t.csv")});
    EXPECT_EQ(summary.damaged, 1u);
    ASSERT_EQ(summary.problems.size(), 1u);
    EXPECT_TRUE(summary.problems[0].ends_with("its date lies in the future")) << summary.problems[0];
    EXPECT_TRUE(history().empty());
}

}  // namespace
}  // namespace ogi::daemon
