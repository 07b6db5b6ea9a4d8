#include "storage/records.h"
#include "examples.h"
#include "storage/capture_record.h"
#include "storage/frame.h"
#include "storage/revision_dictionary.h"

#include "base/digest.h"
#include "model/revision_record.h"

#include <gtest/gtest.h>

namespace ogi::storage {
namespace {

using base::ErrorCode;

TEST(Frame, GivesBackEveryBody) {
    std::string random;
    for (unsigned i = 0, x = 1; i < 100'000; ++i)
        random.push_back(static_cast<char>((x = x * 1664525 + 1013904223) >> 24));
    for (const auto& body : {std::string{}, std::string{"\0", 1}, std::string(1'000'000, 'a'), random}) {
        EXPECT_EQ(from_frame(to_frame(body).value()).value(), body);
    }
}

TEST(Frame, RefusesDamagedFrames) {
    const auto frame = to_frame("<html>" + std::string(1000, 'x')).value();
    auto flipped = frame;
    flipped[0] = 'X';
    // A frame whose header claims 2^40 bytes (RFC 8878 §3.1.1): magic, descriptor 0xE0, eight bytes of size.
    const std::string bomb{"\x28\xB5\x2F\xFD\xE0\x00\x00\x00\x00\x00\x01\x00\x00\x01\x00\x00", 16};
    for (const auto& bytes : {std::string{}, std::string{"<html>"}, frame.substr(0, frame.size() - 1),
                              frame.substr(0, 3), flipped, frame + frame, bomb}) {
        const auto refused = from_frame(bytes);
        ASSERT_FALSE(refused) << bytes.size();
        EXPECT_EQ(refused.error().code, ErrorCode::malformed);
    }
}

TEST(Frame, RefusesABodyOverTheLimitAndNamesIt) {
    const auto refused = to_frame({nullptr, stored_body_bytes_max + 1});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::too_large);
    EXPECT_NE(refused.error().context.find("stored_body_bytes_max"), std::string::npos);
}

TEST(Frame, WithADictionaryComesBackWithItOnly) {
    std::string words;
    for (int i = 0; i < 1000; ++i) words += std::to_string(i * 7919) + ' ';
    const Dictionary dictionary{words};
    const auto frame = to_frame(words + "and more", &dictionary, "head").value();
    ASSERT_TRUE(frame.starts_with("head"));
    const auto alone = std::string_view{frame}.substr(4);
    EXPECT_LT(alone.size(), 100U);
    EXPECT_EQ(from_frame(alone, words).value(), words + "and more");
    EXPECT_FALSE(from_frame(alone));
}

TEST(RevisionValue, IsItsHeadAndItsReportInAFrame) {
    const auto made = revision("A", 2020);
    const auto value = revision_value(made).value();
    const auto head = model::head_record(made);
    const std::string begin{'\x01', '\0', '\0', '\0', static_cast<char>(head.size())};
    ASSERT_TRUE(value.starts_with(begin + head));
    const auto frame = value.substr(begin.size() + head.size());
    EXPECT_EQ(from_frame(frame, revision_dictionary_content()).value(), model::to_record(made.report));
    EXPECT_EQ(read_revision({"A", 2020}, made.number, value).value(), made);
}

TEST(RevisionValue, IsTheSameWhereItsReportWasPackedBefore) {
    const auto made = revision("A", 2020);
    EXPECT_EQ(revision_value(made, pack_report(made.report).value()).value(), revision_value(made).value());
}

TEST(RevisionValue, RefusesAnotherRevisionAndWhatIsNone) {
    const auto other = revision_value(revision("B", 2020)).value();
    const auto whole = revision_value(revision("A", 2020)).value();
    auto long_head = whole;
    long_head[1] = '\x7F';
    for (const auto& value :
         {std::string{}, other, whole.substr(1), "\x02" + whole.substr(1), whole + "x", long_head,
          whole.substr(0, 4), whole.substr(0, 20), whole.substr(0, whole.size() - 1)}) {
        const auto refused = read_revision({"A", 2020}, 1, value);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::malformed);
        EXPECT_TRUE(refused.error().context.starts_with("the stored revision 1 of A/2020"));
    }
}

// Stored revisions can be read with these very bytes only.
TEST(RevisionDictionary, IsWhatItWas) {
    EXPECT_EQ(base::sha256_hex(revision_dictionary_content()),
              "b6ef1fc8391711c09455cb009361410b56424c80c9a92f6f4a21504196bcef4a");
}

TEST(CaptureRecord, HasTheBytesOfTheDocumentedFormat) {
    EXPECT_EQ(encode_capture(snapshot("http://a.example/", "")),
              R"({"final_url":"http://a.example/","http_status":200,"content_type":"text/html; charset=gbk",)"
              R"("etag":"\"1-2\"","last_modified":"Sun, 31 Jan 2021 00:00:00 GMT",)"
              R"("digest":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})");
}

TEST(CaptureRecord, KeepsHeadFormAndTime) {
    auto full = snapshot("http://a.example/", "");
    full.head = "HTTP/1.1 200 OK\r\nServer: nginx\r\n";
    full.form = "page=2";
    full.took = std::chrono::milliseconds{81};
    full.origin = "old.warc.gz";
    const auto record = encode_capture(full);
    EXPECT_NE(
        record.find(
            R"(,"head":"HTTP/1.1 200 OK\r\nServer: nginx\r\n","form":"page=2","took_ms":81,"origin":"old.warc.gz"})"),
        std::string::npos)
        << record;
    const auto back = decode_capture(record);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->head, full.head);
    EXPECT_EQ(back->form, full.form);
    EXPECT_EQ(back->took, full.took);
    EXPECT_EQ(back->origin, full.origin);
}

TEST(CaptureRecord, KeepsAHeadThatIsNoUtf8ByteForByte) {
    auto odd = snapshot("http://a.example/", "");
    for (int byte = 1; byte < 256; ++byte) odd.head += static_cast<char>(byte);
    const auto back = decode_capture(encode_capture(odd));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->head, odd.head);
}

TEST(CaptureRecord, RefusesWhatItDidNotWrite) {
    const auto whole = encode_capture(snapshot("http://a.example/", "x"));
    ASSERT_TRUE(decode_capture(whole));
    for (
        const std::string_view record :
        {"", "null", "{}", "[1]", R"({"final_url":"","http_status":70000})",
         R"({"final_url":7,"http_status":200,"content_type":"","etag":"","last_modified":"","digest":""})",
         R"({"final_url":"","http_status":200,"content_type":"","etag":"","last_modified":"","digest":"","head":1})",
         R"({"final_url":"","http_status":200,"content_type":"","etag":"","last_modified":"","digest":"","took_ms":-1})",
         R"({"final_url":"","http_status":200,"content_type":"","etag":"","last_modified":"","digest":"","head_bytes":"公"})"}) {
        const auto refused = decode_capture(record);
        ASSERT_FALSE(refused) << record;
        EXPECT_EQ(refused.error().code, ErrorCode::malformed);
    }
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(decode_capture(whole.substr(0, size)));
}

TEST(Records, AreAlwaysUtf8) {
    EXPECT_EQ(storable("{\"a\":\"\xB9\"}"), "{\"a\":\"\xEF\xBF\xBD\"}");
    EXPECT_EQ(storable("{\"a\":\"公\"}"), "{\"a\":\"公\"}");
}

}  // namespace
}  // namespace ogi::storage
