#include "extract/office/packed_documents.h"

#include "tests/extract/office/packing.h"

#include <gtest/gtest.h>

namespace ogi::extract {
namespace {

using namespace std::string_literals;

TEST(PackedDocuments, AreToldByTheirBytesAndComeByName) {
    const auto body = packed({{.name = "b/2.pdf", .bytes = "%PDF-1.7"},
                              {.name = "a/3.doc", .bytes = "<html><p>页面</p>"},
                              {.name = "1.docx", .bytes = docx("<w:p/>"), .how = Packed::How::stored},
                              {.name = "__MACOSX/._1.docx", .bytes = "x"},
                              {.name = "inner.zip", .bytes = packed({{.name = "x.txt", .bytes = "x"}})},
                              {.name = "talk.mp3", .bytes = "ID3"},
                              {.name = "nothing.txt", .bytes = ""}});
    ASSERT_TRUE(holds_documents(body));
    const auto found = list_documents(body);
    ASSERT_TRUE(found) << found.error().context;
    ASSERT_EQ(found->documents.size(), 3U);
    EXPECT_EQ(found->documents[0].name, "1.docx");
    EXPECT_EQ(found->documents[1].name, "a/3.doc");
    EXPECT_EQ(found->documents[2].body, "%PDF-1.7");
    const std::vector<std::string> left_out{"inner.zip: an archive in an archive is not opened",
                                            "talk.mp3: MP3 audio", "nothing.txt: empty"};
    EXPECT_EQ(found->left_out, left_out);
}

TEST(PackedDocuments, AMemberThatCannotBeHadDoesNotTouchTheOthers) {
    const auto found =
        list_documents(packed({{.name = "a.txt", .bytes = "secret", .how = Packed::How::encrypted},
                               {.name = "b.txt", .bytes = "text"}}));
    ASSERT_TRUE(found);
    ASSERT_EQ(found->documents.size(), 1U);
    EXPECT_EQ(found->documents.front().body, "text");
    EXPECT_EQ(found->left_out, std::vector{"a.txt: encrypted, a password is needed"s});
}

TEST(PackedDocuments, ADocumentThatIsPackedItselfIsNoArchiveOfDocuments) {
    for (const auto& body : {docx("<w:p/>"), xlsx("<sheetData/>"), "%PDF-1.7"s, "text"s, ""s}) {
        EXPECT_FALSE(holds_documents(body));
        EXPECT_FALSE(list_documents(body));
    }
    EXPECT_TRUE(holds_documents(packed({{.name = "word/a.docx", .bytes = docx("<w:p/>")}})));
}

}  // namespace
}  // namespace ogi::extract
